from __future__ import annotations

from quizapp.classroom.announcements import Notice, withdraw_announcement, write_announcement
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.pictures.queries import used_names

NAME = "ab" * 16


def test_a_picture_in_an_announcement_is_in_use_also_in_one_that_was_taken_back(session, make_class, teacher):
    school_class = session.get_one(SchoolClass, make_class())
    said = Notice(f"Where we meet: ![A map](picture:{NAME})")
    made = write_announcement(session, school_class, teacher, said, now=utcnow())
    assert used_names(session) == {NAME}
    withdraw_announcement(session, made, now=utcnow())
    assert used_names(session) == {NAME}
