from __future__ import annotations

from types import SimpleNamespace

import pytest

from quizapp.gradebook.forms import RulesForm, read_number, read_rows
from quizapp.grades.course import Category


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (" 7.5 ", 7.5),
        ("7,5", 7.5),
        ("", None),
        ("seven", None),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize(("typed", "rows"), [("3", 3), ("", 1), ("x", 1), ("999", 60), ("9" * 9, 1), ("²", 1)])
def test_a_form_says_how_many_rows_it_has_within_reason(typed, rows):
    assert read_rows(typed) == rows


@pytest.fixture
def form(app):
    def form(rows=3, **sent):
        assignments = [SimpleNamespace(id=number, points=10.0, category="Old") for number in (1, 2)]
        return RulesForm({name.replace("_", "-"): value for name, value in sent.items()}, assignments, rows)

    with app.test_request_context():
        yield form


def test_rules_are_read_whole(form):
    found = form(weight_0="10", name_1=" Tests ", weight_1="62,5", drop_1="1", alike_1="1")
    assert found.categories() == [Category("", 10), Category("Tests", 62.5, 1, True)]
    assert found.errors == {}


def test_a_renamed_category_takes_its_assignments_along(form):
    found = form(name_1="Exams", points_1="20", category_1="1", extra_1="1", points_2="5", category_2="0", held_2="1")
    items = found.items()
    assert (items[1].points, items[1].category, items[1].is_extra, items[1].is_held) == (20, "Exams", True, False)
    assert (items[2].points, items[2].category, items[2].is_held) == (5, "", True)
    assert form(points_1="3", category_1="77").items()[1].category == "Old", "no such row: as it was"
    assert form().items() == {}, "what is not sent stays"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        *(("weight_1", "-1"), ("weight_1", "nan"), ("weight_1", "1e9"), ("drop_1", "1.5"), ("drop_1", "99")),
        *(("points_1", "much"), ("points_1", "inf"), ("points_1", "100001")),
    ],
)
def test_figures_that_cannot_be_are_named(form, field, typed):
    found = form(name_1="Tests", **{"points_1": "1", field: typed})
    found.categories()
    found.items()
    assert list(found.errors) == [field.replace("_", "-")]


def test_a_name_stands_there_once(form):
    found = form(name_1="Tests", name_2="Tests")
    found.categories()
    assert list(found.errors) == ["name-2"]


def test_places_are_none_to_two(form):
    assert [form(places=typed).rules().places for typed in ("0", "2", "7", "x")] == [0, 2, 1, 1]
