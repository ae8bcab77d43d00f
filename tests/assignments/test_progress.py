from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.assignments.counting import State
from quizapp.assignments.models import Assignment
from quizapp.assignments.progress import Progress, progress_of
from quizapp.assignments.sitting import mark_read
from quizapp.bank.models import Card, Question
from quizapp.classroom.models import Enrolment
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating
from tests.assignments.conftest import RULES

DAY = timedelta(days=1)


@pytest.fixture
def rate(app):
    """Rate a question's first card for somebody, some minutes long."""

    def rate(person_id, key, *, at=None, minutes=0.5):
        with app.app_context():
            card = db.session.scalars(sa.select(Card.id).join(Question).where(Question.key == key)).first()
            at = at or utcnow()
            event = Event(f"{key}-{at:%H%M%S%f}", at, duration_ms=int(minutes * 60_000))
            record_review(db.session(), Learner(person_id, RULES), card, Rating.GOOD, event, now=at)
            db.session.commit()

    return rate


@pytest.mark.longer
def test_rated_cards_count_towards_the_goal_of_their_search(give_out, students, rate, outcome):
    goal = give_out("cards", target=2, query="topic:about-premier,about-brokered")
    assert outcome(goal, students[0]).state == State.OPEN
    rate(students[0], "premier")
    rate(students[0], "offices")
    begun = outcome(goal, students[0])
    assert (begun.state, begun.share, begun.progress) == (State.BEGUN, 0.5, "1/2")
    rate(students[0], "brokered")
    assert outcome(goal, students[0]).state == State.DONE
    assert outcome(goal, students[1]).progress == "0/2"


def test_only_what_was_studied_between_the_dates_counts(give_out, students, rate, outcome):
    goal = give_out("cards", target=3, opens_at=utcnow() - DAY)
    for at in (utcnow() - 2 * DAY, utcnow(), utcnow() + 2 * DAY):
        rate(students[0], "premier", at=at)
    assert outcome(goal, students[0], utcnow() + 3 * DAY).progress == "1/3"


def test_what_a_borrowed_account_did_before_its_class_counts_once_its_owner_says_yes(
    app, give_out, students, rate, outcome
):
    goal = give_out("cards", target=2, opens_at=utcnow() - DAY)
    for person_id in students[:2]:
        rate(person_id, "premier", at=utcnow() - DAY / 2)
    set_borrowed(app, students[0], True)
    rate(students[0], "brokered")
    assert outcome(goal, students[0]).progress == "1/2"
    assert outcome(goal, students[1]).progress == "1/2"  # their own account: what they did before comes along
    set_borrowed(app, students[0], False)
    assert outcome(goal, students[0]).progress == "2/2"


def set_borrowed(app, person_id, is_borrowed):
    with app.app_context():
        here = sa.update(Enrolment).where(Enrolment.person_id == person_id)
        db.session.execute(here.values(is_borrowed=is_borrowed))
        db.session.commit()


def test_minutes_count_up_to_one_a_card(give_out, students, rate, outcome):
    goal = give_out("cards", goal="minutes", target=2)
    rate(students[0], "premier", minutes=30)
    rate(students[0], "brokered", minutes=0.5)
    assert outcome(goal, students[0]).share == pytest.approx(0.75)


@pytest.mark.longer
def test_retention_is_what_will_be_recalled_at_the_closing_of_all_cards(give_out, students, rate, outcome):
    goal = give_out("cards", goal="retention", target=90, query="topic:about-premier,about-brokered", days=1)
    rate(students[0], "premier")
    half = outcome(goal, students[0])
    assert half.state == State.BEGUN
    assert 0.4 < half.share < 0.56
    rate(students[0], "brokered")
    assert outcome(goal, students[0]).share > 0.9


@pytest.mark.longer
def test_how_many_goals_there_are_costs_no_statement(app, give_out, students, rate, statements):
    rate(students[0], "premier")
    counts = []
    for goals in (2, 4):
        for number in range(2):
            give_out("cards", goal="retention", target=80 + goals + number, query="topic:about-premier")
            give_out("cards", target=goals + number, query="topic:about-premier")
        with app.app_context():
            given = db.session.scalars(sa.select(Assignment)).all()
            progress_of(db.session(), given, students, RULES, now=utcnow())
            with statements() as sent:
                found = progress_of(db.session(), given, students, RULES, now=utcnow())
        assert len(found) == 2 * goals * len(students)
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.mark.longer
def test_a_reading_is_done_when_all_its_passages_are(app, give_out, students, outcome):
    reading = give_out("reading", passages=["ally-2023#p1", "ally-2023#p2"])
    for done, passage in ((0.5, "ally-2023#p1"), (1, "ally-2023#p2")):
        with app.app_context():
            assignment = db.session.get_one(Assignment, reading)
            mark_read(db.session(), assignment, students[0], passage, seconds=60, now=utcnow())
            db.session.commit()
        assert outcome(reading, students[0]).share == done
    assert outcome(reading, students[0]).state == State.DONE


def test_progress_is_no_more_than_all():
    assert Progress(30, 20).share == 1
    assert (Progress().share, Progress().said) == (0, "")


@pytest.mark.longer
@pytest.mark.sqlite
def test_goals_of_years_and_a_large_course_are_more_than_a_statement_takes(usual_limit):
    goal = {"goal": "retention", "target": 80}
    goals = [Assignment(id=number, kind="cards", settings=goal, created_at=utcnow()) for number in range(200)]
    found = progress_of(usual_limit, goals, range(1, 201), RULES, now=utcnow())
    assert len(found) == 200 * 200
