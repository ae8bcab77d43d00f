from __future__ import annotations

import re
from datetime import timedelta

import pytest

from quizapp.accounts.models import Person, Role
from quizapp.classroom import services
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.rebuild import rebuild_memories
from tests import practice

load, small_bank = practice.load, practice.small_bank


@pytest.fixture
def roster(app, client, sign_in, teacher, make_class):
    """A class of two whom a list named, and a colleague who learns in it; the teacher is signed in."""
    sign_in(client, teacher)
    number = make_class()
    page = client.post(f"/classes/{number}/roster/preview", data={"text": "Ani Petrosyan\nBen Smith"}).text
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    client.post(f"/classes/{number}/roster", data={"text": "Ani Petrosyan\nBen Smith", "seen": seen})
    client.path = f"/classes/{number}/cards"
    return client


def cards_on(page):
    return re.findall(r"/card/([\w-]+)/qr\.svg", page)


def students_of(page):
    return re.findall(r'name="student"\s+value="(\d+)"', page)


def make(client, kind="words"):
    return client.post(client.path, data={"kind": kind, "student": students_of(client.get(client.path).text)}).text


@pytest.mark.longer
def test_cards_are_chosen_for_who_has_none_and_printed_once(roster):
    page = roster.get(roster.path).text
    assert len(students_of(page)) == len(re.findall(r"checked", page)) - 1 == 2
    page = make(roster)
    assert page.count("<code>") == 2
    assert len(cards_on(page)) == 2
    assert page.count("Ani Petrosyan") == 3  # as a heading, as the name to sign in with, of the QR
    assert roster.get(f"/card/{cards_on(page)[0]}/qr.svg").mimetype == "image/svg+xml"
    again = roster.get(roster.path).text
    assert "has a card, not used yet" in again
    assert not any(secret in again for secret in cards_on(page))


@pytest.mark.longer
def test_that_cards_would_open_on_this_computer_only_is_said_before_they_are_made(roster):
    said = "would open on this computer only"
    assert said in roster.get(roster.path).text
    assert said not in roster.get(roster.path, base_url="http://192.168.1.5").text


@pytest.mark.longer
def test_a_card_is_headed_by_the_name_that_the_class_has_for_somebody(app, roster, make_person):
    number = int(re.search(r"\d+", roster.path)[0])
    with app.app_context():
        kitty = make_person(Role.STUDENT, "kitty 2009")
        school_class = db.session().get(SchoolClass, number)
        services.enrol_student(db.session(), school_class, kitty, "Nare Hakobyan", now=utcnow())
        db.session.commit()
    page = make(roster)
    assert "<h2><bdi>Nare Hakobyan</bdi></h2>" in page
    assert "<bdi>kitty 2009</bdi>" in page  # the name to sign in with


@pytest.mark.longer
@pytest.mark.parametrize("others", ["Ani Petrosyan", "Ben Smith"])
def test_a_card_names_the_group_so_that_two_of_one_name_get_their_own(app, roster, others):
    with app.app_context():
        db.session.query(Enrolment).filter_by(roster_name="Ben Smith").update({"group_name": "blue"})
        db.session.query(Enrolment).filter_by(roster_name="Ani Petrosyan").update({"roster_name": others})
        db.session.commit()
    assert '<bdi>Ben Smith</bdi> <small class="muted"><bdi>blue</bdi></small>' in roster.get(roster.path).text
    page = make(roster)
    told = [text for text in re.findall(r'<p class="muted">.*?</p>', page) if text.endswith(" · <bdi>blue</bdi></p>")]
    assert len(told) == page.count("blue") == (others == "Ben Smith")


@pytest.mark.longer
def test_nobody_chosen_makes_no_card(roster):
    for kind in ("words", "pictures"):
        again = roster.post(roster.path, data={"kind": kind}, follow_redirects=True).text
        assert "Choose at least one student" in again
        assert re.findall(r'name="kind" value="(\w+)" checked', again) == [kind]


@pytest.mark.longer
def test_a_student_signs_in_by_the_square_once_and_by_the_words_afterwards(app, roster):
    page = make(roster)
    secret, password = cards_on(page)[0], re.search(r"<code>([\w-]+)</code>", page)[1]
    student = app.test_client()
    assert "Is this you?" in student.get(f"/card/{secret}").text
    reply = student.post(f"/card/{secret}", follow_redirects=True)
    assert "Welcome, Ani Petrosyan" in reply.text
    assert "10 b" in reply.text
    other = app.test_client()
    page = other.post(f"/card/{secret}")
    assert page.status_code == 401
    assert "works once" in page.text
    assert 'value="ani petrosyan"' in other.get("/sign-in").text
    assert other.post("/sign-in", data={"name": "Ani Petrosyan", "password": password}).status_code == 302


