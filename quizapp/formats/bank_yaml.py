"""Bank files: read whole, with every problem of the file in one run. Writing stands in bank_text."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from quizapp.formats.bank_text import write_bank, write_head, write_items, write_question
from quizapp.formats.base import BankDraft, Problem, QuestionDraft
from quizapp.formats.fields import CommonFields, HeadFields, validated
from quizapp.formats.layout import cut
from quizapp.formats.unknown_words import FIELD, KIND, PASSAGE, unknown
from quizapp.formats.yaml_reading import read_tree
from quizapp.formats.yaml_tree import Found, Tree
from quizapp.kinds import registry
from quizapp.kinds.base import Content
from quizapp.kinds.messages import N_, ContentProblems, Message, Path

__all__ = [
    "PartlyRead",
    "parse_bank",
    "parse_block",
    "parse_head",
    "parse_sound",
    "read_question",
    "write_bank",
    "write_head",
    "write_items",
    "write_question",
]

LIST = "questions"
_NO_HEAD = N_("This is not a bank: begin the file with “bank: ” and its name.")
_NO_LIST = N_("“questions:” must be followed by a list: begin each question with “- id: ”.")
_IN_BRACKETS = N_("The questions stand in brackets: write each on lines of its own, beginning with “- id: ”.")
_NO_FIELDS = N_("This is not a question: a question is a set of fields that begins with “- id: ”.")
_OTHER_NAME = N_("The bank is named “%(bank)s” but its file “%(stem)s”: give both the same name.")
_TAKEN = N_("The id “%(key)s” is taken by the question in line %(line)s: choose another one.")
_NO_KIND = N_("The field “kind” is missing: add it, with one of these: %(known)s.")


def parse_bank(
    text: str, path: str, known_passages: Collection[str] | None = None
) -> tuple[BankDraft | None, list[Problem]]:
    """Read a bank file; with any problem there is no draft.

    Args:
        text: The file's text.
        path: Its name as problems shall say it; its stem must be the bank's key.
        known_passages: References such as "ally-2023#p2" that exist; None to take any.

    """
    read = parse_sound(text, path, known_passages)
    return (None if read.problems else read.draft), read.problems


@dataclass(frozen=True, slots=True)
class PartlyRead:
    """What is sound in a bank file, and what is not."""

    draft: BankDraft | None
    """The bank with its sound questions; None where its head is not sound, or no question can be told from the next."""
    problems: list[Problem] = field(default_factory=list)
    lines: Mapping[str, int] = field(default_factory=dict)
    """In which line each sound question begins, by its key."""
    faulty: frozenset[str] = frozenset()
    """The ids of questions that are not sound, as far as they can be read."""


def parse_sound(
    text: str, path: str, known_passages: Collection[str] | None = None, besides: Sequence[Problem] = ()
) -> PartlyRead:
    """Read a bank file as parse_bank does, but keep the questions in which nothing is wrong where others are faulty.

    Besides may be problems that were found otherwise.
    """
    tree = read_tree(text)
    found: Found = []
    head, questions = (None, []) if tree.broken else _read(tree, PurePath(path).stem, known_passages, found)
    problems = sorted([*tree.all_problems(path, found), *besides], key=lambda problem: problem.line)
    begins = [tree.lines[LIST, number] for number in range(len(questions))]
    faulty = {bisect(begins, problem.line) - 1 for problem in problems}
    if head is None or -1 in faulty or (questions and (LIST,) in tree.flow_lists):
        return PartlyRead(None, problems)
    sound = [None if number in faulty else question for number, question in enumerate(questions)]
    lines = {question.key: line for question, line in zip(sound, begins, strict=True) if question}
    ids = frozenset(str(entry.get("id")) for entry in _entries(tree, faulty) if isinstance(entry, Mapping))
    return PartlyRead(_draft(head, sound, text, tree), problems, lines, ids)


def _entries(tree: Tree, numbers: Collection[int]) -> list[object]:
    entries = tree.value.get(LIST) if isinstance(tree.value, Mapping) else None
    return [entries[number] for number in numbers] if isinstance(entries, list) else []


def parse_block(block: str) -> QuestionDraft | None:
    """Read the text of one question as a bank keeps it; None where it cannot be read."""
    tree = read_tree(f"{LIST}:\n{block}")
    entries = tree.value.get(LIST) if isinstance(tree.value, Mapping) else None
    if not isinstance(entries, list) or len(entries) != 1 or not isinstance(entries[0], Mapping):
        return None
    found: Found = []
    draft = read_question(entries[0], (), None, found)
    return draft.with_block(block) if draft and not found and not tree.problems else None


def parse_head(head_text: str) -> HeadFields | None:
    """Read the text above a bank's questions; None where it is no head."""
    tree = read_tree(head_text)
    raw = tree.value if isinstance(tree.value, Mapping) else {}
    return validated(HeadFields, {name: value for name, value in raw.items() if name != LIST}, [])


