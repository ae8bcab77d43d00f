from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.analysis import queries
from quizapp.analysis.keeping import kept_report
from quizapp.analysis.report import Asked, question_report, report_of
from quizapp.analysis.sittings import LaidOut
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.psychometrics.findings import Sign


@pytest.fixture
def read(app, ids):
    """Return the answers to the quiz, or to a question, and the versions."""

    def read(key=None):
        with app.app_context():
            session = db.session()
            answers = (
                queries.answers_to_question(session, ids[key], now=utcnow())
                if key
                else queries.answers_to_quiz(session, "test", now=utcnow())
            )
            return answers, queries.versions_of(session, [ids[key]] if key else ids.values(), sa.true())

    return read


@pytest.mark.longer
def test_a_report_tells_each_question_asked_and_what_stands_out(sit, read):
    sit(30)
    rows, versions = read()
    report = report_of(LaidOut(rows), versions, is_quiz=True)
    told = {row.version.key: row for row in report.items}
    assert report.students == 30
    assert set(told) == {"brokered", "premier", "bodies", "surname"}
    assert told["premier"].findings[0].sign == Sign.CHECK_THE_KEY
    assert told["premier"].findings[0].options == (1,)
    assert told["premier"].item.discrimination.value < 0
    assert told["surname"].chosen is None
    assert report.quiz.worth == 4
    assert report.unseen == 0


@pytest.mark.longer
def test_questions_out_of_sight_are_counted_and_not_told(sit, read):
    sit(6)
    rows, versions = read()
    report = report_of(LaidOut(rows), [one for one in versions if one.key != "premier"], is_quiz=True)
    assert {row.version.key for row in report.items} == {"brokered", "bodies", "surname"}
    assert report.unseen == 1


def test_of_fewer_than_five_students_nothing_is_told(sit, read):
    sit(4)
    rows, versions = read()
    report = report_of(LaidOut(rows), versions, is_quiz=True)
    assert (report.students, report.quiz, report.items, report.is_told) == (4, None, (), False)
    rows, versions = read("premier")
    assert question_report(rows, Asked(versions)).row is None


@pytest.mark.longer
def test_a_questions_versions_are_told_apart(sit, read, app, ids, practice):
    sit(20)
    practice  # noqa: B018 - the bank is loaded
    rows, versions = read("premier")
    report = question_report(rows, Asked(versions))
    assert [(one.version.number, one.answers) for one in report.trend] == [(1, 20)]
    assert report.trend[0].item.facility.value == 0.5
    assert report.row.chosen.table.options[1].best > 5


@pytest.mark.longer
def test_a_report_is_kept_until_an_answer_differs(sit, read):
    sit(6)
    rows, versions = read()
    kept = kept_report(rows, versions, is_quiz=True)
    assert kept_report(list(rows), versions, is_quiz=True) is kept
    assert kept_report(rows[:-1], versions, is_quiz=True) is not kept
    assert kept_report(rows, versions[1:], is_quiz=True) is not kept


@pytest.mark.longer
def test_classes_are_held_beside_each_other_and_who_learns_in_two_counts_in_both(sit, read):
    sit(20)
    rows, versions = read("premier")
    learners = [row.learner_id for row in rows]
    classes = [("9 a", frozenset(learners[:12])), ("9 a", frozenset(learners[8:])), ("empty", frozenset[int]())]
    report = question_report(rows, Asked(versions, [*classes, ("small", frozenset(learners[:4]))]))
    assert [(one.name, one.answers) for one in report.classes] == [("9 a", 12), ("9 a", 12), ("small", 4)]
    assert report.classes[0].item.facility.value > report.classes[1].item.facility.value
    assert report.classes[2].item is None, "of four students nothing is told"


@pytest.mark.longer
def test_what_was_answered_is_told_of_a_question_without_options(sit, read):
    sit(20)
    rows, versions = read("surname")
    (part,) = question_report(rows, Asked(versions)).parts
    assert part.texts == ("Pashinyan",)
    assert part.table.options[0].chosen + part.table.blank == 20
    rows, versions = read("premier")
    assert question_report(rows, Asked(versions)).parts == ()
