"""Makes classes for the tests of this folder."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.accounts.models import Role
from quizapp.classroom.services import ClassSettings, create_class
from quizapp.db import db
from tests import practice

browse, statements, stored = practice.browse, practice.statements, practice.stored
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def teacher(make_person):
    return make_person(Role.INSTRUCTOR, "Ms Hakobyan")


@pytest.fixture
def make_class(app, teacher):
    """Make a class of the teacher's and return its id."""

    def make(name="10 b", teacher_id=None, **settings):
        with app.app_context():
            made = create_class(
                db.session(), teacher_id or teacher, ClassSettings(name, **({"time_zone": "UTC"} | settings)), now=NOW
            )
            db.session.commit()
            return made.id

    return make