def _read(
    tree: Tree, stem: str, known_passages: Collection[str] | None, found: Found
) -> tuple[HeadFields | None, list[QuestionDraft | None]]:
    raw = tree.value
    if not isinstance(raw, Mapping):
        found.append(((), Message(_NO_HEAD)))
        return None, []
    head = validated(HeadFields, {name: value for name, value in raw.items() if name != LIST}, found)
    if isinstance(bank := raw.get("bank"), str) and bank and bank != stem:
        found.append((("bank",), Message(_OTHER_NAME, {"bank": bank[:80], "stem": stem})))
    questions = raw.get(LIST)
    if not isinstance(questions, list):
        found.append(((LIST,), Message(_NO_LIST)))
        return head, []
    if questions and (LIST,) in tree.flow_lists:
        found.append(((LIST,), Message(_IN_BRACKETS)))
    _find_repeated(questions, tree, found)
    return head, [_entry(entry, (LIST, number), known_passages, found) for number, entry in enumerate(questions)]


def _find_repeated(questions: list[object], tree: Tree, found: Found) -> None:
    first: dict[object, int] = {}
    for number, entry in enumerate(questions):
        key = entry.get("id") if isinstance(entry, Mapping) else None
        if isinstance(key, str) and key and (earlier := first.setdefault(key, number)) != number:
            said = {"key": key[:80], "line": tree.line((LIST, earlier, "id"))}
            found.append(((LIST, number, "id"), Message(_TAKEN, said)))


def _entry(entry: object, where: Path, known_passages: Collection[str] | None, found: Found) -> QuestionDraft | None:
    if isinstance(entry, Mapping):
        return read_question(entry, where, known_passages, found)
    found.append((where, Message(_NO_FIELDS)))
    return None


def read_question(
    raw: Mapping[str, object], where: Path, known_passages: Collection[str] | None, found: Found
) -> QuestionDraft | None:
    """Read one question's fields, as a file or a form has them; None with the problems added to found."""
    here: Found = []
    common = validated(CommonFields, {name: raw[name] for name in CommonFields.model_fields if name in raw}, here)
    content = _read_content(raw, here)
    if known_passages is not None:
        _find_unknown_passages(raw.get("sources"), known_passages, here)
    found.extend(((*where, *path), message) for path, message in here)
    if here or common is None or content is None:
        return None
    return draft_of_parts(common.id, common, content)


def draft_of_parts(key: str, common: CommonFields, content: Content) -> QuestionDraft:
    """Return a question of its parts, under a key."""
    return QuestionDraft(
        key=key,
        kind=content.kind,
        content=content,
        topic=common.topic,
        facets=common.facets,
        level=common.difficulty,
        standing=common.standing,
        sources=common.sources,
        explanation=common.explanation,
        teacher_note=common.teacher_note,
        actors=common.actors,
        when=common.when,
        event=common.event,
        allow=common.allow,
        state=common.state,
    )


def _read_content(raw: Mapping[str, object], found: Found) -> Content | None:
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind not in registry.KINDS:
        listed = Message(_NO_KIND, {"known": ", ".join(registry.KINDS)})
        found.append((("kind",), unknown(kind, registry.KINDS, KIND) if isinstance(kind, str) and kind else listed))
        return None
    own = registry.KINDS[kind].model_fields
    known = ("id", "kind", *own, *CommonFields.model_fields)
    found.extend(((name,), unknown(name, known, FIELD)) for name in raw if name not in known)
    try:
        return registry.load(kind, {name: raw[name] for name in raw if name in own})
    except ContentProblems as problems:
        found.extend((problem.path, problem.message) for problem in problems.problems)
        return None


def _find_unknown_passages(references: object, known_passages: Collection[str], found: Found) -> None:
    for number, reference in enumerate(references if isinstance(references, list | tuple) else ()):
        if isinstance(reference, str) and "#" in reference and reference not in known_passages:
            found.append((("sources", number), unknown(reference, known_passages, PASSAGE)))


def _draft(head: HeadFields, questions: Sequence[QuestionDraft | None], text: str, tree: Tree) -> BankDraft:
    head_text, blocks, tail_text = cut(text, [tree.spans[LIST, number] for number in range(len(questions))])
    return BankDraft(
        key=head.bank,
        title=head.title,
        language=head.language,
        description=head.description,
        reading_grade=head.reading_grade,
        topics=head.topics,
        questions=tuple(
            question.with_block(block) for question, block in zip(questions, blocks, strict=True) if question
        ),
        head_text=head_text,
        tail_text=tail_text,
    )
