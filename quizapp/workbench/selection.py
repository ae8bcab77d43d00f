"""Which questions are chosen, over many pages of a list, as a value that fits into an address. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

MOST_TICKED = 1_000
"""More of them would not fit into an address; whoever wants more chooses all that were found."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_RUN = re.compile(r"(?P<step>[0-9a-z]{1,8})(?:-(?P<more>[0-9a-z]{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Selection:
    """Questions that were ticked; or all that a search finds, but for some."""

    ids: frozenset[int] = frozenset()
    """What is ticked; where all are chosen, what is left out."""
    is_all: bool = False

    def __bool__(self) -> bool:
        """Say whether anything may be chosen at all."""
        return self.is_all or bool(self.ids)

    def has(self, question_id: int) -> bool:
        """Say whether a question of the list is chosen."""
        return (question_id in self.ids) != self.is_all

    def count(self, found: int) -> int:
        """Return how many are chosen of so many that were found."""
        return found - len(self.ids) if self.is_all else len(self.ids)

    def after(self, shown: Collection[int], ticked: Collection[int]) -> Selection:
        """Return what is chosen once somebody has seen some rows and left these ticked."""
        told = frozenset(shown) - frozenset(ticked) if self.is_all else frozenset(ticked)
        ids = sorted((self.ids - frozenset(shown)) | told)[:MOST_TICKED]
        return Selection(frozenset(ids), self.is_all)

    def beyond(self, shown: Collection[int]) -> Selection:
        """Return it without the rows of a page, whose boxes say themselves whether they are chosen."""
        return Selection(self.ids - frozenset(shown), self.is_all)


def written(ids: Iterable[int]) -> str:
    """Return ids as a short text: steps from one to the next in base 36, runs as 5-2 for 5, 6, 7."""
    runs: list[list[int]] = []
    last = 0
    for number in sorted(set(ids)):
        if runs and number == last + 1:
            runs[-1][1] += 1
        else:
            runs.append([number - last, 0])
        last = number
    return ".".join(_base36(step) + (f"-{_base36(more)}" if more else "") for step, more in runs)


def read(text: str) -> frozenset[int]:
    """Return the ids of such a text; what is none ends it, and there are never more than MOST_TICKED."""
    ids: list[int] = []
    last = 0
    for part in text.split("."):
        run = _RUN.fullmatch(part)
        if run is None or len(ids) >= MOST_TICKED:
            break
        first = last + int(run["step"], 36)
        last = first + min(int(run["more"] or "0", 36), MOST_TICKED - len(ids) - 1)
        ids.extend(range(first, last + 1))
    return frozenset(number for number in ids if 0 < number < 2**31)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
