"""A bank with every kind in which all that a student may not see yet is a word that stands nowhere else."""

from __future__ import annotations

import io
import re
import zipfile

from quizapp.formats.base import BankDraft, PassageDraft, QuestionDraft, SourceDraft
from quizapp.formats.quiz_rules import DrawRule, QuizDraft
from quizapp.kinds import registry

NOTE = "wrenlock-note"
"""In every note to teachers: students never see it."""

LOOKING_THROUGH = ("/timeline", "/timeline?actor=wrenlock", "/sources", "/sources/field-guide", "/actors")
"""Pages that show a question's facts, stem or cards once it was met."""

QUESTIONS = {
    "single_choice": {
        "stem": "Choose one.",
        "answer": {"text": "finch", "feedback": "wrenlock-sc-praise"},
        "distractors": [{"text": "robin", "feedback": "wrenlock-sc-blame"}, "heron", "stork"],
    },
    "multiple_choice": {
        "stem": "Choose several.",
        "answers": ["plover", {"text": "curlew", "feedback": "wrenlock-mc-praise"}],
        "distractors": [{"text": "avocet", "feedback": "wrenlock-mc-blame"}, "godwit"],
    },
    "true_false": {"stem": "Swifts sleep in the air.", "answer": True, "feedback": "wrenlock-tf-blame"},
    "short_answer": {
        "stem": "Type a name.",
        "answers": ["wrenlock-sa-key", "wrenlock-sa-other"],
        "distractors": [{"text": "wrenlock-sa-near", "feedback": "wrenlock-sa-blame"}],
    },
    "numeric": {
        "stem": "Type a number.",
        "answer": "73519",
        "tolerance": "41.725",
        "tolerance_kind": "nominal",
        "unit": "nests",
    },
    "date": {"stem": "Type a date.", "answer": "1847-11"},
    "ordering": {"stem": "Put in order.", "items": ["egg", "nestling", "fledgling", "adult"]},
    "matching": {
        "stem": "Match.",
        "pairs": [
            {"left": "owl", "right": "hoots"},
            {"left": "duck", "right": "quacks"},
            {"left": "crow", "right": "caws"},
        ],
        "distractors": ["coos"],
    },
    "categorize": {
        "stem": "Sort.",
        "categories": [
            {"name": "land", "items": ["ostrich", "emu"]},
            {"name": "water", "items": ["coot", "grebe"]},
        ],
    },
    "cloze": {
        "stem": "Fill in.",
        "text": "One {{wrenlock-cl-key | wrenlock-cl-other}} and one {{lark ~ dunnock ~ siskin}}.",
    },
    "flashcard": {"front": "The front.", "back": "wrenlock-fc-back", "typed": True},
}

HIDDEN = {
    "single_choice": ("wrenlock-sc-praise", "wrenlock-sc-blame"),
    "multiple_choice": ("wrenlock-mc-praise", "wrenlock-mc-blame"),
    "true_false": ("wrenlock-tf-blame",),
    "short_answer": ("wrenlock-sa-key", "wrenlock-sa-other", "wrenlock-sa-near", "wrenlock-sa-blame"),
    "numeric": ("73519", "41.725"),
    "date": ("1847",),
    "ordering": (),
    "matching": (),
    "categorize": (),
    "cloze": ("wrenlock-cl-key", "wrenlock-cl-other"),
    "flashcard": ("wrenlock-fc-back",),
}
"""What each kind hides in its content; what stands among its choices is hidden by order and places instead."""

RIGHT_AT_THE_END = {
    "short_answer": ("wrenlock-sa-key",),
    "numeric": ("73519", "41.725"),
    "date": ("1847",),
    "cloze": ("wrenlock-cl-key",),
    "flashcard": ("wrenlock-fc-back",),
    "single_choice": ("wrenlock-sc-blame",),
    "multiple_choice": ("wrenlock-mc-blame",),
    "true_false": ("wrenlock-tf-blame",),
}
"""What a finished quiz shows after WRONG answers: the proof that the words above are looked for in the right place."""

