from __future__ import annotations

from datetime import UTC, datetime

from quizapp.classroom import announcement_queries as queries
from quizapp.classroom import announcements, services
from quizapp.classroom.announcements import Notice
from quizapp.classroom.models import SchoolClass

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def test_teachers_see_how_many_of_those_who_learn_there_now_have_read_it(session, make_class, make_person, teacher):
    names, number = ("Babken", "Ani", "Gone"), make_class()
    ids = [make_person(name=name) for name in names]
    school_class = session.get_one(SchoolClass, number)
    places = [
        services.enrol_student(session, school_class, one, name, now=NOW) for one, name in zip(ids, names, strict=True)
    ]
    one = announcements.write_announcement(session, school_class, teacher, Notice("Room 4"), now=NOW)
    for person_id in ids[1:]:
        announcements.acknowledge_announcements(session, school_class, person_id, [one.id], now=NOW)
    places[2].left_at = NOW
    session.flush()
    assert [(row.author, row.seen) for row in queries.announcements_for_teacher(session, school_class.id)] == [
        ("Ms Hakobyan", 1)
    ]
    assert queries.students_count(session, school_class.id) == 2
    assert [(row.roster_name, row.seen_at) for row in queries.readers_of(session, one)] == [
        ("Ani", NOW),
        ("Babken", None),
    ]


def test_unread_ones_are_counted_by_class_where_it_is_open_and_one_learns_there(
    session, make_class, make_person, teacher
):
    numbers = [make_class(name) for name in ("A", "B", "archived", "left")]
    student, other = make_person(name="Ani"), make_person(name="Ben")
    classes = [session.get_one(SchoolClass, number) for number in numbers]
    for number, school_class in enumerate(classes, 1):
        place = services.enrol_student(session, school_class, student, "Ani", now=NOW)
        told = [
            announcements.write_announcement(session, school_class, teacher, Notice(str(count)), now=NOW)
            for count in range(number)
        ]
        announcements.withdraw_announcement(
            session,
            announcements.write_announcement(session, school_class, teacher, Notice("back"), now=NOW),
            now=NOW,
        )
        if school_class.name == "B":
            announcements.acknowledge_announcements(session, school_class, student, [told[0].id], now=NOW)
    classes[2].archived_at, place.left_at = NOW, NOW
    session.flush()
    found = [(one.class_name, one.count) for one in queries.unread_by_class(session, student, now=NOW)]
    assert found == [("A", 1), ("B", 1)]
    assert queries.unread_by_class(session, other, now=NOW) == []
