"""Which passages questions rest on: counted by kind and by level, from files or from the database. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from quizapp.kinds.registry import KINDS


class Citing(Protocol):
    """What is counted of a question: a draft of a file, or a row of the database."""

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
    """Count questions by the passages that they cite; cited passages that nobody described stand last.

    Args:
        questions: each counts once for every passage that it cites.
        passages: (reference, what it is about) of each described passage, in order.

    """
    cited: dict[str, list[Citing]] = {}
    every = list(questions)
    for question in every:
        for reference in dict.fromkeys(question.sources):
            cited.setdefault(reference, []).append(question)
    abouts = dict(passages)
    references = [*abouts, *sorted(cited.keys() - abouts.keys())]
    rows = tuple(PassageCounts(name, abouts.get(name, ""), _counts(cited.get(name, []))) for name in references)
    total = _counts(every)
    return Coverage(rows, total, tuple(total.kinds))


def _counts(questions: Sequence[Citing]) -> Counts:
    kinds = Counter(question.kind for question in questions)
    levels = Counter(question.level for question in questions)
    return Counts(len(questions), {kind: kinds[kind] for kind in KINDS if kinds[kind]}, levels)
