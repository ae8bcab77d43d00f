"""Distractor analysis: who chose which option, and whether those who did were the better students."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from math import sqrt

from quizapp.psychometrics.moments import NOTHING, ascending, centre_of
from quizapp.psychometrics.resampling import CORRELATING, Figure, Resamples, figure, resamples_for

THIRD = 3
"""The best and the weakest third of students are held against each other, by their points in all other questions."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen, answer by answer: three lists beside each other, as a tuple of each answer takes far longer."""

    students: Sequence[int]
    """Who answered, by any number that is theirs alone."""
    rests: Sequence[float]
    """The points in all other questions."""
    options: Sequence[frozenset[int]]
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


def analyse_options(choices: Choices, options: int, keys: frozenset[int]) -> DistractorTable:
    """Return what some choices say about options numbered from 0.

    Answers that are alike are counted first: of many there are few sorts.
    """
    students = dict.fromkeys(choices.students)
    resamples, answers = resamples_for(len(students)), len(choices.rests)
    group_of = dict(zip(students, cycle(range(resamples.groups))))
    groups = map(group_of.__getitem__, choices.students)
    alike = Counter(zip(groups, choices.rests, choices.options, strict=True))
    best, weakest = _thirds(alike, answers)
    counts = [_counts(part, options) for part in (alike, best, weakest)]
    correlations = _correlations(alike, resamples, len(students), options)
    return DistractorTable(
        options=tuple(
            OptionStatistics(number, number in keys, chosen, chosen / max(answers, 1), of_best, of_weakest, found)
            for number, (chosen, of_best, of_weakest, found) in enumerate(zip(*counts, correlations, strict=True))
        ),
        answers=answers,
        blank=sum(times for (_group, _rest, chosen), times in alike.items() if not chosen),
        best=sum(best.values()),
        weakest=sum(weakest.values()),
    )


_Alike = Mapping[tuple[int, float, frozenset[int]], int]
"""How often somebody of a group chose some options and had some points in all other questions."""


def _thirds(alike: _Alike, answers: int) -> tuple[_Alike, _Alike]:
    """Return the best and the weakest third, with whoever is level with its last one."""
    size = answers // THIRD
    if not size:
        return {}, {}
    rests = Counter[float]()
    for (_group, rest, _chosen), times in alike.items():
        rests[rest] += times
    low = next(islice(ascending(rests), size - 1, None))
    high = next(islice(ascending(rests), answers - size, None))
    best = {one: times for one, times in alike.items() if one[1] >= high}
    return best, {one: times for one, times in alike.items() if one[1] <= low}


def _counts(alike: _Alike, options: int) -> list[int]:
    """Count who chose each option."""
    counts = [0] * options
    for (_group, _rest, chosen), times in alike.items():
        for option in chosen:
            counts[option] += times
    return counts


def _correlations(alike: _Alike, resamples: Resamples, students: int, options: int) -> list[Figure]:
    """Return the correlation of choosing each option with the rest, all from one walk through the choices."""
    common, chosen = _sums(alike, resamples.groups, options)
    drawn = [[sum(sums), *resamples.sums(sums)] for sums in common]
    figures = []
    for sums in chosen:
        of_option = [[sum(one), *resamples.sums(one)] for one in sums]
        found = list(map(_correlation, *drawn, *of_option))
        figures.append(figure(found[0], found[1:], students, CORRELATING))
    return figures


_Sums = list[list[float]]


def _sums(alike: _Alike, groups: int, options: int) -> tuple[_Sums, list[_Sums]]:
    """Sum by groups: the answers, their rests and squares; then for each option those who chose it, and their rests.

    Those who chose the same are summed together first: there are few such sets, and many who choose.
    """
    centre = centre_of([rest for _group, rest, _chosen in alike])
    squares, of_sets = [0.0] * groups, dict[frozenset[int], _Sums]()
    for (group, rest, chosen), times in alike.items():
        off = rest - centre
        squares[group] += times * off * off
        if chosen not in of_sets:
            of_sets[chosen] = [[0.0] * groups, [0.0] * groups]
        count, rests = of_sets[chosen]
        count[group] += times
        rests[group] += times * off
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
