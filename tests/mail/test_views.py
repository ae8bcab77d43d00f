from __future__ import annotations

import dataclasses
import re

import pytest

from quizapp.accounts.models import Person, Role
from quizapp.db import db
from quizapp.mail.sending import send_waiting
from tests.mail.conftest import ADDRESS
from tests.tokens import without_tokens

PLACE = "/settings/mail"


@pytest.fixture
def ani(client, sign_in, students):
    return sign_in(client, students[0])


def links_of(mail):
    return re.findall(r"https://quiz\.example(/\S*)", mail.get_content())


@pytest.mark.longer
def test_nothing_of_mail_is_there_where_no_server_is_set(app, client, sign_in, students, class_id, teacher):
    app.extensions["quizapp.settings"] = dataclasses.replace(app.extensions["quizapp.settings"], mail=None)
    sign_in(client, students[0])
    assert "mail" not in without_tokens(client.get("/settings").text).lower()
    for path in (PLACE, "/mail/confirm/x", "/mail/stop/x"):
        assert client.get(path).status_code == 404
    assert client.post(f"{PLACE}/remove").status_code == 404
    teaching = sign_in(app.test_client(), teacher)
    assert "mail" not in without_tokens(teaching.get(f"/classes/{class_id}/announcements").text).lower()


@pytest.mark.longer
def test_an_address_is_given_confirmed_by_its_link_once_and_removed(app, ani, server, smtp, stored):
    assert PLACE in ani.get("/settings").text
    assert "checked" not in ani.get(PLACE).text
    assert ani.post(PLACE, data={"address": f" {ADDRESS} ", "reminders": "y"}).location == PLACE
    send_waiting(app, server)
    (mail,) = smtp.mails
    assert (mail["To"], mail["Auto-Submitted"], mail["List-Unsubscribe"]) == (ADDRESS, "auto-generated", None)
    assert "Ani" not in without_tokens(mail.get_content())
    (link,) = links_of(mail)
    page = ani.get(PLACE).text
    assert "A mail goes to" in page
    assert f'value="{ADDRESS}"' in page
    stranger = app.test_client()
    assert ADDRESS in stranger.get(link).text
    assert stored("mail_addresses", "address") == [(None,)]
    assert stranger.post(link).status_code == 302
    assert stored("mail_addresses", "address", "pending", "announcements", "reminders") == [
        (ADDRESS, None, False, True)
    ]
    assert [stranger.get(link).status_code, stranger.post(link).status_code] == [404, 404]
    assert stranger.get("/mail/confirm/forged").status_code == 404
    assert "This link works no more" in stranger.get(link).text
    page = ani.get(PLACE).text
    assert f"Mails go to {ADDRESS}" in page
    assert f'value="{ADDRESS}"' in page
    assert ani.post(f"{PLACE}/remove").location == PLACE
    assert stored("mail_addresses") == []


@pytest.mark.longer
def test_another_address_waits_for_its_own_link_and_the_former_one_goes_on(
    app, ani, server, smtp, stored, gets_mail, students
):
    gets_mail(students[0])
    ani.post(PLACE, data={"address": "new@mail.example"})
    ani.post(PLACE, data={"address": "newer@mail.example"})
    assert "Until then mails go to" in ani.get(PLACE).text
    send_waiting(app, server)
    assert smtp.recipients == ["newer@mail.example"] * 2
    ani.post(PLACE, data={"address": ADDRESS})
    assert stored("mail_addresses", "address", "pending") == [(ADDRESS, None)]


@pytest.mark.longer
@pytest.mark.parametrize("text", ["", "ani", "a@x.example\r\nBcc: b@x.example", "ани@x.example"])
def test_what_is_no_address_is_said(ani, stored, text):
    reply = ani.post(PLACE, data={"address": text})
    assert reply.status_code == 422
    assert stored("mail_addresses") == stored("mails") == []


@pytest.mark.longer
def test_a_domain_in_any_script_is_written_as_mail_servers_do(ani, stored):
    assert ani.post(PLACE, data={"address": "ani@դպրոց.հայ"}).status_code == 302
    assert stored("mail_addresses", "pending") == [("ani@xn--19a4bfyg.xn--y9a3aq",)]


@pytest.mark.longer
def test_links_are_asked_for_five_times_a_day_at_most(ani, stored):
    replies = [ani.post(PLACE, data={"address": f"a{number}@mail.example"}).status_code for number in range(6)]
    assert replies == [302] * 5 + [422]
    assert len(stored("mails")) == 5


@pytest.mark.longer
def test_mails_stop_by_one_click_of_a_mail_program_or_on_a_page(app, ani, stored, gets_mail, students):
    gets_mail(students[0])
    app.config["WTF_CSRF_ENABLED"] = True
    program = app.test_client()
    place = f"/mail/stop/key-{students[0]}"
    assert "announcements of your classes" in program.get(f"{place}?of=announcements").text
    assert stored("mail_addresses", "announcements", "reminders") == [(True, True)]
    reply = program.post(f"{place}?of=announcements", data={"List-Unsubscribe": "One-Click"})
    assert (reply.status_code, "Stopped" in reply.text) == (200, True)
    assert stored("mail_addresses", "announcements", "reminders") == [(False, True)]
    program.post(place)
    assert stored("mail_addresses", "announcements", "reminders") == [(False, False)]
    assert program.post("/mail/stop/guessed").status_code == 404


@pytest.mark.longer
def test_an_admin_sends_a_test_and_hears_what_is_wrong(app, client, sign_in, make_person, smtp):
    admin = make_person(Role.INSTRUCTOR, "Admin")
    with app.app_context():
        db.session.get_one(Person, admin).is_admin = True
        db.session.commit()
    sign_in(client, admin)
    assert 'name="address"' in client.get("/server").text
    said = []
    for address in ("admin@mail.example", "no address", "refused@mail.example"):
        smtp.says_to = {"refused@mail.example": "550 <refused@mail.example> is unknown"}
        said.append(client.post("/server/mail", data={"address": address}, follow_redirects=True).text)
    smtp.greeting = "421 closed"
    said.append(client.post("/server/mail", data={"address": ADDRESS}, follow_redirects=True).text)
    words = ("took the test", "Nothing was sent", "It says: 550 … is unknown", "does not work with this server")
    assert [word in page for word, page in zip(words, said, strict=True)] == [True] * 4
    kept = [re.findall(r'name="address"[^>]* value="([^"]*)"', page) for page in said]
    assert kept == [[""], ["no address"], ["refused@mail.example"], [ADDRESS]], "for the next try"
    assert smtp.recipients == ["admin@mail.example"]


@pytest.mark.longer
def test_the_foot_of_a_page_says_that_mails_go_out_where_they_do(client, app, server):
    def foot():
        return client.get("/sign-in").text.split("<footer>")[1]

    assert "Everything stays on this server, but for e-mails that people asked for." in foot()
    settings = app.extensions["quizapp.settings"]
    app.extensions["quizapp.settings"] = dataclasses.replace(settings, mail=None)
    assert "Everything stays on this server. " in foot()
    app.extensions["quizapp.settings"] = settings
