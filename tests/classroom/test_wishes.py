from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.accounts.models import Person
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.wishes import WishesInClass, wishes_elsewhere, wishes_in_classes

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def ask(session):
    """Let people who learn in some classes ask to be erased."""

    def ask(person_id, *class_ids, left_at=None):
        session.get_one(Person, person_id).erasure_asked_at = NOW
        for class_id in class_ids:
            more = {"roster_name": "A", "joined_at": NOW, "left_at": left_at}
            session.add(Enrolment(class_id=class_id, person_id=person_id, **more))
        session.flush()

    return ask


def test_a_teacher_hears_of_wishes_in_open_classes_of_theirs(session, make_class, make_person, teacher, ask):
    mine, closed = make_class("mine"), make_class("closed")
    people = [make_person() for _number in range(5)]
    session.get_one(SchoolClass, closed).archived_at = NOW
    ask(people[0], mine, closed)
    ask(people[1], mine)
    ask(people[2], mine, left_at=NOW)
    ask(people[3], closed)
    assert wishes_in_classes(session, teacher) == [WishesInClass(mine, "mine", 2)]
    assert wishes_in_classes(session, people[4]) == []


def test_an_admin_hears_of_all_others_too(session, make_class, make_person, teacher, ask):
    mine, people = make_class("mine"), [make_person() for _number in range(4)]
    ask(people[0], mine)
    ask(people[1], mine, left_at=NOW)
    ask(people[2])
    assert wishes_elsewhere(session, teacher) == 2
    assert wishes_elsewhere(session, people[3]) == 3


@pytest.mark.longer
def test_a_wish_stands_on_the_start_page_and_in_the_list_of_classes(
    browse, session, make_class, make_person, teacher, ask
):
    mine, people = make_class("Birds"), [make_person(), make_person()]
    session.get_one(Person, teacher).is_admin = True
    session.commit()
    client = browse(teacher)
    assert "asks to be erased" not in client.get("/").text
    session.rollback()  # what a page has read holds no gate
    ask(people[0], mine)
    ask(people[1])
    session.commit()
    page = client.get("/").text
    assert f'<a href="/classes/{mine}">1 student in “Birds” asks to be erased</a>' in page
    assert '<a href="/people">1 person asks to be erased</a>' in page
    assert "1 student asks to be erased" in client.get("/classes").text
