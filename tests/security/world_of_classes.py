"""The classes of security tests: one of everybody, and one of people whom nobody here knows."""

from __future__ import annotations

from quizapp.accounts.services import create_guest
from quizapp.classroom.services import ClassSettings, create_class, enrol_student

CODE = "CLASSX"
"""Of the instructor's class. It has an L, so no class gets it by chance."""


def classes(session, people, colleague, now):
    """Make a class of the instructor with the student and the guest in it, and another one of a colleague."""
    one = create_class(session, people["instructor"].id, ClassSettings("Wrens", "UTC"), now=now)
    one.join_code, one.joining_open = CODE, True
    for who in ("student", "guest"):
        enrol_student(session, one, people[who].id, who, now=now)
    other = create_class(session, colleague.id, ClassSettings("Owls", "UTC"), now=now)
    enrol_student(session, other, create_guest(session, now=now).id, "Somebody", now=now)
    return dict.fromkeys((*people, "anonymous"), one.id) | {"other": other.id}