@pytest.mark.longer
def test_a_guest_who_practised_takes_it_along_when_their_card_signs_them_in(app, roster, small_bank, stored):
    secret = cards_on(make(roster))[0]
    student = practice.Player(app, app.test_client())
    attempt = student.start()
    for key in ("brokered", "premier"):
        student.answer(attempt, key)
    number = int(re.search(r"\d+", roster.path)[0])
    roster.post(f"/classes/{number}/settings", data={"name": "10 b", "time_zone": "Tokyo", "rollover_hour": "4"})
    (guest,) = {row[0] for row in stored("memory_states", "learner_id")}
    student.client.post(f"/card/{secret}")
    (ani,) = {row[0] for row in stored("memory_states", "learner_id")} - {guest}
    assert (ani, "Ani Petrosyan", "Asia/Tokyo 4") in stored("people", "id", "name", "calendar")
    assert {row[0] for row in stored("attempts", "learner_id")} == {ani}
    with app.app_context():
        assert rebuild_memories(db.session(), rules_of_app(app))[1] == []


@pytest.mark.longer
def test_a_card_leaves_out_what_somebody_else_practised_in_this_browser(app, roster, small_bank, stored):
    page = make(roster, "pictures")
    secret, pictures = cards_on(page)[0], re.findall(r"sign-in-pictures\.svg\?v=\w+#(\w+)", page)[:3]
    student = practice.Player(app, app.test_client())
    student.start()
    before = stored("attempts", "learner_id")
    one = student.client.post(f"/card/{secret}", data={"picture": pictures[:1], "not_mine": "1"}).text
    assert 'name="not_mine" value="1" checked' in one  # it is asked once, not at each picture
    student.client.post(f"/card/{secret}", data={"picture": pictures, "not_mine": "1"})
    assert "Sign out Ani Petrosyan" in student.client.get("/").text
    assert stored("attempts", "learner_id") == before


@pytest.mark.longer
def test_pictures_are_chosen_one_after_the_other(app, roster):
    page = make(roster, "pictures")
    secret = cards_on(page)[0]
    pictures = re.findall(r"sign-in-pictures\.svg\?v=\w+#(\w+)", page)[:3]
    student = app.test_client()
    assert "number 1 of 3" in student.get(f"/card/{secret}").text
    assert "number 3 of 3" in student.post(f"/card/{secret}", data={"picture": pictures[:2]}).text
    wrong = "sun" if pictures[2] != "sun" else "moon"
    reply = student.post(f"/card/{secret}", data={"picture": [*pictures[:2], wrong]})
    assert reply.status_code == 401
    assert "not the right pictures" in reply.text
    assert "number 1 of 3" in reply.text
    reply = student.post(f"/card/{secret}", data={"picture": pictures}, follow_redirects=True)
    assert "Welcome" in reply.text
    assert reply.request.path == "/", "to today's cards, as by a password: it is asked each time"


@pytest.mark.longer
def test_a_card_of_words_that_is_too_old_does_not_say_that_it_was_used(app, roster, monkeypatch):
    monkeypatch.setattr("quizapp.classroom.cards.LIFE", timedelta(0))
    page = app.test_client().get(f"/card/{cards_on(make(roster))[0]}").text
    assert "Is this you?" not in page
    assert "works once, and only while the card is new" in page
    assert "used already" not in page


@pytest.mark.longer
def test_after_many_wrong_pictures_a_card_waits_for_a_new_one(app, roster, monkeypatch):
    monkeypatch.setattr("quizapp.classroom.cards.WRONG_TRIES", 2)
    page = make(roster, "pictures")
    secret, pictures = cards_on(page)[0], re.findall(r"sign-in-pictures\.svg\?v=\w+#(\w+)", page)[:3]
    wrong = [*pictures[:2], "sun" if pictures[2] != "sun" else "moon"]
    student = app.test_client()
    for _time in range(2):
        student.post(f"/card/{secret}", data={"picture": wrong})
    assert "Too many wrong pictures" in student.post(f"/card/{secret}", data={"picture": pictures}).text


@pytest.mark.longer
def test_nobody_makes_a_card_for_who_teaches_or_is_in_no_class_of_theirs(app, roster, make_person, stored):
    colleague, stranger = make_person(Role.INSTRUCTOR), make_person()
    number = int(re.search(r"\d+", roster.path)[0])
    with app.app_context():
        school_class = db.session().get_one(SchoolClass, number)
        services.enrol_student(db.session(), school_class, colleague, "Colleague", now=utcnow())
        db.session.commit()
    before = stored("people", "id", "password_hash")
    assert str(colleague) not in students_of(roster.get(roster.path).text)
    roster.post(roster.path, data={"student": [str(colleague), str(stranger), "²", "x"]})
    assert stored("people", "id", "password_hash") == before
    assert stored("sign_in_cards") == []


def test_a_card_of_nobody_is_not_there(client):
    for path in ("/card/guessed", "/card/guessed/qr.svg"):
        assert client.get(path).status_code == 404
    assert client.post("/card/guessed").status_code == 404


@pytest.mark.longer
def test_the_name_on_a_card_is_the_persons(app, roster):
    secret = cards_on(make(roster))[1]
    with app.app_context():
        person = db.session.query(Person).filter_by(sign_in_name="ben smith").one()
        assert person.name in app.test_client().get(f"/card/{secret}").text
