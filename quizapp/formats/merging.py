"""Merging two edits of one question: three ways, field by field, lists element by element. Pure.

What only one side changed is taken from that side. Where both changed the same, and not to the same, there is a
conflict, and the merged fields hold mine: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.formats.question_fields import EMPTY, Fields, Key, first_text, keys_of, value_of

ORDERED = {"items"}
"""Lists whose order is what the question asks for; elsewhere two additions may stand side by side in any order."""

Gaps = dict[Key | None, list[Key]]
"""The elements that a side added, by the kept element that they follow; None for the beginning."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both changed, each to something else; an empty value is None."""

    field: str
    base: object
    theirs: object
    mine: object


@dataclass(frozen=True, slots=True)
class Merged:
    """What two edits give together."""

    fields: dict[str, object]
    conflicts: tuple[Conflict, ...]
    from_theirs: tuple[str, ...]
    """Fields in which it says something that mine did not."""
    from_mine: tuple[str, ...]
    """Fields in which it says something that theirs did not, conflicts left out."""


class _ClashError(Exception):
    """Both sides changed the same thing, or nobody can say what they mean together."""


def merge(base: Fields, theirs: Fields, mine: Fields) -> Merged:
    """Merge two edits of the fields that they both began with."""
    fields: dict[str, object] = {}
    conflicts = []
    for name in dict.fromkeys((*theirs, *mine, *base)):
        three = value_of(base, name), value_of(theirs, name), value_of(mine, name)
        try:
            merged = _merged(*three, ordered=name in ORDERED)
        except _ClashError:
            conflicts.append(Conflict(name, *three))
            merged = three[2]
        if merged not in EMPTY:
            fields[name] = merged
    clashing = {conflict.field for conflict in conflicts}
    return Merged(fields, tuple(conflicts), _unlike(fields, mine), _unlike(fields, theirs, clashing))


def _unlike(merged: Fields, side: Fields, besides: Iterable[str] = ()) -> tuple[str, ...]:
    names = dict.fromkeys((*merged, *side))
    return tuple(name for name in names if name not in besides and value_of(merged, name) != value_of(side, name))


def _merged(base: object, theirs: object, mine: object, *, ordered: bool = False) -> object:
    if theirs in (base, mine):
        return mine
    if base == mine:
        return theirs
    if isinstance(base, Mapping) and isinstance(theirs, Mapping) and isinstance(mine, Mapping):
        return _merged_element(base, theirs, mine)
    return _ListMerge(_listed(base), _listed(theirs), _listed(mine), ordered=ordered).result()


def _listed(value: object) -> Sequence[object]:
    """Return a list, or an empty one for nothing; what is neither cannot be merged."""
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return value
    raise _ClashError


def _merged_element(base: Fields, theirs: Fields, mine: Fields) -> dict[str, object]:
    """Merge the parts of an element; a remark on an option that was put into other words needs somebody's eyes."""
    if len({first_text(one) for one in (base, theirs, mine)}) > 1:
        raise _ClashError
    merged = {
        name: _merged(*(value_of(one, name) for one in (base, theirs, mine)))
        for name in dict.fromkeys((*theirs, *mine, *base))
    }
    return {name: value for name, value in merged.items() if value not in EMPTY}


class _ListMerge:
    """Merges lists by what their elements are known by; clashes where that is ambiguous."""

    def __init__(
        self, base: Sequence[object], theirs: Sequence[object], mine: Sequence[object], *, ordered: bool
    ) -> None:
        self.base, self.theirs, self.mine = (_by_key(elements) for elements in (base, theirs, mine))
        self.ordered = ordered
        self.kept = {
            key: _merged(element, self.theirs[key], self.mine[key])
            for key, element in self.base.items()
            if key in self.theirs and key in self.mine
        }

    def result(self) -> list[object]:
        """Return the merged list."""
        self._refuse_changes_of_removed()
        order = self._order()
        gaps = self._gaps(self.theirs), self._gaps(self.mine)
        self._refuse_two_places(*gaps)
        merged: list[object] = []
        for anchor in (None, *order):
            merged += [] if anchor is None else [self.kept[anchor]]
            merged += self._added(anchor, *(side.get(anchor, []) for side in gaps), is_last=not order)
        return merged

    def _refuse_changes_of_removed(self) -> None:
        for key, element in self.base.items():
            if key not in self.kept and any(key in side and side[key] != element for side in (self.theirs, self.mine)):
                raise _ClashError
        for key in self.theirs.keys() & self.mine.keys() - self.base.keys():
            if self.theirs[key] != self.mine[key]:
                raise _ClashError

    def _order(self) -> list[Key]:
        """Return the order of what both kept: that of the side which changed it."""
        base, theirs, mine = ([key for key in side if key in self.kept] for side in (self.base, self.theirs, self.mine))
        if self.ordered and (
            (theirs != base and self.mine.keys() != self.base.keys())
            or (mine != base and self.theirs.keys() != self.base.keys())
        ):
            raise _ClashError  # the one moved what the other puts things beside
        if theirs in (base, mine):
            return mine
        if base == mine:
            return theirs
        raise _ClashError

    def _gaps(self, side: Mapping[Key, object]) -> Gaps:
        gaps: Gaps = {}
        anchor: Key | None = None
        for key in side:
            if key in self.kept:
                anchor = key
            elif key not in self.base:
                gaps.setdefault(anchor, []).append(key)
        return gaps

    def _refuse_two_places(self, theirs: Gaps, mine: Gaps) -> None:
        """Refuse what both added, each somewhere else, and what the one put into other words and the other removed."""
        places = [{key: anchor for anchor, keys in gaps.items() for key in keys} for gaps in (theirs, mine)]
        if any(places[0][key] != places[1][key] for key in places[0].keys() & places[1].keys()):
            raise _ClashError
        anchor: Key | None = None
        for key in self.base:
            if key in self.kept:
                anchor = key
            elif key not in self.theirs and key not in self.mine and theirs.get(anchor) != mine.get(anchor):
                raise _ClashError

    def _added(self, anchor: Key | None, theirs: list[Key], mine: list[Key], *, is_last: bool) -> list[object]:
        if theirs and mine and theirs != mine and (self.ordered or (anchor is None and not is_last)):
            raise _ClashError  # which of them comes first, says something
        first, second = sorted((theirs, mine))
        keys = dict.fromkeys((*first, *second))
        return [self.theirs.get(key, self.mine.get(key)) for key in keys]


def _by_key(elements: Sequence[object]) -> dict[Key, object]:
    keys = keys_of(elements)
    if any(number for _text, number in keys):
        raise _ClashError
    return dict(zip(keys, elements, strict=True))
