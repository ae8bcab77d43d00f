"""Which passages questions rest on: counted by kind and by level, from files or from the database. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from quizapp.kinds.registry import KINDS

EVERYTHING = ""
"""In the place of a passage: all questions, each counted once."""


class Tally(NamedTuple):
    """How many questions of a kind and a level cite a passage, or are there at all."""

    reference: str
    """Of the passage, such as "ally-2023#p2", or EVERYTHING."""
    kind: str
    level: int
    questions: int


class Citing(Protocol):
    """What is counted of a question in a file."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def level(self) -> int:
        """Its level, from 1 to 3."""

    @property
    def sources(self) -> Sequence[str]:
        """The passages that it cites, such as "ally-2023#p2"."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions there are, by kind and by level."""

    questions: int
    kinds: Mapping[str, int]
    levels: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class PassageCounts:
    """A passage with the questions that cite it."""

    reference: str
    about: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Coverage:
    """The passages in the order of their sources, and all questions, each counted once."""

    rows: tuple[PassageCounts, ...]
    total: Counts
    kinds: tuple[str, ...]
    """The kinds that some question has, in the order of the registry."""

    @property
    def uncited(self) -> tuple[PassageCounts, ...]:
        """The passages that no question cites."""
        return tuple(row for row in self.rows if not row.counts.questions)


def count_coverage(questions: Iterable[Citing], passages: Iterable[tuple[str, str]]) -> Coverage:
    """Count questions by the passages that they cite, each once for every passage."""
    counts = Counter(
        (reference, question.kind, question.level)
        for question in questions
        for reference in (EVERYTHING, *dict.fromkeys(question.sources))
    )
    return gather_coverage((Tally(*tallied, count) for tallied, count in counts.items()), passages)


def gather_coverage(tallies: Iterable[Tally], passages: Iterable[tuple[str, str]]) -> Coverage:
    """Gather what was counted by passage; cited passages that nobody described stand last.

    Args:
        tallies: of every passage and of EVERYTHING, by kind and by level.
        passages: (reference, what it is about) of each described passage, in order.

    """
    cited: dict[str, list[Tally]] = {EVERYTHING: []}
    for tally in tallies:
        cited.setdefault(tally.reference, []).append(tally)
    total = _counts(cited.pop(EVERYTHING))
    abouts = dict(passages)
    references = [*abouts, *sorted(cited.keys() - abouts.keys())]
    rows = tuple(PassageCounts(name, abouts.get(name, ""), _counts(cited.get(name, ()))) for name in references)
    return Coverage(rows, total, tuple(total.kinds))


def _counts(tallies: Sequence[Tally]) -> Counts:
    kinds: Counter[str] = Counter()
    levels: Counter[int] = Counter()
    for tally in tallies:
        kinds[tally.kind] += tally.questions
        levels[tally.level] += tally.questions
    return Counts(kinds.total(), {kind: kinds[kind] for kind in KINDS if kinds[kind]}, levels)
