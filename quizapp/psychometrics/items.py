"""Item statistics by the definitions of Moodle's quiz statistics report, each with its interval.

Moodle's own words: https://docs.moodle.org/dev/Quiz_statistics_calculations. Where each attempt drew its questions, a
question's figures are of those who were asked it, and weights are told for a quiz that asks it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from quizapp.psychometrics.moments import NOTHING, Pairs, Spread
from quizapp.psychometrics.resampling import COMPARING, CORRELATING, Figure, Resamples, figure, resamples_for
from quizapp.psychometrics.sheet import Column, Sheet


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """What the answers to one question say about it."""

    answers: int
    students: int
    facility: Figure
    """The mean share of its point, from 0 to 1."""
    sd: Figure
    """The sample standard deviation of that share."""
    intended_weight: float | None
    """Percent of the quiz's points; None where attempts are worth unequal points."""
    effective_weight: Figure
    """Percent of what makes results differ; None too where it and the total go against each other."""
    discrimination: Figure
    """Percent: the correlation with the points of all other questions."""
    efficiency: Figure
    """Percent: the covariance with them, of the greatest that these marks allow."""


@dataclass(frozen=True, slots=True)
class _Item:
    column: Column
    students: int
    whole: Spread
    drawn: list[Spread | None]
    greatest: float
    """The greatest covariance that its marks allow."""


def analyse_items(sheet: Sheet) -> dict[int, ItemStatistics]:
    """Return the statistics of each question that at least two attempts asked."""
    resamples = resamples_for(sheet.count)
    groups = [student % resamples.groups for student in sheet.students]
    found = {key: _item(sheet, column, groups, resamples) for key, column in sheet.columns.items()}
    items = {key: item for key, item in found.items() if item}
    weights = _effective_weights(sheet, items)
    return {key: _statistics(sheet, item, weights[key]) for key, item in items.items()}


def _item(sheet: Sheet, column: Column, groups: Sequence[int], resamples: Resamples) -> _Item | None:
    pairs = Pairs(column.marks, column.rests, map(groups.__getitem__, column.rows), resamples.groups)
    whole = pairs.whole()
    if whole is None:
        return None
    students = len(set(map(sheet.students.__getitem__, column.rows)))
    return _Item(column, students, whole, list(pairs.drawn(resamples)), pairs.greatest_covariance())


def _statistics(sheet: Sheet, item: _Item, weight: Figure) -> ItemStatistics:
    n, whole, drawn = item.students, item.whole, item.drawn
    discrimination = figure(percent(whole.correlation), _correlations(drawn), n, CORRELATING)
    return ItemStatistics(
        answers=len(item.column.marks),
        students=n,
        facility=_facility(item),
        sd=figure(sd_of(whole), map(sd_of, drawn), n),
        intended_weight=100 / sheet.worth if sheet.worth else None,
        effective_weight=weight,
        discrimination=discrimination,
        efficiency=_efficiency(item, discrimination),
    )


def _facility(item: _Item) -> Figure:
    """Where all got the same no draw can differ: the interval then reaches as far as the rule of three says, 3 / n."""
    n, whole = item.students, item.whole
    found = figure(whole.mean, (None if one is None else one.mean for one in item.drawn), n)
    if whole.variance > NOTHING:
        return found
    return Figure(whole.mean, max(0.0, whole.mean - 3 / n), min(1.0, whole.mean + 3 / n), found.is_said)


def _correlations(drawn: Sequence[Spread | None]) -> list[float | None]:
    return [percent(one.correlation) if one else None for one in drawn]


def percent(share: float | None) -> float | None:
    """Return a share in percent."""
    return None if share is None else 100 * share


def sd_of(spread: Spread | None) -> float | None:
    """Return the standard deviation of the first value."""
    return None if spread is None else sqrt(max(0.0, spread.variance))


def _efficiency(item: _Item, discrimination: Figure) -> Figure:
    """Take the interval from the discrimination index: they differ by the greatest correlation, kept as it is."""
    if discrimination.value is None or item.greatest < NOTHING:
        return Figure(None)
    whole = item.whole
    scale = sqrt(whole.variance * whole.other_variance) / item.greatest
    low, high = (None if end is None else end * scale for end in (discrimination.low, discrimination.high))
    return Figure(100 * whole.covariance / item.greatest, low, high, discrimination.is_said)


def _effective_weights(sheet: Sheet, items: Mapping[int, _Item]) -> dict[int, Figure]:
    """Share the roots of the covariances with the total out; a question counts as often as it is asked."""
    if sheet.worth is None:
        return dict.fromkeys(items, Figure(None))
    roots = {key: [_root(one) for one in (item.whole, *item.drawn)] for key, item in items.items()}
    asked = {key: len(item.column.marks) / len(sheet.totals) for key, item in items.items()}
    sums = [0.0] * max(map(len, roots.values()), default=0)
    for key, of_item in roots.items():
        share = asked[key]
        sums = [total + share * (root or 0.0) for total, root in zip(sums, of_item, strict=True)]
    return {key: _weight(of_item, sums, items[key].students) for key, of_item in roots.items()}


def _root(spread: Spread | None) -> float | None:
    """Return the root of the covariance with the total, which is the rest and the mark itself."""
    covariance = -1.0 if spread is None else spread.covariance + spread.variance
    return sqrt(covariance) if covariance >= 0 else None


def _weight(roots: Sequence[float | None], sums: Sequence[float], students: int) -> Figure:
    first, *drawn = [None if r is None or not total else 100 * r / total for r, total in zip(roots, sums, strict=True)]
    return figure(first, drawn, students, COMPARING)
