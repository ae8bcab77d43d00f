"""The classes of security tests: one of everybody, and one of people whom nobody here knows."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from quizapp.accounts.passwords import hash_password
from quizapp.accounts.queries import secret_hash
from quizapp.accounts.services import create_guest
from quizapp.accounts.words import spelt_pictures
from quizapp.audit.models import Act, StaffAction
from quizapp.audit.services import record_action
from quizapp.classroom.announcements import Notice, withdraw_announcement, write_announcement
from quizapp.classroom.cards import CardKind
from quizapp.classroom.models import SchoolClass, SignInCard
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.planning.holidays import HolidayTerms, add_holiday
from quizapp.planning.services import ExamTerms, set_exam

CODE = "CLASSX"
"""Of the instructor's class. It has an L, so no class gets it by chance."""
CARD = "wrenlock-card"
"""The secret of the student's card, which asks for pictures."""


def classes(session, people, colleague, now):
    """Make a class of the instructor with the student and the guest in it, and another one of a colleague."""
    one = create_class(session, people["instructor"].id, ClassSettings("Wrens", "UTC"), now=now)
    one.join_code, one.joining_open = CODE, True
    for who in ("student", "guest"):
        enrol_student(session, one, people[who].id, who, now=now)
    pictures = hash_password(spelt_pictures(("moon", "moon", "moon")))
    of_card = {"secret_hash": secret_hash(CARD), "kind": CardKind.PICTURES, "password_hash": pictures}
    session.add(SignInCard(person_id=people["student"].id, made_at=now, made_by_id=people["instructor"].id, **of_card))
    other = create_class(session, colleague.id, ClassSettings("Owls", "UTC"), now=now)
    enrol_student(session, other, create_guest(session, now=now).id, "Somebody", now=now)
    return dict.fromkeys((*people, "anonymous"), one.id) | {"other": other.id}


def announcements(session, classes, people, now):
    """Tell both classes something, the first one also what was taken back and what is over; return ids by visitor."""
    told = {}
    for number in set(classes.values()):
        school_class = session.get_one(SchoolClass, number)
        told[number] = write_announcement(session, school_class, people["instructor"].id, Notice("Told"), now=now).id
    school_class, author = session.get_one(SchoolClass, classes["instructor"]), people["instructor"].id
    back = write_announcement(session, school_class, author, Notice("wrenlock-taken-back"), now=now)
    withdraw_announcement(session, back, now=now)
    write_announcement(session, school_class, author, Notice("wrenlock-over", shown_until=date(2020, 1, 1)), now=now)
    return {who: told[number] for who, number in classes.items()}


def actions(session, classes, now):
    """Write down that both classes got the settings that they have; return ids of the log by visitor."""
    made = {}
    for number in sorted(set(classes.values())):
        details = {
            "before": {"subtitle": "Before"},
            "after": {"subtitle": session.get_one(SchoolClass, number).subtitle},
        }
        record_action(session, Act.CLASS_CHANGED, None, now=now, class_id=number, details=details)
        made[number] = session.scalar(sa.select(sa.func.max(StaffAction.id)))
    return {who: made[number] for who, number in classes.items()}


def holidays(session, classes):
    """Give both classes a holiday that is past; return ids by visitor."""
    terms = HolidayTerms("A holiday", date(2020, 1, 1), date(2020, 1, 6))
    made = {number: add_holiday(session, number, terms).id for number in set(classes.values())}
    return {who: made[number] for who, number in classes.items()}


def tests(session, classes, colleague_id, now):
    """Set both classes a test that is past; return ids by visitor."""
    terms = ExamTerms("A test of a class", date(2020, 5, 4), 10, frozenset({1}))
    made = {one: set_exam(session, colleague_id, terms, class_id=one, now=now).id for one in set(classes.values())}
    return {who: made[number] for who, number in classes.items()}
