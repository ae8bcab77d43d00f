from __future__ import annotations

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.accounts.services import create_guest
from quizapp.app import create_app
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.services import enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.ops.setup import disposed

CODE = "KWP7TX"
ANI = {"name": "Ani", "password": "long enough to keep"}


@pytest.fixture
def open_class(app, make_class):
    """A class in Yerevan that can be joined by CODE."""
    number = make_class(time_zone="Asia/Yerevan")
    with app.app_context():
        found = db.session().get_one(SchoolClass, number)
        found.join_code, found.joining_open = CODE, True
        db.session.commit()
    return number


@pytest.fixture
def people(app):
    def people():
        with app.app_context():
            return db.session.execute(
                sa.select(Person.id, Person.name, Person.role, Person.calendar, Enrolment.roster_name)
                .outerjoin(Enrolment, Enrolment.person_id == Person.id)
                .where(Person.role != "instructor")
            ).all()

    return people


@pytest.mark.longer
def test_a_first_visitor_joins_by_code_with_a_name_and_nothing_else(client, open_class, people):
    reply = client.post("/join", data={"code": "kwp 7tx"})
    assert reply.location == f"/join/{CODE}"
    assert "Ms Hakobyan" in client.get(reply.location).text
    assert people() == []
    reply = client.post(f"/join/{CODE}", data={"name": "Անի Պետրոսյան"})
    assert reply.location == f"/classes/{open_class}/mine"
    assert people() == [(2, "Անի Պետրոսյան", "guest", "Asia/Yerevan 4", "Անի Պետրոսյան")]
    assert "You are in the class" in client.get(reply.location).text
    assert client.get(f"/join/{CODE}").location == f"/classes/{open_class}/mine"


@pytest.mark.longer
def test_a_guest_who_practised_stays_the_same_person_with_an_account_if_they_like(client, open_class, people):
    client.post("/settings", data={"new_per_day": "7", "reviews_per_day": "50"})
    reply = client.post(f"/join/{CODE}", data={"name": "Ani", "password": "short"})
    assert reply.status_code == 422
    client.post(f"/join/{CODE}", data={"name": "Ani", "password": "long enough to keep"})
    assert people() == [(2, "Ani", "student", "Asia/Yerevan 4", "Ani")]
    assert client.get(f"/classes/{open_class}/mine").status_code == 200


@pytest.mark.longer
def test_a_name_that_somebody_signs_in_with_asks_for_another(client, open_class, make_person, people):
    make_person(name="Ani")
    reply = client.post(f"/join/{CODE}", data={"name": "ani", "password": "long enough to keep"})
    assert reply.status_code == 422
    assert "if not, add an initial or a number" in reply.text
    assert [row.roster_name for row in people()] == [None]


@pytest.mark.longer
@pytest.mark.parametrize("more", [{}, {"password": "long enough to keep"}])
def test_a_name_that_nobody_can_see_asks_for_another(client, open_class, people, more):
    reply = client.post(f"/join/{CODE}", data={"name": "\u200d\u200d"} | more)
    assert (reply.status_code, "A name has 2 to 40 characters." in reply.text) == (422, True)
    assert people() == []


@pytest.mark.longer
def test_a_taken_name_leaves_a_first_visitor_without_a_place_and_a_guest_in_theirs(client, open_class, make_person):
    make_person(name="Ani")
    sent = {"name": "ani", "password": "long enough to keep"}
    reply = client.post(f"/join/{CODE}", data=sent)
    with client.session_transaction() as kept:
        assert "_user_id" not in kept, "it would name whoever comes next"
    assert "Ms Hakobyan" in reply.text
    client.post("/settings", data={"new_per_day": "7", "reviews_per_day": "50"})
    assert client.post(f"/join/{CODE}", data=sent).status_code == 422
    assert 'value="7"' in client.get("/settings").text


