"""A question as named fields of plain values, to be compared and merged. Pure.

A value is a text, a truth value, an element (a text, or a mapping such as {"left": …, "right": …}) or a list of these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from quizapp.formats.base import QuestionDraft

Fields = Mapping[str, object]
Key = tuple[str, int]
"""What an element is known by: its first words, and how many before it in the list begin with the same."""

EMPTY: tuple[object, ...] = (None, "", [], (), {})


def fields_of(draft: QuestionDraft) -> dict[str, object]:
    """Return all that a draft says, by the names that files and forms use, defaults written out."""
    return {
        "kind": draft.kind,
        **draft.content.model_dump(mode="json"),
        "explanation": draft.explanation,
        "teacher_note": draft.teacher_note,
        "sources": list(draft.sources),
        "topic": draft.topic,
        "actors": list(draft.actors),
        "when": draft.when,
        "event": draft.event,
        "facets": list(draft.facets),
        "difficulty": str(draft.level),
        "standing": draft.standing,
        "allow": [f"{rule}: {' '.join(reason.split())}" for rule, reason in draft.allow.items()],
    }


def raw_of_fields(key: str, fields: Fields) -> dict[str, object]:
    """Return the mapping that a bank file would have of named fields; the way back from fields_of."""
    written = {name: value for name, value in fields.items() if value not in EMPTY}
    reasons = [str(line).partition(": ") for line in elements_of(written.get("allow")) or ()]
    if reasons:
        written["allow"] = {rule: reason for rule, _colon, reason in reasons}
    return {"id": key, **written}


def value_of(fields: Fields, name: str) -> object:
    """Return a field's value; None where it is empty, however that is written."""
    value = fields.get(name)
    return None if value in EMPTY else value


def elements_of(value: object) -> list[object] | None:
    """Return the elements of a list, or of one that stands alone; None for a text."""
    if isinstance(value, list | tuple):
        return list(value)
    return [value] if isinstance(value, Mapping) else None


def parts_of(element: object) -> dict[str, str]:
    """Return an element's texts by their names; a bare text is named "text"."""
    if not isinstance(element, Mapping):
        return {"text": _text_of(element)}
    return {str(name): _text_of(value) for name, value in element.items() if value not in EMPTY}


def lines_of(value: object) -> tuple[str, ...]:
    """Return a value for reading: each element of a list in a line, a text as it stands."""
    elements = elements_of(value)
    if elements is None:
        return () if value is None else (str(value),)
    return tuple(" – ".join(parts_of(element).values()) for element in elements)


def keys_of(elements: Iterable[object]) -> list[Key]:
    """Return what each element is known by: an option's text, a pair's left-hand side, a category's name."""
    seen: Counter[str] = Counter()
    keys = []
    for element in elements:
        text = first_text(element)
        keys.append((text, seen[text]))
        seen[text] += 1
    return keys


def first_text(element: object) -> str:
    """Return the text that an element is known by; "" where it has none."""
    parts = parts_of(element)
    return next((parts[name] for name in ("text", "left", "name") if name in parts), "")


def _text_of(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
