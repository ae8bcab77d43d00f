"""Distractor analysis: who chose which option, and whether those who did were the better students."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from typing import NamedTuple

from quizapp.psychometrics.moments import NOTHING
from quizapp.psychometrics.resampling import CORRELATING, Figure, figure, resamples_for

THIRD = 3
"""The best and the weakest third of students are held against each other, by their points in all other questions."""


class Choice(NamedTuple):
    """What one student chose."""

    student: int
    """From 0."""
    rest: float
    """The points in all other questions."""
    options: frozenset[int]
    """By their numbers; none where nothing was answered."""


@dataclass(frozen=True, slots=True)
class OptionStatistics:
    """What the choices say about one option."""

    option: int
    is_key: bool
    chosen: int
    share: float
    """Of everybody who was asked, from 0 to 1."""
    best: int
    """How many of the best third chose it."""
    weakest: int
    correlation: Figure
    """Percent: between choosing it and the points in all other questions."""


@dataclass(frozen=True, slots=True)
class DistractorTable:
    """All options of a question, the keys first."""

    options: tuple[OptionStatistics, ...]
    answers: int
    blank: int
    best: int
    """How many students the best third holds: those who are level with its last one belong to it."""
    weakest: int

    @property
    def tells_apart(self) -> bool:
        """Say whether there is a best third at all: where nearly all are level there is none."""
        return 0 < self.best < self.answers and 0 < self.weakest < self.answers


def analyse_options(choices: Sequence[Choice], options: int, keys: frozenset[int]) -> DistractorTable:
    """Return what some choices say about options numbered from 0."""
    best, weakest = _thirds(choices)
    counts = [_counts(part, options) for part in (choices, best, weakest)]
    correlations = _correlations(choices, options)
    return DistractorTable(
        options=tuple(
            OptionStatistics(number, number in keys, chosen, chosen / max(len(choices), 1), of_best, of_weakest, found)
            for number, (chosen, of_best, of_weakest, found) in enumerate(zip(*counts, correlations, strict=True))
        ),
        answers=len(choices),
        blank=sum(not choice.options for choice in choices),
        best=len(best),
        weakest=len(weakest),
    )


def _thirds(choices: Sequence[Choice]) -> tuple[list[Choice], list[Choice]]:
    """Return the best and the weakest third, with whoever is level with its last one."""
    rests = sorted([rest for _student, rest, _options in choices])
    size = len(rests) // THIRD
    if not size:
        return [], []
    low, high = rests[size - 1], rests[-size]
    return [one for one in choices if one[1] >= high], [one for one in choices if one[1] <= low]


def _counts(choices: Sequence[Choice], options: int) -> list[int]:
    """Count who chose each option; those who chose the same are counted together first."""
    counts = [0] * options
    for chosen, count in Counter([options for _student, _rest, options in choices]).items():
        for option in chosen:
            counts[option] += count
    return counts


def _correlations(choices: Sequence[Choice], options: int) -> list[Figure]:
    """Return the correlation of choosing each option with the rest, all from one walk through the choices."""
    if not choices:
        return [Figure(None)] * options
    students = dict.fromkeys([student for student, _rest, _options in choices])
    numbers = dict(zip(students, range(len(students)), strict=True))
    resamples, centre = resamples_for(len(numbers)), fmean([rest for _student, rest, _options in choices])
    common, chosen = _sums(choices, numbers, resamples.groups, centre, options)
    drawn = [[sum(sums), *resamples.sums(sums)] for sums in common]
    figures = []
    for sums in chosen:
        of_option = [[sum(one), *resamples.sums(one)] for one in sums]
        found = list(map(_correlation, *drawn, *of_option))
        figures.append(figure(found[0], found[1:], len(numbers), CORRELATING))
    return figures


_Sums = list[list[float]]


def _sums(
    choices: Sequence[Choice], numbers: Mapping[int, int], groups: int, centre: float, options: int
) -> tuple[_Sums, list[_Sums]]:
    """Sum by groups: the answers, their rests and squares; then for each option those who chose it, and their rests.

    Those who chose the same are summed together first: there are few such sets, and many who choose.
    """
    group_of = {student: number % groups for student, number in numbers.items()}
    squares, of_sets = [0.0] * groups, dict[frozenset[int], _Sums]()
    for student, rest, chosen in choices:
        group, off = group_of[student], rest - centre
        squares[group] += off * off
        if chosen not in of_sets:
            of_sets[chosen] = [[0.0] * groups, [0.0] * groups]
        count, rests = of_sets[chosen]
        count[group] += 1
        rests[group] += off
    everybody = [_added([sums[place] for sums in of_sets.values()], groups) for place in (0, 1)]
    by_option = [[sums for chosen, sums in of_sets.items() if option in chosen] for option in range(options)]
    return [*everybody, squares], [
        [_added([sums[place] for sums in found], groups) for place in (0, 1)] for found in by_option
    ]


def _added(lists: Sequence[Sequence[float]], groups: int) -> list[float]:
    return [sum(values) for values in zip(*lists, strict=True)] if lists else [0.0] * groups


def _correlation(n: float, rest: float, squares: float, chose: float, their_rest: float) -> float | None:
    """Return Pearson's correlation in percent of choosing (0 or 1) and the rest; None where one never varies."""
    if not n:
        return None
    product = (chose - chose * chose / n) * (squares - rest * rest / n)
    return 100 * (their_rest - chose * rest / n) / sqrt(product) if product > NOTHING else None
