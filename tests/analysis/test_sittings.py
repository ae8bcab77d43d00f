from __future__ import annotations

from quizapp.analysis.queries import Answered
from quizapp.analysis.sittings import first_answers, first_attempts, question_of, sheet_by, version_of


def row(attempt, learner, question, score=1.0, version=None):
    return Answered(attempt, learner, 1.5, 2, question, version or question * 10, score, ("0",))


ROWS = [row(1, 7, 1), row(1, 7, 2, 0.5), row(2, 8, 1), row(3, 7, 1, 0.0, 11), row(3, 7, 3)]


def test_first_attempts_are_whole_and_one_a_student():
    assert first_attempts(ROWS) == ROWS[:3]


def test_first_answers_are_those_to_questions_not_met_before():
    assert list(first_answers(ROWS)) == [*ROWS[:3], ROWS[4]]


def test_answers_are_laid_out_by_question_or_by_version():
    sheet = sheet_by(ROWS, question_of)
    assert list(sheet.columns[1].marks) == [1.0, 1.0, 0.0]
    assert list(sheet.columns[2].rests) == [1.0]
    assert set(sheet_by(ROWS, version_of).columns) == {10, 11, 20, 30}
