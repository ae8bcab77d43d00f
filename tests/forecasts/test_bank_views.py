from __future__ import annotations

import pytest

from quizapp.accounts.models import Person, Role
from quizapp.db import db
from tests.forecasts.conftest import memory

NAMES = [f"Unmistakable {number}" for number in range(6)]


@pytest.fixture
def classes(make_class, remember, cards_of, today):
    """A class of six that all met one topic, and four of whom met another; and a class of four."""
    class_id, people = make_class(NAMES, name="10 b")
    _few, others = make_class(NAMES[:4], name="small class")
    remember(*(memory(person, cards_of("premier")[0], today, 5.0) for person in (*people, *others)))
    remember(*(memory(person, cards_of("surname")[0], today, 5.0) for person in people[:4]))
    return class_id


@pytest.fixture
def admin(app, make_person):
    person = make_person(Role.INSTRUCTOR)
    with app.app_context():
        db.session().get_one(Person, person).is_admin = True
        db.session.commit()
    return person


@pytest.mark.longer
def test_another_instructor_and_an_admin_see_aggregates_of_five_and_more_and_no_name(
    browse, make_person, classes, admin
):
    for person in (make_person(Role.INSTRUCTOR), admin):
        page = browse(person).get("/banks/small/classes").text
        assert "10 b" in page
        assert "small class" not in page
        assert page.count("6 students") == 1
        assert "4 students" not in page
        assert "Unmistakable" not in page
        assert f'href="/classes/{classes}/insight"' not in page
        assert browse(person).get(f"/classes/{classes}/insight").status_code == 404


@pytest.mark.longer
def test_a_teacher_comes_from_there_to_their_own_class(browse, teacher, classes):
    assert f'href="/classes/{classes}/insight"' in browse(teacher).get("/banks/small/classes").text


@pytest.mark.longer
def test_students_and_strangers_to_a_bank_see_nothing(app, browse, make_person, classes):
    assert browse().get("/banks/small/classes").status_code == 403
    assert browse(make_person(Role.INSTRUCTOR)).get("/banks/nothing/classes").status_code == 404


@pytest.mark.longer
def test_a_bank_that_nobody_met_says_so(browse, teacher, small_bank):
    assert "Too few to say" in browse(teacher).get("/banks/small/classes").text


@pytest.mark.longer
def test_more_classes_ask_no_more_of_the_database(
    browse, teacher, classes, make_class, remember, cards_of, today, statements
):
    page, counts = browse(teacher), []
    for _turn in range(2):
        page.get("/banks/small/classes")
        with statements() as sent:
            page.get("/banks/small/classes")
        counts.append(len(sent))
        _, people = make_class(NAMES, name="another")
        remember(*(memory(person, cards_of("premier")[0], today) for person in people))
    assert counts[0] == counts[1]
