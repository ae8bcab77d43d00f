from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from quizapp.accounts.signals import guest_signed_in
from quizapp.classroom import announcement_queries as queries
from quizapp.classroom import announcements, services
from quizapp.classroom.announcements import Notice
from quizapp.classroom.models import AnnouncementSighting, SchoolClass

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def numbers(make_class):
    """The ids of a class, of another one, and of one whose clock is 14 hours ahead."""
    return make_class(), make_class("9 a"), make_class("Far east", time_zone="Pacific/Kiritimati")


@pytest.fixture
def people(make_person):
    """A student and a guest."""
    return make_person(name="Ani"), make_person()


@pytest.fixture
def school_class(session, numbers, people):
    return session.get_one(SchoolClass, numbers[0])


@pytest.fixture
def student(session, school_class, people):
    services.enrol_student(session, school_class, people[0], "Ani", now=NOW)
    return people[0]


@pytest.fixture
def tell(session, school_class, teacher):
    def tell(text, now=NOW, **more):
        return announcements.write_announcement(session, school_class, teacher, Notice(text, **more), now=now)

    return tell


@pytest.fixture
def seen(session, school_class):
    """What somebody of the class sees, and whether they have read it."""

    def seen(person_id, now=NOW):
        shown = queries.announcements_for_student(session, school_class, person_id, now=now)
        return [(one.announcement.text, one.seen_at is not None) for one in shown]

    return seen


def test_the_newest_stands_first_below_what_is_pinned(tell, seen, student):
    tell("Bring the book", pinned=True)
    tell("Room 4")
    tell("Room 5", now=LATER)
    assert [text for text, _read in seen(student)] == ["Bring the book", "Room 5", "Room 4"]


def test_reading_is_kept_once_and_only_of_what_can_be_seen(session, tell, seen, student, school_class, numbers):
    one, gone = tell("Room 4"), tell("Nonsense")
    announcements.withdraw_announcement(session, gone, now=NOW)
    elsewhere = session.get_one(SchoolClass, numbers[1])
    foreign = announcements.write_announcement(session, elsewhere, one.author_id, Notice("Theirs"), now=NOW)
    for moment in (NOW, LATER):
        ids = [one.id, gone.id, foreign.id, 777]
        announcements.acknowledge_announcements(session, school_class, student, ids, now=moment)
    assert [(row.announcement_id, row.seen_at) for row in session.query(AnnouncementSighting)] == [(one.id, NOW)]
    assert seen(student) == [("Room 4", True)]


def test_an_edit_is_marked_and_asks_to_be_read_again_only_if_that_is_wanted(session, tell, seen, student, school_class):
    one = tell("Room 4")
    announcements.acknowledge_announcements(session, school_class, student, [one.id], now=NOW)
    announcements.edit_announcement(session, one, Notice("Room 4", pinned=True), as_new=False, now=LATER)
    assert (one.edited_at, one.pinned) == (None, True)
    announcements.edit_announcement(session, one, Notice("Room 5"), as_new=False, now=LATER)
    assert (one.edited_at, seen(student)) == (LATER, [("Room 5", True)])
    announcements.edit_announcement(session, one, Notice("Room 6"), as_new=True, now=LATER)
    assert seen(student) == [("Room 6", False)]


def test_what_is_taken_back_comes_back_as_it_was(session, tell, seen, student):
    one = tell("Room 4")
    for moment in (NOW, LATER):
        announcements.withdraw_announcement(session, one, now=moment)
    assert (seen(student), one.withdrawn_at) == ([], NOW)
    announcements.restore_announcement(session, one)
    assert seen(student) == [("Room 4", False)]


def test_a_last_day_ends_by_the_clock_of_the_class(session, numbers, teacher, student):
    school_class = session.get_one(SchoolClass, numbers[2])
    services.enrol_student(session, school_class, student, "Ani", now=NOW)
    notice = Notice("Today", shown_until=date(2026, 9, 1))
    announcements.write_announcement(session, school_class, teacher, notice, now=NOW)
    last = datetime(2026, 9, 1, 9, 59, tzinfo=UTC)
    for moment, count in ((last, 1), (last + timedelta(minutes=1), 0)):
        assert len(queries.announcements_for_student(session, school_class, student, now=moment)) == count
        assert len(queries.unread_by_class(session, student, now=moment)) == count


@pytest.mark.longer
def test_what_a_guest_has_read_their_account_has_read(session, tell, seen, student, school_class, people):
    guest = people[1]
    services.enrol_student(session, school_class, guest, "Ani", now=NOW)
    one, two, _three = (tell(text) for text in "123")
    announcements.acknowledge_announcements(session, school_class, guest, [one.id, two.id], now=NOW)
    announcements.acknowledge_announcements(session, school_class, student, [two.id], now=NOW)
    guest_signed_in.send(guest, session=session, person_id=student, now=NOW)
    session.expire_all()
    assert dict(seen(student)) == {"1": True, "2": True, "3": False}