WRONG = {
    "single_choice": ("1",),
    "multiple_choice": ("2",),
    "true_false": ("false",),
    "short_answer": ("sparrow",),
    "numeric": ("12",),
    "date": ("1900", "", ""),
    "ordering": ("3", "2", "1", "0"),
    "matching": ("3", "3", "3"),
    "categorize": ("1", "1", "0", "0"),
    "cloze": ("sparrow", "1"),
    "flashcard": ("again", "sparrow"),
}
"""A wrong answer to each kind, in the kind's own terms."""

MALFORMED = {
    "single_choice": {"answer": "99"},
    "multiple_choice": {"answer": "99"},
    "true_false": {"answer": "maybe"},
    "short_answer": {"answer": "x" * 501},
    "numeric": {"answer": "a few"},
    "date": {"answer-year": "soon"},
    "ordering": {"answer-0": "1", "answer-1": "1"},
    "matching": {"answer-0": "99"},
    "categorize": {"answer-0": "99"},
    "cloze": {"answer-1": "99"},
    "flashcard": {"rating": "splendid"},
}

_BIRDS = {"stem": "Choose.", "answer": "finch", "distractors": ["robin", "heron"]}
_MANY = {"stem": "Choose.", "answers": ["finch", "robin"], "distractors": ["heron", "stork"]}
_ORDER = ["egg", "nestling", "adult"]
_SOUNDS = [{"left": "owl", "right": "hoots"}, {"left": "duck", "right": "quacks"}]
_PLACES = [{"name": "land", "items": ["ostrich"]}, {"name": "water", "items": ["coot"]}]

TWINS = {
    "single_choice": (
        (_BIRDS, [[1, 0, 2]]),
        (_BIRDS | {"answer": "robin", "distractors": ["finch", "heron"]}, [[0, 1, 2]]),
    ),
    "multiple_choice": (
        (_MANY, [[2, 0, 3, 1]]),
        (_MANY | {"answers": ["heron", "stork"], "distractors": ["finch", "robin"]}, [[0, 2, 1, 3]]),
    ),
    "true_false": (({"stem": "So?", "answer": True}, []), ({"stem": "So?", "answer": False}, [])),
    "short_answer": (({"stem": "Who?", "answers": ["finch"]}, []), ({"stem": "Who?", "answers": ["robin", "x"]}, [])),
    "numeric": (
        ({"stem": "How many?", "answer": "7"}, []),
        ({"stem": "How many?", "answer": "80000", "tolerance": "10%", "tolerance_kind": "relative"}, []),
    ),
    "date": (({"stem": "When?", "answer": "1999"}, []), ({"stem": "When?", "answer": "1847-11-29"}, [])),
    "ordering": (
        ({"stem": "Order.", "items": _ORDER}, [[2, 0, 1]]),
        ({"stem": "Order.", "items": _ORDER[1:] + _ORDER[:1]}, [[1, 2, 0]]),
    ),
    "matching": (
        ({"stem": "Match.", "pairs": _SOUNDS}, [[1, 0]]),
        (
            {"stem": "Match.", "pairs": [{"left": "owl", "right": "quacks"}, {"left": "duck", "right": "hoots"}]},
            [[0, 1]],
        ),
    ),
    "categorize": (
        ({"stem": "Sort.", "categories": _PLACES}, [[1, 0]]),
        (
            {
                "stem": "Sort.",
                "categories": [{"name": "land", "items": ["coot"]}, {"name": "water", "items": ["ostrich"]}],
            },
            [[0, 1]],
        ),
    ),
    "cloze": (
        ({"text": "A {{finch}} and a {{lark ~ wren}}."}, [[], [1, 0]]),
        ({"text": "A {{robin | heron}} and a {{wren ~ lark}}."}, [[], [0, 1]]),
    ),
    "flashcard": (({"front": "Front.", "back": "finch"}, []), ({"front": "Front.", "back": "robin, at length"}, [])),
}
"""Of each kind two questions and orders that look the same to a learner and differ in nothing but what is right."""


