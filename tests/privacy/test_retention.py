"""The rules of keeping choose exactly who is told of: nobody who still learns, practises or works for others."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.privacy.models import RetentionRules
from quizapp.privacy.retention import plan_of, rules_of
from quizapp.quizzes.models import Attempt

pytestmark = pytest.mark.longer
RULES = RetentionRules(id=1, classes_months=6, guests_days=90, drafts_days=90)
LATER = timedelta(days=200)


def archive(session, class_id, at):
    session.execute(sa.update(SchoolClass).where(SchoolClass.id == class_id).values(archived_at=at))


def test_without_rules_everything_stays(session, ani):
    assert rules_of(session).classes_months is None
    assert plan_of(session, rules_of(session), now=utcnow() + 10 * LATER).is_empty


def test_students_go_months_after_their_last_class_and_their_last_practice(session, ani, other, class_id):
    now = utcnow()
    assert plan_of(session, RULES, now=now + LATER).students == ()  # the class goes on
    archive(session, class_id, now)
    assert plan_of(session, RULES, now=now + timedelta(days=150)).is_empty
    plan = plan_of(session, RULES, now=now + LATER)
    assert [(one.name, one.classes) for one in plan.students] == [("Ani Grigoryan", "10 b"), ("Zarevand Other", "10 b")]
    assert plan.students[0].last_at.date() == now.date()
    session.execute(sa.update(Attempt).where(Attempt.learner_id == ani).values(started_at=now + timedelta(days=100)))
    after = plan_of(session, RULES, now=now + LATER)
    assert [one.name for one in after.students] == ["Zarevand Other"]
    assert after.digest != plan.digest


def test_who_learns_in_a_class_that_goes_on_or_works_for_others_stays(session, ani, other, class_id, teacher, join):
    now = utcnow()
    going_on = SchoolClass(name="11 b", time_zone="UTC", created_at=now)
    session.add(going_on)
    session.flush()
    session.execute(
        sa.insert(db.metadata.tables["enrolments"]).values(
            class_id=going_on.id, person_id=ani, roster_name="Ani", sort_name="", group_name="", joined_at=now,
            extra_time_percent=0,
        )
    )  # fmt: skip
    session.execute(
        sa.insert(db.metadata.tables["class_teachers"]).values(
            class_id=class_id, person_id=other, role="teacher", since=now
        )
    )
    archive(session, class_id, now)
    plan = plan_of(session, RULES, now=now + LATER)
    assert plan.students == ()
    assert [one.name for one in plan.working] == ["Zarevand Other"]


def test_guests_without_a_class_go_and_nobody_stays_nobody(session, app):
    now = utcnow()
    for came, gone in ((now, None), (now - LATER, None), (now - LATER, now)):
        guest = Person(role=Role.GUEST, name="", session_stamp="s", created_at=came, deactivated_at=gone)
        session.add(guest)
    session.flush()
    assert len(plan_of(session, RULES, now=now).guests) == 1


def test_a_preview_of_many_costs_as_many_statements_as_of_few(
    app, session, ani, other, class_id, make_person, join, statements
):
    now = utcnow()
    session.rollback()

    def counted():
        with statements() as sent:
            plan = plan_of(session, RULES, now=now + LATER)
        session.rollback()
        return len(plan.students), len(sent)

    with app.app_context():
        archive(db.session, class_id, now)
        db.session.commit()
    few = counted()
    for number in range(5):
        join(make_person(name=f"Another {number}"), f"Another {number}")
    assert counted() == (few[0] + 5, few[1])
