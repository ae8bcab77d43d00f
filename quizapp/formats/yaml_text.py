"""Drafts as the canonical text of a bank file. Whatever is written here is read back as the same draft."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.kinds import registry

WIDTH = 108
_PLAIN = re.compile(r"[^\W_][^\n\r\t\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029]*", re.UNICODE)
_FORBIDDEN_INSIDE = (": ", " #")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029\ud800-\udfff]")


def write_head(bank: BankDraft) -> str:
    """Return the text above a bank's questions."""
    head = {"bank": bank.key, "title": bank.title, "language": bank.language, "description": bank.description}
    lines = ["# yaml-language-server: $schema=bank.schema.json"]
    for name, value in head.items():
        if value:
            lines.extend(_field(name, value, 0))
    return "\n".join([*lines, "questions:", ""])


def write_question(draft: QuestionDraft) -> str:
    """Return a question as an item of its bank's list, with the blank line that follows it."""
    common = {
        "facets": list(draft.facets),
        "topic": draft.topic,
        "difficulty": str(draft.level),
        "standing": draft.standing,
        "sources": list(draft.sources),
        "explanation": draft.explanation,
        "teacher_note": draft.teacher_note,
    }
    fields = {"id": draft.key, "kind": draft.kind} | dict(registry.dump(draft.content)) | common
    lines = [line for name, value in fields.items() if value not in ("", None) for line in _field(name, value, 4)]
    lines[0] = "  - " + lines[0].lstrip()
    return "\n".join([*lines, "", ""])


def _field(name: str, value: object, indent: int) -> Iterator[str]:
    margin = " " * indent
    if isinstance(value, Mapping):
        yield f"{margin}{name}: {_flow(value)}"
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _sequence(name, value, indent)
    else:
        yield from _text(f"{margin}{name}:", _scalar_text(value), indent)


def _sequence(name: str, values: Sequence[object], indent: int) -> Iterator[str]:
    margin = " " * indent
    if name in {"facets", "sources"}:
        yield f"{margin}{name}: [{', '.join(_inline(value) for value in values)}]"
        return
    yield f"{margin}{name}:"
    for value in values:
        if isinstance(value, str):
            yield from _text(f"{margin}  -", value, indent + 2)
        else:
            yield f"{margin}  - {_flow(value)}"


def _text(start: str, text: str, indent: int) -> Iterator[str]:
    """Yield a text after its name: on the same line, or folded below it where it is long."""
    if len(start) + 1 + len(text) <= WIDTH or not _folds(text):
        yield f"{start} {_inline(text, in_flow=False)}"
        return
    margin = " " * (indent + 2)
    yield f"{start} >-"
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=margin, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )


def _folds(text: str) -> bool:
    """Say whether folding and unfolding gives the text back: single spaces only, nothing unprintable."""
    return text == " ".join(text.split(" ")) and "  " not in text and text.strip() == text and not _odd(text)


def _odd(text: str) -> bool:
    return bool(_UNPRINTABLE.search(text)) or any(ch.isspace() and ch != " " for ch in text)


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return _inline(_scalar_text(value))


def _scalar_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _inline(value: object, *, in_flow: bool = True) -> str:
    """Return a scalar on one line: plain where YAML reads it back as it stands, else in double quotes."""
    text = _scalar_text(value)
    if _is_plain(text) and not (in_flow and re.search(r"[\[\]{},]", text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and text.strip() == text
        and not text.endswith(":")
        and not any(mark in text for mark in _FORBIDDEN_INSIDE)
        and text not in {"null", "~"}
        and not _odd(text)
    )