def question(kind, raw, key=None, *, hint=True):
    """Return a question whose explanation and note to teachers carry canaries."""
    return QuestionDraft(
        key=key or kind.replace("_", "-"),
        kind=kind,
        content=registry.load(kind, raw),
        topic="birds",
        facets=("claim",),
        level=1,
        standing="reported",
        sources=("wrenlock-source#p1", "field-guide#p1"),
        explanation=explanation(kind) if hint else "",
        teacher_note=f"{NOTE} {kind}",
        actors=(f"wrenlock-actor {kind}",),
        when="" if kind == "date" else "1847",
        event=event(kind),
    )


def explanation(kind):
    """Return the canary in the explanation of a kind."""
    return f"wrenlock-why-{kind.replace('_', '-')}"


def event(kind):
    """Return the canary in what the timeline says of a kind's question."""
    return f"wrenlock-event-{kind.replace('_', '-')}."


def source():
    """Return the source that every question cites beside one that nobody described; its passages are no secret."""
    return SourceDraft("field-guide", "A field guide", "", "", "", "", (PassageDraft("p1", "All about birds"),))


def quiz():
    """Return a ready-made quiz of every kind; what its rules draw from is for its author to know."""
    rules = tuple(DrawRule(1, kind=kind) for kind in QUESTIONS if kind != "short_answer")
    named = DrawRule(1, questions=("birds/short-answer", "birds/wrenlock"))
    return QuizDraft("round", "A round", "All there is.", 5, "at_end", (*rules, named), "# wrenlock-file\n")


def bank():
    """Return the bank of canaries."""
    return bank_of(question(kind, raw) for kind, raw in QUESTIONS.items())


def bank_of(questions, key="birds"):
    """Return a bank of questions; the text of its file is a canary as well."""
    head = "# wrenlock-head\n"
    return BankDraft(key, "Birds", "en", "About birds.", tuple(questions), head_text=head, tail_text=head)


def all_hidden():
    """Return every word that no student may see before an answer is due."""
    words = {word for words in HIDDEN.values() for word in words}
    return {*words, "wrenlock"}


def leaks(reply, allowed=()):
    """Return the hidden words in a reply: in its headers, or in its body but for tokens, which may hold any figures."""
    kept = [f"{name}: {value}" for name, value in reply.headers if name not in UNTOLD_HEADERS]
    text = "\n".join([*kept, unmasked(text_of(reply))])
    for word in allowed:
        text = text.replace(word, "")
    return {word for word in all_hidden() if stands(word, text)}


def stands(word, text):
    """Say whether a word stands in a text; figures by themselves alone, as moments and ids may hold any."""
    return bool(re.search(rf"(?<![\w.:-]){re.escape(word)}(?!\w)", text)) if word[0].isdigit() else word in text


def text_of(reply):
    """Return what can be read in a reply: its text, or the names and texts of what is packed in it."""
    if reply.mimetype != "application/zip":
        return reply.get_data(as_text=True)
    with zipfile.ZipFile(io.BytesIO(reply.data)) as packed:
        # The bank's own file is named so in every question, and names nothing that is to be known.
        return "\n".join(f"{name}\n{packed.read(name).decode()}" for name in packed.namelist()).replace(
            "wrenlock-file", ""
        )


UNTOLD_HEADERS = {"Set-Cookie", "Date", "Content-Length", "ETag", "Last-Modified"}


def unmasked(text):
    """Return a page without what is new at every look: tokens and event ids."""
    return re.sub(r'(name="(?:csrf_token|event_id)"[^>]*value=")[^"]*', r"\1", text)


def fields_of(kind, given):
    """Return the form fields of what a prompt says was given."""
    if kind in {"ordering", "matching", "categorize", "cloze"}:
        return {f"answer-{row}": value for row, value in enumerate(given)}
    if kind == "date":
        return dict(zip(("answer-year", "answer-month", "answer-day"), given, strict=True))
    if kind == "flashcard":
        return dict(zip(("rating", "answer"), given, strict=True))
    return {"answer": list(given)}
