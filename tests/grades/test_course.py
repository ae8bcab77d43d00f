from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quizapp.grades.course import Category, Scheme, course_grade
from quizapp.grades.marks import Cell, mark_of

MOODLE = [(70, 100), (20, 80), (10, 10)]
"""The example of Moodle's documentation of its aggregations."""


def marks(pairs, name="", **more):
    return [(name, mark_of(Cell(key, possible, reached, **more))) for key, (reached, possible) in enumerate(pairs)]


def scheme(*categories, **rules):
    return Scheme(categories={one.name: one for one in categories}, **rules)


def test_points_are_added_up_as_in_moodles_simple_weighted_mean():
    assert course_grade(marks(MOODLE), Scheme()).share == pytest.approx(100 / 190)


def test_assignments_may_count_alike_as_in_moodles_mean_of_grades():
    grade = course_grade(marks(MOODLE), scheme(Category("", alike=True)))
    assert grade.share == pytest.approx(0.65)


def test_categories_are_weighed_as_in_moodles_weighted_mean_of_grades():
    """The documentation's weights of 10, 5 and 3 come to 62.5 %; they need not add up to 100."""
    rows = [(name, mark) for name, (_none, mark) in zip("abc", marks(MOODLE), strict=True)]
    weights = [Category("a", 10), Category("b", 5), Category("c", 3)]
    grade = course_grade(rows, scheme(*weights, weighted=True))
    assert grade.share == pytest.approx(0.625)
    assert [round(one.weight, 4) for one in grade.categories] == [0.5556, 0.2778, 0.1667]
    assert grade.weights_sum == 18


def test_a_category_without_a_grade_leaves_its_weight_to_the_others():
    rows = [*marks([(8, 10)], "tests"), *marks([(None, 10)], "homework"), *marks([(5, 10)], "project")]
    weights = [Category("tests", 50), Category("homework", 30), Category("project", 20)]
    grade = course_grade(rows, scheme(*weights, weighted=True))
    assert grade.share == pytest.approx((50 * 0.8 + 20 * 0.5) / 70)
    assert [one.weight for one in grade.categories] == pytest.approx([5 / 7, 0, 2 / 7])


def test_weights_of_nought_give_no_grade():
    assert course_grade(marks([(8, 10)], "tests"), scheme(Category("tests"), weighted=True)).share is None


def test_the_lowest_are_dropped_in_their_category_alone():
    rows = [*marks([(1, 10), (9, 10), (5, 10)], "quizzes"), *marks([(2, 10)], "tests")]
    grade = course_grade(rows, scheme(Category("quizzes", drop_lowest=1)))
    quizzes, tests = grade.categories
    assert [mark.points for mark in quizzes.dropped] == [1]
    assert (quizzes.reached, quizzes.possible, tests.reached) == (14, 20, 2)
    assert grade.share == pytest.approx(16 / 30)


def test_extra_points_come_on_top_and_are_never_dropped():
    rows = [*marks([(8, 10), (9, 10)]), *marks([(1, 5)], is_extra=True)]
    grade = course_grade(rows, scheme(Category("", drop_lowest=1)))
    assert grade.share == pytest.approx((9 + 1) / 10)
    assert course_grade(marks([(1, 5)], is_extra=True), Scheme()).share is None


def test_missing_counts_as_nought_by_rule_only_and_what_is_not_due_never():
    rows = [*marks([(8, 10)]), *marks([(None, 10)], is_over=True), *marks([(None, 10)])]
    assert course_grade(rows, Scheme()).share == pytest.approx(0.4)
    assert course_grade(rows, Scheme(missing_is_zero=False)).share == pytest.approx(0.8)


def test_an_assignment_without_points_counts_neither_way():
    rows = marks([(8, 10), (0, 0), (3, 0)])
    grade = course_grade(rows, Scheme())
    assert grade.share == pytest.approx(0.8)
    assert len(grade.categories[0].left_out) == 2
    assert course_grade([], Scheme()).share is None


_score = st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda pair: (min(pair), pair[1]))
_rows = st.lists(st.tuples(st.sampled_from("abc"), _score), max_size=8)
_schemes = st.builds(
    lambda weighted, weights, drops, alike: scheme(
        *(
            Category(name, weight, drop, one)
            for name, weight, drop, one in zip("abc", weights, drops, alike, strict=True)
        ),
        weighted=weighted,
    ),
    st.booleans(),
    st.tuples(*[st.integers(0, 100)] * 3),
    st.tuples(*[st.integers(0, 2)] * 3),
    st.tuples(*[st.booleans()] * 3),
)


def _marked(rows, **more):
    return [(name, mark_of(Cell(key, pair[1], pair[0], **more))) for key, (name, pair) in enumerate(rows)]


@pytest.mark.longer
@given(_rows, _schemes, st.sampled_from("abc"), st.integers(1, 20))
@example([("a", (3, 4)), ("b", (0, 1))], scheme(Category("a", drop_lowest=1), weighted=True), "a", 1)
def test_a_perfect_score_never_lowers_a_grade(rows, rules, name, possible):
    # Where points are added up over categories, one of few points may come in the place of one of many that is dropped.
    assume(rules.weighted or not rules.category(name).drop_lowest)
    before = course_grade(_marked(rows), rules).share
    after = course_grade([*_marked(rows), (name, mark_of(Cell(99, possible, possible)))], rules).share
    assert before is None or after is None or after >= before - 1e-9


@pytest.mark.longer
@given(_rows, _schemes)
def test_who_is_excused_from_all_has_no_grade(rows, rules):
    assert course_grade(_marked(rows, excused=True), rules).share is None


@pytest.mark.longer
@given(_rows, _schemes)
def test_weights_are_shares_and_a_grade_lies_between_its_categories(rows, rules):
    grade = course_grade(_marked(rows), rules)
    if grade.share is None:
        return
    assert sum(one.weight for one in grade.categories) == pytest.approx(1)
    shares = [one.share for one in grade.categories if one.share is not None]
    assert min(shares) - 1e-9 <= grade.share <= max(shares) + 1e-9


@pytest.mark.longer
@given(_rows, _schemes)
def test_every_mark_is_told_once(rows, rules):
    grade = course_grade(_marked(rows), rules)
    told = [mark for one in grade.categories for mark in (*one.counted, *one.dropped, *one.extra, *one.left_out)]
    assert sorted(mark.cell.assignment for mark in told) == list(range(len(rows)))


def test_a_category_without_anything_is_told_from_one_in_which_nothing_counts():
    excused = ("oral", mark_of(Cell(1, 10, None, excused=True)))
    rules = scheme(Category("tests"), Category("oral"), Category("none"))
    found = course_grade([*marks(MOODLE, "tests"), excused], rules).categories
    assert [one.category.name for one in found if one.has_marks] == ["tests", "oral"]
    assert [one.share is None for one in found if one.has_marks] == [False, True]
