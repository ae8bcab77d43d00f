from __future__ import annotations

import pytest

from quizapp.psychometrics.items import analyse_items
from quizapp.psychometrics.sheet import Sitting, sheet_of


def test_item_statistics_are_moodles(moodle, moodle_sheet):
    items = analyse_items(moodle_sheet)
    for expected in moodle["items"]:
        item = items[int(expected["slot"])]
        found = (item.facility, item.sd, item.effective_weight, item.discrimination, item.efficiency)
        names = ("facility", "sd", "effectiveweight", "discriminationindex", "discriminativeefficiency")
        assert [one.value for one in found] == pytest.approx([expected[name] for name in names], rel=1e-6)
        assert item.intended_weight == pytest.approx(100 / 7)
        assert item.facility.low <= item.facility.value <= item.facility.high


@pytest.mark.longer
def test_weights_of_drawn_questions_are_those_in_a_quiz_that_asks_them(generated):
    sheet = sheet_of(generated(400, questions=12, drawn=4))
    items = analyse_items(sheet)
    asked = {key: len(column.marks) / 400 for key, column in sheet.columns.items()}
    assert sum(asked[key] * item.effective_weight.value for key, item in items.items()) == pytest.approx(100)
    assert {item.intended_weight for item in items.values()} == {25}


@pytest.mark.longer
def test_a_question_that_tells_students_apart_is_known_and_one_answered_by_chance_is_not(generated):
    sittings = list(generated(300))
    sheet = sheet_of(
        Sitting(one.student, one.marks | {99: float(one.student % 2)}, one.total + one.student % 2, 9)
        for one in sittings
    )
    items = analyse_items(sheet)
    assert items[3].discrimination.low > 20
    assert items[99].discrimination.low < 0 < items[99].discrimination.high
    assert items[3].efficiency.value > items[3].discrimination.value


def test_where_all_got_the_same_nothing_is_compared_and_the_facility_stays_unsure(generated):
    sheet = sheet_of(Sitting(one.student, one.marks | {99: 1.0}, one.total + 1, 9) for one in generated(20))
    item = analyse_items(sheet)[99]
    assert item.discrimination.value is None
    assert item.efficiency.value is None
    assert (item.facility.low, item.facility.value, item.facility.high) == (0.85, 1.0, 1.0)


def test_few_students_are_told_their_facility_and_no_comparison(generated):
    item = analyse_items(sheet_of(generated(9)))[2]
    assert item.facility.is_said
    assert not item.discrimination.is_said
    assert not item.effective_weight.is_said


def test_attempts_of_unequal_worth_have_no_weights():
    sheet = sheet_of([Sitting("a", {1: 1.0}, 3.0, 5), Sitting("b", {1: 0.0}, 1.0, 3)])
    item = analyse_items(sheet)[1]
    assert item.intended_weight is None
    assert item.effective_weight.value is None


def test_a_question_asked_once_has_no_statistics():
    sheet = sheet_of([Sitting("a", {1: 1.0, 2: 0.0}, 1.0, 2), Sitting("b", {1: 1.0, 3: 0.0}, 1.0, 2)])
    assert set(analyse_items(sheet)) == {1}
    assert analyse_items(sheet_of([])) == {}


@pytest.mark.longer
def test_a_students_attempts_are_drawn_together(generated):
    once = list(generated(40))
    items = analyse_items(sheet_of(once))
    doubled = analyse_items(sheet_of(once + once))
    width = items[2].facility.high - items[2].facility.low
    assert doubled[2].answers == 80
    assert doubled[2].students == 40
    assert doubled[2].facility.high - doubled[2].facility.low == pytest.approx(width), (
        "the same answers again are no news"
    )
