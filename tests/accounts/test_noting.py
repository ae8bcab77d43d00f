"""What a view notes is said to be done by whoever asks, and only where the view commits."""

from __future__ import annotations

import sqlalchemy as sa
from flask_login import login_user

from quizapp.accounts.access import visitor_of
from quizapp.accounts.models import Person, Role
from quizapp.accounts.noting import last_saved, note_action
from quizapp.audit.models import Act, StaffAction
from quizapp.db import db


def test_a_noted_action_is_the_visitors_and_goes_with_its_transaction(app, make_person):
    teacher_id = make_person(Role.INSTRUCTOR)
    with app.test_request_context(method="POST"):
        login_user(visitor_of(db.session.get_one(Person, teacher_id)))
        note_action(Act.CARDS_MADE, details={"count": 3})
        db.session.rollback()
        note_action(Act.CARDS_MADE, details={"count": 4})
        db.session.commit()
    with app.app_context():
        found = db.session.scalars(sa.select(StaffAction)).one()
        assert (found.by_id, found.by_role, found.details) == (teacher_id, "instructor", {"count": 4})


def test_who_saved_something_last_is_said_by_name_or_as_oneself(app, make_person):
    ids = [make_person(Role.INSTRUCTOR, name) for name in ("Ada", "Ben")]
    said = []
    for person_id in (*ids, ids[1]):
        with app.test_request_context(method="POST"):
            login_user(visitor_of(db.session.get_one(Person, person_id)))
            said.append(last_saved(Act.CLASS_CHANGED).partition(", on ")[0])
            note_action(Act.CLASS_CHANGED)
            db.session.commit()
    assert said == ["", "Last saved by Ada", "Last saved by you"]
