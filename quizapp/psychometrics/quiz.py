"""Statistics of a whole quiz by the definitions of Moodle's quiz statistics report, each with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import median

from quizapp.psychometrics.moments import NOTHING, centre_of
from quizapp.psychometrics.resampling import (
    COMPARING,
    CORRELATING,
    PLAIN,
    Figure,
    Resamples,
    Rule,
    figure,
    resamples_for,
)
from quizapp.psychometrics.sheet import Sheet

_NEVER = Rule(2**31)
_ORDERS = 3
"""Attempts that skewness and kurtosis need more than."""
_MANY = 2_000
"""Attempts from which on a median is too dear to be drawn."""
_Optional = float | None


@dataclass(frozen=True, slots=True)
class QuizStatistics:
    """What the attempts say about a quiz; in points, or where they are worth unequal points, in shares of them."""

    attempts: int
    students: int
    worth: int | None
    mean: Figure
    median: Figure
    sd: Figure
    skewness: Figure
    kurtosis: Figure
    consistency: Figure
    """Coefficient of internal consistency (Cronbach's alpha), percent; None where attempts have no parts in common."""
    error_ratio: Figure
    """Percent of the spread that is chance."""
    standard_error: Figure
    """In the unit of the mean."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Mean, and the k-statistics of the second to fourth order made dimensionless."""

    mean: float
    variance: _Optional
    skewness: _Optional
    kurtosis: _Optional


def analyse_quiz(sheet: Sheet) -> QuizStatistics | None:
    """Return the statistics of a quiz; None without any attempt."""
    if not sheet.totals:
        return None
    resamples, students = resamples_for(sheet.count), sheet.count
    groups = [student % resamples.groups for student in sheet.students]
    shapes = _shapes(sheet.totals, groups, resamples)
    deviations = [_root(shape.variance) for shape in shapes]
    alphas = _alphas(sheet, groups, resamples, [shape.variance for shape in shapes])
    ratios = [None if alpha is None else 100 * sqrt(max(0.0, 1 - alpha / 100)) for alpha in alphas]
    errors = [
        r * sd / 100 if r is not None and sd is not None else None for r, sd in zip(ratios, deviations, strict=True)
    ]
    consistency = _figure(alphas, students, CORRELATING)
    rule = COMPARING if consistency.is_said else _NEVER
    return QuizStatistics(
        attempts=len(sheet.totals),
        students=students,
        worth=sheet.worth,
        mean=_figure([shape.mean for shape in shapes], students),
        median=_median(sheet.totals, groups, resamples, students),
        sd=_figure(deviations, students),
        skewness=_figure([shape.skewness for shape in shapes], students, COMPARING),
        kurtosis=_figure([shape.kurtosis for shape in shapes], students, COMPARING),
        consistency=consistency,
        error_ratio=_figure(ratios, students, rule),
        standard_error=_figure(errors, students, rule),
    )


def _figure(values: Sequence[_Optional], students: int, rule: Rule = PLAIN) -> Figure:
    return figure(values[0], values[1:], students, rule)


def _shapes(totals: Sequence[float], groups: Sequence[int], resamples: Resamples) -> list[_Shape]:
    """Return the shape of all totals, then of each draw."""
    centre = centre_of(totals)
    drawn = zip(*_power_sums(totals, groups, resamples, centre, _ORDERS + 1), strict=True)
    return [_shape(centre, *sums) for sums in drawn]


def _power_sums(
    values: Sequence[float], groups: Sequence[int], resamples: Resamples, centre: int, most: int
) -> list[list[float]]:
    """Return the sums of the powers from nought up around a centre, each of all values, then of each draw."""
    sums = [[0.0] * resamples.groups for _power in range(most + 1)]
    for (group, value), times in Counter(zip(groups, values, strict=True)).items():
        power, off = float(times), value - centre
        for of_power in sums:
            of_power[group] += power
            power *= off
    return [[sum(one), *resamples.sums(one)] for one in sums]


def _shape(centre: float, n: float, s1: float, s2: float, s3: float, s4: float) -> _Shape:  # noqa: PLR0913, PLR0917 - five sums
    """Turn power sums around a centre into the unbiased k-statistics that Moodle reports."""
    if not n:
        return _Shape(centre, None, None, None)
    d, r2, r3, r4 = s1 / n, s2 / n, s3 / n, s4 / n
    m2, m3 = r2 - d * d, r3 - 3 * d * r2 + 2 * d**3
    m4 = r4 - 4 * d * r3 + 6 * d * d * r2 - 3 * d**4
    k2 = _variance(n, s1, s2)
    if k2 is None or k2 < NOTHING or n <= _ORDERS:
        return _Shape(centre + d, k2, None, None)
    k3 = n * n * m3 / ((n - 1) * (n - 2))
    k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
    return _Shape(centre + d, k2, k3 / k2**1.5, k4 / (k2 * k2))


def _variance(n: float, s1: float, s2: float) -> _Optional:
    """Return the unbiased variance, the k-statistic of the second order."""
    return (s2 - s1 * s1 / n) / (n - 1) if n > 1 else None


def _root(variance: _Optional) -> _Optional:
    return None if variance is None else sqrt(max(0.0, variance))


def _median(totals: Sequence[float], groups: Sequence[int], resamples: Resamples, students: int) -> Figure:
    """Draw the median itself while that is cheap; of more attempts take the ranks that draws without end tend to."""
    if len(totals) > _MANY:
        ordered, reach = sorted(totals), 0.98 * sqrt(len(totals))
        middle = (len(totals) - 1) / 2
        ends = ordered[int(middle - reach)], ordered[ceil(middle + reach)]
        return Figure(median(totals), *ends, students >= PLAIN.fewest)
    by_group: list[list[float]] = [[] for _group in range(resamples.groups)]
    for group, total in zip(groups, totals, strict=True):
        by_group[group].append(total)
    drawn = [median([total for group in one for total in group]) for one in resamples.draws_of(by_group)]
    return _figure([median(totals), *drawn], students)


def _alphas(sheet: Sheet, groups: Sequence[int], resamples: Resamples, totals: Sequence[_Optional]) -> list[_Optional]:
    """Return Cronbach's alpha in percent of all attempts, then of each draw; totals are the variances of the points."""
    parts = len(sheet.places)
    if parts < 2:  # noqa: PLR2004 - one part cannot agree with another
        return [None] * len(totals)
    sums = [0.0] * len(totals)
    for marks in sheet.places:
        powers = _power_sums(marks, groups, resamples, centre_of(marks), 2)
        sums = [total + (_variance(*one) or 0.0) for total, *one in zip(sums, *powers, strict=True)]
    return [
        100 * parts / (parts - 1) * (1 - of_parts / whole) if whole and whole > NOTHING else None
        for of_parts, whole in zip(sums, totals, strict=True)
    ]
