"""The grade of a course: marks gathered in categories, and categories weighed. Each grade keeps what it was made of.

Inside a category Moodle's "simple weighted mean of grades" holds (points reached over points to be had), or where each
assignment counts alike its "mean of grades". Weighed categories follow its "weighted mean of grades": a category
without a grade is left out, and the weights of the others are taken as shares of their sum. Without weights all points
are added up, as in "natural". Nothing is rounded on the way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from quizapp.grades.dropping import kept_of
from quizapp.grades.marks import Mark, Standing


@dataclass(frozen=True, slots=True)
class Category:
    """Assignments that count together."""

    name: str
    weight: float = 0.0
    drop_lowest: int = 0
    alike: bool = False
    """Whether each of its assignments counts alike, however many points it has."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """By which rules a class's grades come about."""

    weighted: bool = False
    missing_is_zero: bool = True
    categories: Mapping[str, Category] = field(default_factory=dict)
    """By their names; one that is not among them has no weight and no rules."""

    @property
    def counting(self) -> Collection[Standing]:
        """Return how marks stand that count, where they are worth any points."""
        return (Standing.GRADED, Standing.MISSING) if self.missing_is_zero else (Standing.GRADED,)

    def category(self, name: str) -> Category:
        """Return a category by its name."""
        return self.categories.get(name) or Category(name)


class CategoryGrade(NamedTuple):
    """What a category came to for one student."""

    category: Category
    counted: tuple[Mark, ...]
    dropped: tuple[Mark, ...]
    extra: tuple[Mark, ...]
    left_out: tuple[Mark, ...]
    """Excused, not due yet, missing where that does not count, or worth no points."""
    reached: float
    possible: float
    share: float | None
    """None where nothing counts yet; may lie above 1 by extra points."""
    weight: float = 0.0
    """Its share in the grade of the course, from 0 to 1, after categories without a grade were left out."""

    @property
    def has_marks(self) -> bool:
        """Say whether anything stands in it, were it only what does not count."""
        return bool(self.counted or self.dropped or self.extra or self.left_out)


@dataclass(frozen=True, slots=True)
class CourseGrade:
    """The grade of one student."""

    share: float | None
    """None where nothing counts yet."""
    categories: tuple[CategoryGrade, ...]
    weights_sum: float
    """What the weights of the categories with a grade add up to; each counts as its share of this."""
    weighted: bool
    worked_out: float | None = None
    """What it would be, where a teacher set another one; it says how the categories add up."""
    is_set: bool = False
    """Whether a teacher set it by hand."""


def set_by_hand(grade: CourseGrade, percent: float) -> CourseGrade:
    """Return a grade that a teacher set in percent, in place of the one that was worked out."""
    return replace(grade, share=percent / 100, worked_out=grade.share, is_set=True)


def course_grade(marks: Iterable[tuple[str, Mark]], scheme: Scheme) -> CourseGrade:
    """Work out the grade of one student from their marks, each with the name of its category."""
    groups: dict[str, list[Mark]] = {}
    for name, mark in marks:
        groups.setdefault(name, []).append(mark)
    found = [_category_grade(scheme.category(name), group, scheme) for name, group in groups.items()]
    total = sum(_weight(one, scheme) for one in found)
    weighed = tuple(one._replace(weight=_weight(one, scheme) / total if total > 0 else 0.0) for one in found)
    with_grade = [one for one in weighed if one.share is not None and one.weight > 0]
    share = sum(one.weight * (one.share or 0.0) for one in with_grade) if with_grade else None
    return CourseGrade(share, weighed, total, scheme.weighted)


def _weight(grade: CategoryGrade, scheme: Scheme) -> float:
    if grade.share is None:
        return 0.0
    return max(grade.category.weight, 0.0) if scheme.weighted else grade.possible


def _category_grade(category: Category, marks: Iterable[Mark], scheme: Scheme) -> CategoryGrade:
    plain, extra, left_out = list[Mark](), list[Mark](), list[Mark]()
    counting = scheme.counting
    for mark in marks:
        cell, standing, _points = mark
        counts = cell.possible > 0 and standing in counting
        place = left_out if not counts else extra if cell.is_extra else plain
        place.append(mark)
    counted, dropped = _without_lowest(plain, category)
    reached, possible = sum([mark.points or 0.0 for mark in counted]), sum([mark.cell.possible for mark in counted])
    on_top = [mark.points or 0.0 for mark in extra]
    share = None
    if counted:
        share = _mean_share(counted, extra) if category.alike else (reached + sum(on_top)) / possible
    groups = tuple(counted), tuple(dropped), tuple(extra), tuple(left_out)
    return CategoryGrade(category, *groups, sum(on_top, reached), possible, share)


def _without_lowest(marks: list[Mark], category: Category) -> tuple[list[Mark], list[Mark]]:
    """Return the marks that count, and those that a category drops."""
    if not category.drop_lowest:
        return marks, []
    if category.alike:
        pairs = [(mark.share or 0.0, 1.0) for mark in marks]
    else:
        pairs = [(mark.points or 0.0, mark.cell.possible) for mark in marks]
    kept = kept_of(pairs, category.drop_lowest)
    places = range(len(marks))
    return [marks[one] for one in places if one in kept], [marks[one] for one in places if one not in kept]


def _mean_share(counted: Sequence[Mark], extra: Sequence[Mark]) -> float:
    shares, on_top = [mark.share or 0.0 for mark in counted], [mark.share or 0.0 for mark in extra]
    return (sum(shares) + sum(on_top)) / len(counted)