@pytest.mark.longer
@pytest.mark.parametrize("more", [{}, {"password": "long enough to keep"}])
def test_a_name_of_the_roster_makes_nobody_twice_without_a_word(app, client, open_class, people, more):
    with app.app_context():
        found = db.session().get_one(SchoolClass, open_class)
        enrol_student(db.session(), found, create_guest(db.session(), now=utcnow()).id, "Ani Petrosyan", now=utcnow())
        db.session.commit()
    before = people()
    reply = client.post(f"/join/{CODE}", data={"name": " ani  petrosyan"} | more)
    assert (reply.status_code, "in this class has this name already" in reply.text) == (422, True)
    assert "sign-in card" in reply.text
    with client.session_transaction() as kept:
        assert "_user_id" not in kept
    assert people() == before
    assert client.post(f"/join/{CODE}", data={"name": "Ani Petrosyan 2"} | more).status_code == 302


@pytest.mark.longer
def test_who_left_keeps_their_name_from_nobody(app, client, open_class):
    with app.app_context():
        found = db.session().get_one(SchoolClass, open_class)
        left = enrol_student(db.session(), found, create_guest(db.session(), now=utcnow()).id, "Ani", now=utcnow())
        left.left_at = utcnow()
        db.session.commit()
    assert client.post(f"/join/{CODE}", data={"name": "Ani"}).status_code == 302


@pytest.fixture
def cut_off(client, open_class):
    """A guest's browser whose joining with a password came about, and which never got the reply."""
    client.post("/review/begin")
    before = client.get_cookie("quizapp").value
    assert client.post(f"/join/{CODE}", data=ANI).location == f"/classes/{open_class}/mine"
    client.set_cookie("quizapp", before)
    return client


@pytest.mark.longer
def test_joining_that_is_sent_again_as_its_reply_was_lost_leads_into_the_class(cut_off, open_class, people):
    reply = cut_off.post(f"/join/{CODE}", data=ANI, follow_redirects=True)
    assert reply.request.path == f"/classes/{open_class}/mine"
    assert "Sign out Ani" in reply.text
    assert [(row.name, row.role) for row in people()] == [("Ani", "student")]


@pytest.mark.longer
@pytest.mark.parametrize("practised", [False, True])
def test_a_guest_without_a_password_who_sends_their_name_again_is_led_into_the_class(
    client, open_class, people, practised
):
    if practised:
        client.post("/review/begin")
    for _time in range(2):
        reply = client.post(f"/join/{CODE}", data={"name": "Ani"}, follow_redirects=True)
        assert reply.request.path == f"/classes/{open_class}/mine"
    assert [(row.name, row.role) for row in people()] == [("Ani", "guest")]


@pytest.mark.longer
def test_a_guest_whose_reply_was_lost_after_they_practised_is_not_refused_by_their_own_name(client, open_class, people):
    client.post("/review/begin")
    before = client.get_cookie("quizapp").value
    client.post(f"/join/{CODE}", data={"name": "Ani"})
    client.set_cookie("quizapp", before)
    reply = client.post(f"/join/{CODE}", data={"name": "Ani"}, follow_redirects=True)
    assert reply.request.path == f"/classes/{open_class}/mine"
    assert [row.name for row in people()] == ["Ani"]


@pytest.mark.longer
def test_joining_that_is_sent_again_by_somebody_else_reads_that_the_name_is_taken(app, cut_off, people):
    for browser, sent in ((cut_off, ANI | {"password": "another long password"}), (app.test_client(), ANI)):
        reply = browser.post(f"/join/{CODE}", data=sent)
        assert reply.status_code == 422
        assert "in this class has this name already" in reply.text
    assert [row.name for row in people()] == ["Ani"]


@pytest.mark.longer
def test_somebody_with_an_account_joins_beside_a_namesake_and_both_are_marked(
    app, client, sign_in, open_class, make_person, teacher
):
    app.test_client().post(f"/join/{CODE}", data={"name": "Ani"})
    sign_in(client, make_person(name="Ani"))
    assert client.post(f"/join/{CODE}").location == f"/classes/{open_class}/mine"
    page = sign_in(app.test_client(), teacher).get(f"/classes/{open_class}").text
    assert page.count("this name twice") == 2


@pytest.mark.longer
def test_somebody_with_an_account_joins_by_one_click(client, sign_in, open_class, make_person, people):
    student = make_person(name="Ani")
    sign_in(client, student)
    assert "You join as Ani" in client.get(f"/join/{CODE}").text
    assert client.post(f"/join/{CODE}").location == f"/classes/{open_class}/mine"
    assert people() == [(student, "Ani", "student", "Asia/Yerevan 4", "Ani")]


