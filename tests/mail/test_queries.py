from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.classroom.models import Announcement, ClassTeacher, Enrolment
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.mail.queries import readers_by_mail


@pytest.mark.longer
def test_announcements_go_to_who_learns_or_teaches_there_now_but_for_who_wrote_them(
    app, students, teacher, make_person, class_id, gets_mail, tell
):
    colleague, stranger = make_person(Role.INSTRUCTOR), make_person()
    for person_id in (*students, teacher, colleague, stranger):
        gets_mail(person_id)
    number = tell()
    with app.app_context():
        db.session.add(ClassTeacher(class_id=class_id, person_id=colleague, role="teacher", since=utcnow()))
        left = sa.update(Enrolment).where(Enrolment.person_id == students[0])
        db.session.execute(left.values(left_at=utcnow()))
        announcement = db.session.get_one(Announcement, number)
        assert list(readers_by_mail(db.session(), announcement)) == [*students[1:], colleague]
        db.session.rollback()
