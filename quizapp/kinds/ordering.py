"""Ordering: things to be put in order, and the four rules of marking an order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from random import Random
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

from pydantic import Field

from quizapp.kinds import fields as on_page
from quizapp.kinds.base import MAIN, CardFace, Content, Grade, GradingContext, Part, Prompt
from quizapp.kinds.fields import Answers, Arrangement, Fields
from quizapp.kinds.messages import N_, ContentError, Message
from quizapp.kinds.options import Texts, sorted_texts
from quizapp.kinds.sameness import same_list, same_texts, successors
from quizapp.kinds.scores import figure

Scoring = Literal["pairs", "all_or_nothing", "absolute", "longest_run"]


class Count(NamedTuple):
    """How much of an order is right."""

    right: int
    all: int


def pairs_in_order(order: Sequence[int]) -> Count:
    """Count the pairs that stand in the right order; their share is (Kendall τ + 1) / 2."""
    pairs = list(combinations(order, 2))
    return Count(sum(earlier < later for earlier, later in pairs), len(pairs))


def in_their_places(order: Sequence[int]) -> Count:
    """Count the things that stand in their own place."""
    return Count(sum(place == thing for place, thing in enumerate(order)), len(order))


def longest_run(order: Sequence[int]) -> Count:
    """Count the longest increasing subsequence (by patience sorting); one thing alone is no run."""
    ends: list[int] = []
    for thing in order:
        at = bisect_left(ends, thing)
        ends[at : at + 1] = [thing]
    return Count(len(ends) if len(ends) > 1 else 0, len(order))


def all_in_place(order: Sequence[int]) -> Count:
    """Count the whole order as one thing."""
    return Count(int(list(order) == sorted(order)), 1)


RULES: Mapping[Scoring, tuple[Callable[[Sequence[int]], Count], str]] = {
    "pairs": (pairs_in_order, N_("%(right)s of %(all)s pairs in the right order: %(score)s")),
    "all_or_nothing": (all_in_place, N_("All or nothing: %(score)s")),
    "absolute": (in_their_places, N_("%(right)s of %(all)s in their own place: %(score)s")),
    "longest_run": (longest_run, N_("%(right)s of %(all)s in one run that is in order: %(score)s")),
}
"""Each rule's count of what is right, and its sum in words."""


class Ordering(Content):
    """Things to be put in order; the file lists them in the right one.

    Answers hold the places of all items in the order that the learner gave them; () is blank.
    """

    kind: ClassVar[str] = "ordering"
    label: ClassVar[str] = N_("Ordering")

    items: Annotated[Texts, Field(min_length=3)] = Field(description="In the right order, at least three.")
    scoring: Scoring = Field("pairs", description="The rule of marking.")

    def arrange(self, rng: Random) -> Arrangement:
        """Shuffle the items, never into the right order."""
        order = on_page.shuffled(len(self.items), rng)
        in_order = list(order) == sorted(order)
        return (order[1:] + order[:1] if in_order else order,)

    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:
        """Show the items as rows, each to be given its place from 1."""
        order = on_page.permutation(arrangement, len(self.items))
        checked = self._checked(answers)
        given = tuple(str(checked.index(str(item)) + 1) for item in order) if checked else ()
        return Prompt(self.stem, rows=tuple(self.items[item] for item in order), given=given)

    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:
        """Read the place that each row was given."""
        order = on_page.permutation(arrangement, len(self.items))
        values = on_page.row_values(fields, len(order))
        if not any(values):
            return ()
        # A place is counted from 1 on the page, and the one too many (0) is caught as given twice or missing.
        ranks = [on_page.place(value, len(order) + 1) if value else 0 for value in values]
        if sorted(ranks) != list(range(1, len(order) + 1)):
            raise ContentError(N_("Give each place once: the numbers 1 to %(last)s."), last=len(order))
        return tuple(str(order[ranks.index(rank)]) for rank in range(1, len(order) + 1))

    def _checked(self, answers: Answers, /) -> Answers:
        places = on_page.places(answers, len(self.items))
        if places and sorted(places) != sorted(self.key()):
            raise ContentError(N_("Give each place once: the numbers 1 to %(last)s."), last=len(self.items))
        return places

    def _marked(self, answers: Answers, _context: GradingContext, /) -> Grade:
        order = list(map(int, answers))
        count, sentence = RULES[self.scoring]
        right, of_all = count(order)
        score = right / of_all if of_all else 0.0
        given = [self.items[item] for item in order] or [""] * len(self.items)
        parts = tuple(
            Part(str(rank), mine, item, mine == item)
            for rank, (mine, item) in enumerate(zip(given, self.items, strict=True), start=1)
        )
        arithmetic = Message(sentence, {"right": right, "all": of_all, "score": figure(score)})
        return Grade(score, True, self.scoring, arithmetic, parts, {MAIN: score})

    def key(self) -> Answers:
        """Return the places in ascending order."""
        return tuple(map(str, range(len(self.items))))

    def same_key(self, old: Self, /) -> bool:
        """Tell whether the order is the same, and marked by the same rule."""
        return self.scoring == old.scoring and same_list(old.items, self.items)

    def carry(self, answers: Answers, old: Self, /) -> Answers | None:
        """Name the items by their places of now."""
        if not same_texts(old.items, self.items):
            return None
        found = successors(old.items, self.items)
        return tuple(str(found[int(value)]) for value in answers)

    def cards(self) -> tuple[CardFace, ...]:
        """Ask for the whole order; offer the items on request."""
        back = "\n".join(f"{rank}. {item}" for rank, item in enumerate(self.items, start=1))
        return (CardFace(MAIN, self.stem, back, options=sorted_texts(self.items)),)
