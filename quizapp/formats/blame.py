"""Which version last changed each field and element of a question, found by walking through its versions. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.formats.base import QuestionDraft
from quizapp.formats.differences import successors
from quizapp.formats.question_fields import elements_of, fields_of, value_of


@dataclass(frozen=True, slots=True)
class Blame:
    """A field of the last version, or one element of it, with the version that it comes from."""

    field: str
    value: object
    """A text, a truth value or an element."""
    version: int
    """The place, from 0, in the list of versions."""
    place: int = 0
    """From 1, of an element in its list; 0 for a field that is no list."""


def blame(versions: Sequence[QuestionDraft]) -> tuple[Blame, ...]:
    """Return where everything that the last version says comes from; versions begin with the oldest.

    An element that only moved keeps its version; one in other words belongs to the version that has these words.
    """
    found: tuple[Blame, ...] = ()
    before: dict[str, object] = {}
    for number, draft in enumerate(versions):
        fields = fields_of(draft)
        found = tuple(
            one
            for name in fields
            for one in _of_field(name, (value_of(before, name), value_of(fields, name)), found, number)
        )
        before = fields
    return found


def _of_field(name: str, values: tuple[object, object], earlier: tuple[Blame, ...], number: int) -> list[Blame]:
    old, new = values
    if new is None:
        return []
    known = {one.place: one.version for one in earlier if one.field == name}
    elements = elements_of(new)
    if elements is None:
        return [Blame(name, new, known.get(0, number) if old == new else number)]
    before = elements_of(old) or []
    was = successors(before, elements)
    kept = {place: there for place, there in was.items() if before[there] == elements[place]}
    return [
        Blame(name, element, known.get(kept[place] + 1, number) if place in kept else number, place + 1)
        for place, element in enumerate(elements)
    ]
