"""Banks as the text of their files: verbatim where text was kept, canonical where something is new or changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from quizapp.formats.base import READY, BankDraft, QuestionDraft
from quizapp.formats.layout import MARGIN, join, margin_of
from quizapp.formats.yaml_text import field_lines, item_lines
from quizapp.kinds import registry

SCHEMA_LINE = "# yaml-language-server: $schema=bank.schema.json"

MAY_BE_LEFT_OUT = frozenset({"actors", "when", "event", "teacher_note", "allow", "state"})

_EMPTY_LIST = re.compile(r"^(questions:)[ \t]*\[[ \t]*\]", re.MULTILINE)
_NO_LIST = re.compile(r"^(questions:)(?=[ \t]*(?:#[^\r\n]*)?\r?$)", re.MULTILINE)
_REMARKS = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z))*")


def write_bank(bank: BankDraft) -> str:
    """Return a bank as its file's text: byte for byte as read where the drafts keep their text."""
    kept = [question.block for question in bank.questions]
    return write_items(bank, kept, lambda number, margin: write_question(bank.questions[number], margin))


def write_items(bank: BankDraft, kept: Sequence[str], write: Callable[[int, int], str]) -> str:
    """Return a bank's file of items whose text is kept, and of others, "", that are written by number and margin."""
    margin = margin_of(kept)
    blocks = [block or write(number, margin) for number, block in enumerate(kept)]
    head, tail = bank.head_text, bank.tail_text
    if not head:  # the tail may hold fields of the old head, which the new one has too
        head, tail = write_head(bank), tail if _REMARKS.fullmatch(tail) else ""
    head = _EMPTY_LIST.sub(r"\1", head) if blocks else _NO_LIST.sub(r"\1 []", head)
    return join(head, blocks, tail, [not block for block in kept])


def write_head(bank: BankDraft) -> str:
    """Return the canonical text above a bank's questions."""
    fields = {
        "bank": bank.key,
        "title": bank.title,
        "language": bank.language,
        "description": bank.description,
        "reading_grade": bank.reading_grade,
        "topics": dict(sorted(bank.topics.items())),
    }
    lines = field_lines({name: value for name, value in fields.items() if value}, 0)
    return "\n".join([SCHEMA_LINE, *lines, "questions:", ""])


def write_question(draft: QuestionDraft, margin: int = MARGIN) -> str:
    """Return a question as an item of its bank's list, with the blank line that follows it; margin in spaces."""
    fields: dict[str, object] = {
        "id": draft.key,
        "kind": draft.kind,
        "state": "" if draft.state == READY else draft.state,
        **registry.dump(draft.content),
        "facets": draft.facets,
        "topic": draft.topic,
        "difficulty": draft.level,
        "standing": draft.standing,
        "sources": draft.sources,
        "actors": draft.actors,
        "when": draft.when,
        "event": draft.event,
        "explanation": draft.explanation,
        "teacher_note": draft.teacher_note,
        "allow": draft.allow,
    }
    written = {name: value for name, value in fields.items() if value or name not in MAY_BE_LEFT_OUT}
    return "\n".join([*item_lines(written, margin), "", ""])
