"""What is different between two drafts of a question: texts word by word, lists element by element. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from quizapp.formats.question_fields import Fields, elements_of, first_text, keys_of, parts_of, value_of
from quizapp.kinds.difference import Stretch, changed_words

LIKE_ENOUGH = 0.5
"""The share of common letters from which an element in another's place is that element in other words."""


@dataclass(frozen=True, slots=True)
class ElementChange:
    """What became of one element of a list."""

    fate: Literal["added", "removed", "moved", "changed"]
    parts: tuple[tuple[str, tuple[Stretch, ...]], ...]
    """Each part (an option's text, its feedback) by name, with its words."""
    place: int
    """From 1: where it stands now; for a removed one, where it stood."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What became of one field: stretches for a text, elements for a list."""

    field: str
    stretches: tuple[Stretch, ...] = ()
    elements: tuple[ElementChange, ...] = ()

    @property
    def is_spacing(self) -> bool:
        """Say whether no word is different, only spaces or line breaks."""
        return not self.elements and all(fate == "same" for fate, _text in self.stretches)


def changes(old: Fields, new: Fields) -> tuple[FieldChange, ...]:
    """Return what became of each field that is not the same."""
    names = dict.fromkeys((*new, *old))
    pairs = ((name, value_of(old, name), value_of(new, name)) for name in names)
    return tuple(change_of(name, before, after) for name, before, after in pairs if before != after)


def change_of(name: str, old: object, new: object) -> FieldChange:
    """Return what became of one field's value."""
    before, after = elements_of(old), elements_of(new)
    if before is None and after is None:
        return FieldChange(name, stretches=changed_words(_text(old), _text(new)))
    return FieldChange(name, elements=tuple(_element_changes(_listed(old, before), _listed(new, after))))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _listed(value: object, elements: list[object] | None) -> list[object]:
    """Return elements; a text where the other side has a list counts as the only one."""
    return elements if elements is not None else [value] * (value is not None)


def successors(old: Sequence[object], new: Sequence[object]) -> dict[int, int]:
    """Return which element of the old list each of the new one was, by their places from 0.

    An element known by the same words is the same; one that took another's place is the same in other words, where
    enough of its letters are.
    """
    before, after = keys_of(old), keys_of(new)
    where = {key: place for place, key in enumerate(before)}
    found = {place: where[key] for place, key in enumerate(after) if key in where}
    for _tag, start, end, low, high in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        lost = [place for place in range(start, end) if place not in set(found.values())]
        fresh = [place for place in range(low, high) if place not in found]
        pairs = zip(fresh, lost, strict=False)
        found |= {here: there for here, there in pairs if _are_like(old[there], new[here])}
    return found


def _are_like(old: object, new: object) -> bool:
    return SequenceMatcher(None, first_text(old), first_text(new), autojunk=False).ratio() >= LIKE_ENOUGH


def _element_changes(old: Sequence[object], new: Sequence[object]) -> Iterator[ElementChange]:
    """Yield what became of each element, in the order of the new list, removed ones last."""
    was = successors(old, new)
    stayed = _in_order([was[place] for place in sorted(was)])
    for place, element in enumerate(new):
        if place not in was:
            yield ElementChange("added", _parts({}, parts_of(element)), place + 1)
            continue
        before = old[was[place]]
        if before != element:
            yield ElementChange("changed", _parts(parts_of(before), parts_of(element)), place + 1)
        elif was[place] not in stayed:
            yield ElementChange("moved", _parts(parts_of(before), parts_of(element)), place + 1)
    for place in sorted(set(range(len(old))) - set(was.values())):
        yield ElementChange("removed", _parts(parts_of(old[place]), {}), place + 1)


def _in_order(places: list[int]) -> set[int]:
    """Return a largest set of places that come in ascending order as they stand."""
    best: list[tuple[int, ...]] = []
    for number, place in enumerate(places):
        before = [best[at] for at in range(number) if places[at] < place]
        best.append((*_longest(before), place))
    return set(_longest(best))


def _longest(chains: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return max(chains, key=len) if chains else ()


def _parts(old: dict[str, str], new: dict[str, str]) -> tuple[tuple[str, tuple[Stretch, ...]], ...]:
    names = dict.fromkeys((*new, *old))
    return tuple((name, changed_words(old.get(name, ""), new.get(name, ""))) for name in names)
