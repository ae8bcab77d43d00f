from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.accounts.models import Person
from quizapp.classroom import services
from quizapp.classroom.following import settle_calendars
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.queries import classes_of_teacher
from quizapp.classroom.services import ClassSettings, Copying
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from tests import practice

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
YEREVAN, TOKYO, LONDON = "Asia/Yerevan", "Asia/Tokyo", "Europe/London"


load, small_bank, browse = practice.load, practice.small_bank, practice.browse


@pytest.fixture
def rules(app):
    return rules_of_app(app)


@pytest.fixture
def enrolled(session, rules):
    def enrolled(class_id, person_id, at=NOW):
        found = services.enrol_student(session, session.get_one(SchoolClass, class_id), person_id, "A", now=at)
        settle_calendars(session, [person_id], rules)
        return found

    return enrolled


def calendar_of(session, person_id):
    session.expire_all()
    return session.get_one(Person, person_id).calendar


def test_a_student_in_two_classes_follows_the_one_joined_first_that_is_open(
    session, make_class, make_person, enrolled, rules
):
    one, two = make_class(time_zone=YEREVAN), make_class(time_zone=TOKYO, rollover_hour=3)
    student = make_person()
    enrolled(two, student, NOW)
    enrolled(one, student, NOW + timedelta(days=1))
    assert calendar_of(session, student) == "Asia/Tokyo 3"
    services.archive_class(session, session.get_one(SchoolClass, two), rules, now=NOW)
    assert calendar_of(session, student) == "Asia/Yerevan 4"
    services.restore_class(session, session.get_one(SchoolClass, two), rules)
    assert calendar_of(session, student) == "Asia/Tokyo 3"


def test_who_leaves_their_last_class_follows_the_installation(session, make_class, make_person, enrolled, rules):
    one, student = make_class(time_zone=YEREVAN), make_person()
    enrolment = enrolled(one, student)
    assert calendar_of(session, student) == "Asia/Yerevan 4"
    services.remove_student(session, enrolment, rules, now=NOW)
    assert calendar_of(session, student) is None


def test_a_class_that_moves_to_another_zone_takes_its_students_along(session, make_class, make_person, enrolled, rules):
    one, student, gone = make_class(time_zone=YEREVAN), make_person(), make_person()
    enrolled(one, student)
    services.remove_student(session, enrolled(one, gone), rules, now=NOW)
    school_class = session.get_one(SchoolClass, one)
    services.change_class(session, school_class, ClassSettings("A", LONDON, rollover_hour=5), rules)
    assert calendar_of(session, student) == "Europe/London 5"
    assert calendar_of(session, gone) is None


def test_a_student_who_is_moved_follows_the_other_class(session, make_class, make_person, enrolled, rules):
    one, two, student = make_class(time_zone=YEREVAN), make_class(time_zone=TOKYO), make_person()
    enrolment = enrolled(one, student)
    enrolment.extra_time_percent = 25
    moved = services.move_student(session, enrolment, session.get_one(SchoolClass, two), rules, now=NOW)
    assert calendar_of(session, student) == "Asia/Tokyo 4"
    assert (moved.class_id, moved.extra_time_percent, moved.left_at) == (two, 25, None)
    assert enrolment.left_at == NOW


def test_a_copy_takes_students_along_only_where_asked(session, make_class, make_person, enrolled, rules, teacher):
    one, student = make_class(time_zone=YEREVAN), make_person()
    enrolled(one, student)
    school_class = session.get_one(SchoolClass, one)
    without = services.copy_class(session, school_class, Copying("B", True, False), teacher, rules, now=NOW)
    with_them = services.copy_class(session, school_class, Copying("C", True, True), teacher, rules, now=NOW)
    counts = {row.school_class.id: row.students for row in classes_of_teacher(session, teacher)}
    assert counts == {one: 1, without.id: 0, with_them.id: 1}
    assert without.copied_from_id == one


@pytest.mark.longer
def test_who_is_in_a_class_pays_no_statement_more_for_answering_or_rating(
    app, small_bank, browse, make_person, make_class, statements
):
    counts = []
    for zone in (None, YEREVAN):
        person_id = make_person()
        with app.app_context():
            if zone:
                school_class = db.session().get_one(SchoolClass, make_class(time_zone=zone))
                services.enrol_student(db.session(), school_class, person_id, "A", now=NOW)
                settle_calendars(db.session(), [person_id], rules_of_app(app))
                db.session.commit()
        player = practice.Player(app, browse(person_id))
        attempt = player.start()
        player.answer(attempt, "brokered")
        with statements() as answering:
            player.answer(attempt, "premier")
        player.client.post("/review/cards/1", data={"rating": "3", "event_id": f"event-first-{person_id:05}"})
        with statements() as rating:
            reply = player.client.post(
                "/review/cards/1", data={"rating": "3", "event_id": f"event-again-{person_id:05}"}
            )
        assert reply.status_code == 302
        counts.append((len(answering), len(rating)))
    assert counts[0] == counts[1]
