from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.classroom import joining
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from tests.classroom.conftest import NOW


@pytest.fixture
def listed(app, client, sign_in, teacher, make_class, make_person):
    """A class to which a list has brought somebody who uses an account that was made elsewhere."""
    person = make_person(name="Ani Petrosyan")
    with app.app_context():
        db.session.get_one(Person, person).password_hash = "kept"
        db.session.commit()
    sign_in(client, teacher)
    client.class_id, client.person = make_class(), person
    bring(client, client.class_id)
    return client


def bring(client, class_id, text="Name;Sign-in name\nAni Petrosyan;ani petrosyan\nBen Smith;"):
    page = client.post(f"/classes/{class_id}/roster/preview", data={"text": text}).text
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    client.post(f"/classes/{class_id}/roster", data={"text": text, "seen": seen})


def cards_for(client, class_id):
    return re.findall(r'name="student"\s+value="(\d+)"', client.get(f"/classes/{class_id}/cards").text)


@pytest.mark.longer
def test_who_only_knows_a_sign_in_name_gets_no_card_for_that_account(app, listed):
    assert str(listed.person) not in cards_for(listed, listed.class_id)
    page = listed.get(f"/classes/{listed.class_id}/cards").text
    assert "Ani Petrosyan" in page
    assert "made elsewhere" in page
    sent = {"kind": "words", "student": [str(listed.person)]}
    assert (
        "Choose at least one" in listed.post(f"/classes/{listed.class_id}/cards", data=sent, follow_redirects=True).text
    )
    with app.app_context():
        assert db.session.get_one(Person, listed.person).password_hash == "kept"
    page = listed.get(f"/classes/{listed.class_id}/students/{listed.person}").text
    assert "New card" not in page
    assert "Type the name" not in page


@pytest.mark.longer
def test_nor_erases_or_renames_it(listed, stored):
    path = f"/classes/{listed.class_id}/students/{listed.person}"
    page = listed.post(f"{path}/erase", data={"name": "Ani Petrosyan"}, follow_redirects=True).text
    assert "Nothing was erased: their account was made elsewhere" in page
    listed.post(path, data={"roster_name": "Ani P.", "group_name": "", "extra_time_percent": "0"})
    assert (listed.person, "Ani Petrosyan") in stored("people", "id", "name")


@pytest.mark.longer
def test_whose_account_a_class_made_gets_cards_in_the_next_one_of_the_same_teacher(app, listed, make_class):
    with app.app_context():
        ben = db.session.scalars(sa.select(Person.id).where(Person.name == "Ben Smith")).one()
        db.session.get_one(Person, ben).password_hash = "kept"
        db.session.commit()
    following = make_class("11 b")
    bring(listed, following, "Ben Smith;ben smith")
    assert cards_for(listed, following) == [str(ben)]
    copy = listed.post(f"/classes/{listed.class_id}/copy", data={"name": "11 c", "students": "y"}).location
    assert cards_for(listed, re.search(r"\d+", copy)[0]) == [str(ben)], "what a class may not, its copy may not"


@pytest.mark.longer
def test_an_account_that_nobody_uses_yet_may_get_its_first_card(app, listed, make_person, sign_in, make_class):
    colleague = make_person(Role.INSTRUCTOR, "Mr Sahakyan")
    number = make_class("9 a", colleague)
    client = sign_in(app.test_client(), colleague)
    bring(client, number, "Ben Smith;ben smith")
    assert len(cards_for(client, number)) == 1


@pytest.mark.longer
def test_who_comes_by_the_code_has_said_so_themselves(app, listed):
    with app.app_context():
        row = db.session.scalars(sa.select(Enrolment).where(Enrolment.person_id == listed.person)).one()
        row.left_at = NOW
        school_class = db.session.get_one(SchoolClass, listed.class_id)
        joining.join_class(db.session(), school_class, listed.person, "Ani", rules_of_app(app), now=NOW)
        db.session.commit()
    assert str(listed.person) in cards_for(listed, listed.class_id)


@pytest.mark.longer
def test_until_its_owner_says_that_the_class_is_theirs(app, listed, browse):
    own = f"/classes/{listed.class_id}"
    assert "not shown" in listed.get(own).text
    assert "What they remember, and do elsewhere, is not shown" in listed.get(f"{own}/students/{listed.person}").text
    student = browse(listed.person)
    assert "Is this your class?" in student.get(f"{own}/mine").text
    told = student.post(f"{own}/mine", follow_redirects=True).text
    assert "Your teachers see now what you know." in told
    assert "Is this your class?" not in told
    assert "not shown" not in listed.get(own).text
    assert str(listed.person) in cards_for(listed, listed.class_id)