def test_its_teacher_is_sent_to_the_class(client, sign_in, open_class, teacher):
    sign_in(client, teacher)
    assert client.get(f"/join/{CODE}").location == f"/classes/{open_class}"


@pytest.mark.longer
def test_a_guest_in_a_class_who_signs_in_brings_their_place_along(app, client, open_class, make_person, sign_in):
    student = make_person(name="Ani Petrosyan")
    client.post(f"/join/{CODE}", data={"name": "Ani"})
    sign_in(client, student)
    assert client.get(f"/classes/{open_class}/mine").status_code == 200
    with app.app_context():
        rows = db.session.execute(sa.select(Enrolment.person_id).where(Enrolment.left_at.is_(None))).scalars().all()
        assert rows == [student]
        assert db.session().get_one(Person, student).calendar == "Asia/Yerevan 4"


@pytest.mark.parametrize("name", ["", " ", "A", "x" * 41, "<b>", "=1+1"])
def test_a_name_that_cannot_be_is_refused(client, open_class, people, name):
    assert client.post(f"/join/{CODE}", data={"name": name}).status_code == 422
    assert people() == []


@pytest.mark.parametrize("code", ["KWP7TY", "nothing", "0", "x" * 50, "КОД"])
def test_a_wrong_code_is_said(client, open_class, code):
    reply = client.post("/join", data={"code": code[:40]})
    assert reply.status_code == 404
    assert "No class can be joined by this code" in reply.text
    assert client.get(f"/join/{code}").status_code == 404


@pytest.mark.longer
def test_a_teacher_opens_joining_changes_the_code_and_closes_it(client, sign_in, make_class, teacher):
    number = make_class()
    sign_in(client, teacher)
    path = f"/classes/{number}/code"
    assert "Nobody can join by code" in client.get(path).text
    page = client.post(path, data={"deed": "open"}, follow_redirects=True).text
    code = re.search(r'class="code"><strong>(\w+ \w+)', page)[1]
    assert client.get(f"{path}.svg").mimetype == "image/svg+xml"
    assert code not in client.post(path, data={"deed": "new"}, follow_redirects=True).text
    assert "Nobody can join by code" in client.post(path, data={"deed": "close"}, follow_redirects=True).text


@pytest.fixture
def throttled(settings, open_class):
    with disposed(create_app(replace(settings, rate_limits=True))) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        yield app


@pytest.mark.slow
def test_forty_behind_one_address_mistype_and_join_and_the_one_who_guesses_shuts_no_account_out(
    throttled, make_person, sign_in
):
    throttled.test_client().post(f"/join/{CODE}", data={"name": "Ani"})
    for number in range(40):
        client = throttled.test_client()
        for code in ("KWP7TY", "KVP7TX", "KWP7T"):
            assert client.post("/join", data={"code": code}).status_code == 404
        assert client.post("/join", data={"code": CODE}).status_code == 302
        assert client.post(f"/join/{CODE}", data={"name": ""}).status_code == 422, (
            "it tells nothing, and is not counted"
        )
        assert client.post(f"/join/{CODE}", data={"name": "Ani"}).status_code == 422
        assert client.post(f"/join/{CODE}", data={"name": f"Ani {number}"}).status_code == 302
    guessing = throttled.test_client()
    statuses = [guessing.post(f"/join/{CODE}", data={"name": f"Ani {number}"}).status_code for number in range(41)]
    assert (set(statuses[:-1]), statuses[-1]) == ({422}, 429), "160 of 200 were used up, a quarter of them by names"
    with_account = sign_in(throttled.test_client(), make_person())
    assert with_account.post("/join", data={"code": CODE}).status_code == 302
    elsewhere = throttled.test_client()
    assert elsewhere.post("/join", data={"code": CODE}, environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 302


@pytest.mark.longer
def test_an_account_has_few_guesses(throttled, make_person, sign_in):
    client = sign_in(throttled.test_client(), make_person())
    statuses = [client.get(f"/join/GUESS{number}").status_code for number in range(21)]
    assert statuses == [404] * 20 + [429]
