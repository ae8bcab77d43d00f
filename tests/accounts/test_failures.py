"""A wrong password of somebody who teaches is in the log of staff, once an hour; of a student or nobody it is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.failures import note_failure
from quizapp.accounts.models import Role
from quizapp.audit.models import Act, StaffAction
from quizapp.db import db


def failures(app):
    with app.app_context():
        found = sa.select(StaffAction.person_id).where(StaffAction.act == Act.SIGN_IN_FAILED)
        return list(db.session.scalars(found))


@pytest.mark.longer
def test_only_failures_of_staff_are_noted_and_once_an_hour(app, client, make_person, monkeypatch):
    teacher_id = make_person(Role.INSTRUCTOR, "Ms Adams")
    make_person(Role.STUDENT, "Ani")
    for name in ("Ms Adams", "Ani", "Nobody", "ms adams"):
        with client.post("/sign-in", data={"name": name, "password": "not the right one"}) as reply:
            assert reply.status_code == 401
    assert failures(app) == [teacher_id]
    monkeypatch.setattr("quizapp.accounts.failures.AT_MOST_EACH", timedelta())
    note_failure(app, teacher_id)
    assert failures(app) == [teacher_id] * 2
