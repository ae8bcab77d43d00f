from __future__ import annotations

from quizapp.psychometrics.sheet import Sitting, sheet_of


def test_attempts_of_the_same_questions_are_laid_beside_each_other():
    sheet = sheet_of([Sitting("a", {1: 1.0, 2: 0.5}, 1.5, 2), Sitting("b", {2: 1.0, 1: 0.0}, 1.0, 2)])
    assert sheet.worth == 2
    assert sheet.totals == [1.5, 1.0]
    assert list(sheet.columns[1].marks) == [1.0, 0.0]
    assert list(sheet.columns[1].rests) == [0.5, 1.0], "what was reached in all other questions"
    assert list(map(list, sheet.places)) == [[1.0, 0.0], [0.5, 1.0]], "the questions, in whatever order they were asked"


def test_where_each_attempt_drew_its_questions_the_parts_are_the_places():
    sheet = sheet_of([Sitting("a", {1: 1.0, 2: 0.5}, 1.5, 2), Sitting("b", {3: 0.0, 1: 1.0}, 1.0, 2)])
    assert sheet.columns[1].rows == [0, 1]
    assert sheet.columns[3].rows == [1]
    assert list(map(list, sheet.places)) == [[1.0, 0.0], [0.5, 1.0]]


def test_attempts_of_unequal_worth_are_held_against_each_other_by_shares():
    sheet = sheet_of([Sitting("a", {1: 1.0}, 3.0, 5), Sitting("b", {1: 0.0}, 1.0, 3)])
    assert sheet.worth is None
    assert sheet.totals == [0.6, 1 / 3]
    assert list(sheet.columns[1].rests) == [0.5, 0.5]
    assert sheet.places == []


def test_an_attempt_of_a_single_question_is_left_out():
    sheet = sheet_of([Sitting("a", {1: 1.0}, 1.0, 1), Sitting("b", {1: 0.0, 2: 1.0}, 1.0, 2)])
    assert sheet.totals == [1.0]
    assert sheet.count == 1


def test_attempts_of_one_student_are_one_students():
    sheet = sheet_of([Sitting(who, {1: 1.0, 2: 0.0}, 1.0, 2) for who in "abab"])
    assert sheet.students == [0, 1, 0, 1]
    assert sheet.count == 2
