"""Rules about what stands around the question: explanation, passages, pictures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from quizapp.formats.base import QuestionDraft
from quizapp.kinds import registry
from quizapp.kinds.messages import N_, Message, Path, Problem
from quizapp.quality.base import BankContext
from quizapp.quality.choices import key_texts
from quizapp.quality.lexicon import POINTER_WORDS
from quizapp.quality.quantities import span_of
from quizapp.quality.words import plain, sentences, telling_stems, words

_POINTS = re.compile(
    r"^(?:please )?(?:also )?(?:see|cf\.?|compare|read|re-?read|look (?:it up|at|in|up)|refer to|check"
    r"|consult|go back to)\b",
    re.IGNORECASE,
)
_LONGEST_POINTER = 12
_CITED = frozenset({"page", "passage", "paragraph", "article", "p", "section", "chapter"})
_BOILERPLATE = telling_stems(
    "answer answers correct correctly right true false statement option options key choice solution therefore indeed "
    "simply stated states article text passage according wrong others incorrect"
).keys()
_LONGEST_REPEAT = 30
_PICTURE = re.compile(r"!\[(?P<text>[^\]]*)\](?:\([^)]*\)|\[[^\]]*\])|<img\b(?P<tag>[^>]*)>", re.IGNORECASE)
_TAG_TEXT = re.compile(r"""\balt\s*=\s*(?:"\s*[^"\s][^"]*"|'\s*[^'\s][^']*'|[^\s"'>]+)""", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"^\W*(?:(?:image|picture|photo|photograph|img|figure|fig|map|graph|diagram|alt(?:ernative)?(?: text)?|untitled)?"
    r"[\s_-]*\d*|\S+\.(?:png|jpe?g|gif|svg|webp))\W*$",
    re.IGNORECASE,
)


def explanation_missing(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield a question without an explanation, or with a bare pointer to one."""
    text = plain(draft.explanation)
    if not words(text):
        sentence = N_("There is no explanation: say in a sentence or two why the key is right.")
        yield Problem(("explanation",), Message(sentence))
    elif _is_pointer(text, draft):
        sentence = N_("The explanation only says where to look: say in a sentence or two why the key is right.")
        yield Problem(("explanation",), Message(sentence))


def _is_pointer(text: str, draft: QuestionDraft) -> bool:
    said = [word.casefold().removesuffix("'s").removesuffix("’s") for word in words(text)]
    if len(sentences(text)) == 1 and len(said) <= _LONGEST_POINTER and _POINTS.match(text):
        return True
    of_source = {part for reference in draft.sources for part in re.split(r"[-#]", reference)}
    told = [word for word in words(text) if not _points(word.casefold(), of_source)]
    cites = not _CITED.isdisjoint(said) and len(told) == 1 and told[0][:1].isupper()
    return len(said) <= _LONGEST_POINTER and (not told or cites)


def _points(word: str, of_source: set[str]) -> bool:
    """Tell whether a word only says where something stands."""
    bare = word.removesuffix("'s").removesuffix("’s")
    return bare in POINTER_WORDS or bare in of_source or _is_place(bare)


def _is_place(word: str) -> bool:
    return word.isdigit() or re.fullmatch(r"p\d+", word) is not None


def explanation_repeats_key(draft: QuestionDraft, context: BankContext) -> Iterator[Problem]:
    """Yield an explanation all of whose telling words stand in the key or the stem already."""
    text = plain(draft.explanation)
    said = words(text)
    if not said or len(said) > _LONGEST_REPEAT or any(explanation_missing(draft, context)):
        return
    known = " ".join((plain(draft.content.stem), *key_texts(draft.content)))
    figures = {span.low for word in words(known) if (span := span_of(word))}
    repeated = telling_stems(known).keys() | _BOILERPLATE
    new = (word for stem, word in telling_stems(text).items() if stem not in repeated)
    if all(_is_one_of(word, figures) for word in new):
        sentence = N_("The explanation says no more than the key: say why it is right, or why the others are wrong.")
        yield Problem(("explanation",), Message(sentence))


def _is_one_of(word: str, figures: Collection[float]) -> bool:
    """Tell whether a word is one of some numbers, in figures or in letters."""
    span = span_of(word)
    return span is not None and span.low in figures


def passage_missing(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield a question that cites no passage."""
    if not draft.sources:
        sentence = N_("No passage is cited: name the one that shows that the key is right.")
        yield Problem(("sources",), Message(sentence))


def alternative_text_missing(draft: QuestionDraft, _context: BankContext) -> Iterator[Problem]:
    """Yield each field with a picture that has no alternative text."""
    for path, text in _texts(draft):
        for picture in _PICTURE.finditer(text):
            if _is_silent(picture):
                sentence = N_("A picture has no alternative text: say in the brackets of ![…] what is to be seen.")
                yield Problem(path, Message(sentence))


def _is_silent(picture: re.Match[str]) -> bool:
    if picture["text"] is None:
        return _TAG_TEXT.search(picture["tag"]) is None
    return _SAYS_NOTHING.match(picture["text"]) is not None


def _texts(draft: QuestionDraft) -> Iterator[tuple[Path, str]]:
    yield from _walk((), registry.dump(draft.content))
    yield ("explanation",), draft.explanation
    yield ("teacher_note",), draft.teacher_note


def _walk(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _walk((*path, str(name)), inner)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _walk((*path, number), inner)
