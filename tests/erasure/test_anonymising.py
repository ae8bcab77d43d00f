"""Statistics are the same before and after an erasure, to the last figure, and nothing says whose answers they are."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.analysis import queries
from quizapp.analysis.report import report_of
from quizapp.analysis.sittings import LaidOut
from quizapp.analysis.whole import Reader, attempts_taken, of_quiz, questions_of_versions
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.erasure.erasing import Asked, Way, erase_person
from quizapp.quizzes.facilities import count_facilities
from tests import practice
from tests.analysis import conftest as analysed
from tests.privacy import conftest as theirs

load, small_bank, browse, sit = analysed.load, analysed.small_bank, analysed.browse, analysed.sit
teacher, class_id, join, ani = theirs.teacher, theirs.class_id, theirs.join, theirs.ani
rate, cards_of, stored = theirs.rate, theirs.cards_of, theirs.stored
STUDENTS = 18


def figures(session):
    """Return all that is told of a quiz, as its pages tell it, and by the reader of all attempts."""
    rows = queries.answers_to_quiz(session, "test", now=utcnow())
    ids = {row.question_id for row in rows}
    versions = queries.versions_of(session, ids, sa.true())
    reader = Reader(session, questions_of_versions(session, None))
    whole = reader.places_of(attempts_taken(session, of_quiz("test"), None, now=utcnow()))
    reports = [report_of(LaidOut(found), versions, is_quiz=True) for found in (rows, whole)]
    return reports, queries.students_by_quiz(session, now=utcnow())


def facilities(session, *, anew):
    if anew:
        session.execute(sa.update(db.metadata.tables["facility_counts"]).values(response_id=0))
    count_facilities(session, now=utcnow())
    return session.execute(sa.select(db.metadata.tables["question_facilities"])).all()


@pytest.mark.longer
def test_statistics_stay_exact_for_students_and_guests(app, sit):
    sit(STUDENTS)
    sit(STUDENTS, again=True)
    with app.app_context():
        session = db.session()
        before, counted = figures(session), facilities(session, anew=False)
        assert before[0][0].is_told
        people = session.scalars(sa.select(Person).where(Person.role == Role.STUDENT).order_by(Person.id)).all()
        people[4].role, people[4].name = Role.GUEST, ""
        for place in (0, 4, 9, 17):
            erasure = erase_person(session, people[place], Asked(Way.COMMAND), now=utcnow())
            assert erasure.kept_attempts == 2
        assert figures(session) == before
        assert facilities(session, anew=True) == counted
        session.rollback()


@pytest.mark.longer
def test_what_stays_says_nothing_of_who_it_was(app, ani, stored):
    events = {row[0] for table in ("attempts", "responses") for row in stored(table, "event_id")}
    with app.app_context():
        erase_person(db.session(), db.session.get_one(Person, ani), Asked(Way.ADMIN), now=utcnow())
        db.session.commit()
    rows = {row[0]: row[1:] for row in stored("people", "id", "role", "name", "sign_in_name", "created_at")}
    ((nobody, (_role, name, sign_in_name, came)),) = [one for one in rows.items() if one[1][0] == Role.GUEST]
    assert (name, sign_in_name, came.year) == ("", None, 2000)
    assert stored("attempts", "learner_id") == [(nobody,)]
    for table, column in (("attempts", "started_at"), ("attempts", "finished_at"), ("responses", "at")):
        for (at,) in stored(table, column):
            assert (at.hour, at.minute, at.second) == (0, 0, 0)
    assert not events & {row[0] for table in ("attempts", "responses") for row in stored(table, "event_id")}
    assert "Grigoryan" not in repr([stored(table) for table in db.metadata.tables])


@pytest.mark.longer
def test_the_first_answer_to_a_question_stays_the_first(app, ani, browse, session):
    """Of an open quiz what was answered stays, in its order; nothing waits for its end."""
    player = practice.Player(app, browse(ani))
    attempt = player.start(feedback="at_end")
    player.answer(attempt, "brokered", ("false",))
    counted = facilities(session, anew=True)
    erase_person(session, session.get_one(Person, ani), Asked(Way.ADMIN), now=utcnow())
    assert facilities(session, anew=True) == counted
    attempts = db.metadata.tables["attempts"]
    rows = session.execute(sa.select(attempts.c.finished_at, attempts.c.closes_at)).all()
    assert sorted(finished is None for finished, _closes in rows) == [False, True]
    assert {closes for _finished, closes in rows} == {None}
