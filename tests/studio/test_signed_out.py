"""A sign-in that ended in the middle of an edit, without JavaScript: not a letter is lost, and nothing is forged."""

from __future__ import annotations

import html
import json
import re

import pytest

from quizapp.accounts.models import Person, Role
from quizapp.bank.models import UnsavedDraft
from quizapp.db import db

HERE = {"Origin": "http://localhost"}
TYPED = {"stem": 'Who, "really"?\r\n\r\n  <b>Ո՞վ</b> 100 % & more', "note": "half a se"}
PASSWORD = "a long enough password"


@pytest.fixture
def sent(app, instructor, instructor_id, single, fields_at):
    """The fields of an editor that is open, with something typed; the site checks tokens."""
    fields = fields_at(instructor, f"{single}/edit") | TYPED
    app.config["WTF_CSRF_ENABLED"] = True
    return fields | {"csrf_token": "of a session that has ended", "save": "1"}


def sign_out(client):
    with client.session_transaction() as kept:
        kept.clear()


def hidden_in(text, name):
    return html.unescape(re.search(rf'name="{name}"[^>]* value="([^"]*)"', text)[1])


def back_in(reply):
    """Return the fields that the page of going on would send."""
    form = reply.text.partition('<form method="post" action="/questions')[2].partition("</form>")[0]
    found = re.findall(r'name="([^"]*)" value="([^"]*)"', form)
    assert ("csrf_token", "") not in found
    return {html.unescape(name): html.unescape(value) for name, value in found}


def sign_in(client, asked, name="Ms Grigoryan", password=PASSWORD):
    fields = {"name": name, "password": password, "carried": hidden_in(asked.text, "carried")}
    return client.post("/sign-in", data=fields | {"csrf_token": hidden_in(asked.text, "csrf_token")}, headers=HERE)


@pytest.mark.longer
def test_what_was_sent_when_the_session_had_ended_comes_back_into_the_editor(instructor, single, sent, stored):
    sign_out(instructor)
    asked = instructor.post(f"{single}/edit?at=1", data=sent, headers=HERE)
    assert asked.status_code == 401
    assert "Nothing of what you typed is lost" in asked.text
    wrong = sign_in(instructor, asked, password="not the right one")
    assert wrong.status_code == 401
    given = sign_in(instructor, wrong)
    assert 'action="/questions/1/edit?at=1"' in given.text
    fields = back_in(given)
    assert {name: fields[name] for name in TYPED} == TYPED
    assert "save" not in fields
    assert stored(UnsavedDraft) == 0
    editor = instructor.post(f"{single}/edit?at=1", data=fields, headers=HERE)
    assert "<h1>Edit a question</h1>" in editor.text
    assert html.unescape(editor.text).count("<b>Ո՞վ</b> 100 % & more") >= 1
    assert hidden_in(editor.text, "csrf_token")


@pytest.mark.longer
def test_whoever_signed_in_again_elsewhere_gets_it_back_at_once(instructor, single, sent):
    given = instructor.post(f"{single}/edit", data=sent, headers=HERE)
    assert given.status_code == 200
    assert back_in(given)["stem"] == TYPED["stem"]


@pytest.mark.longer
def test_a_guest_by_now_is_asked_to_sign_in_too(app, instructor, single, sent):
    app.config["WTF_CSRF_ENABLED"] = False
    sign_out(instructor)
    instructor.post("/review/begin")
    asked = instructor.post(f"{single}/edit", data=sent, headers=HERE)
    assert (asked.status_code, "carried" in asked.text) == (401, True)


@pytest.mark.longer
def test_a_new_question_is_carried_too(app, instructor, all_kinds):
    sign_out(instructor)
    app.config["WTF_CSRF_ENABLED"] = True
    typed = TYPED | {"typed_by": "whoever", "key": "mine"}
    asked = instructor.post("/banks/sample/new/single_choice", data=typed, headers=HERE)
    path, fields = json.loads(hidden_in(asked.text, "carried"))
    assert path == "/banks/sample/new/single_choice"
    assert dict(fields)["key"] == "mine"


@pytest.mark.longer
def test_to_somebody_else_it_is_not_shown(instructor, single, sent, make_person):
    make_person(Role.INSTRUCTOR, "Boris")
    sign_out(instructor)
    asked = instructor.post(f"{single}/edit", data=sent, headers=HERE)
    other = sign_in(instructor, asked, name="Boris")
    assert "This was typed by somebody else" in other.text
    assert "half a se" not in other.text


@pytest.mark.longer
@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://evil.example"}, {"Referer": "http://evil.example/localhost"}]
)
def test_what_no_page_of_this_site_sent_is_refused_as_ever(instructor, single, sent, headers):
    sign_out(instructor)
    refused = instructor.post(f"{single}/edit", data=sent, headers=headers)
    assert refused.status_code == 400
    assert "half a se" not in refused.text


@pytest.mark.longer
def test_other_forms_are_refused_as_ever(app, instructor, single, sent):
    refused = instructor.post(f"{single}/kept", data=sent, headers=HERE)
    assert refused.status_code == 400
    assert "half a se" not in refused.text


@pytest.mark.longer
def test_what_is_too_large_to_come_along_is_refused(app, instructor, single, sent):
    sign_out(instructor)
    app.config["MAX_CONTENT_LENGTH"] = 30_000
    refused = instructor.post(f"{single}/edit", data=sent | {"explanation": "x" * 15_000}, headers=HERE)
    assert refused.status_code == 400


@pytest.mark.longer
def test_a_deactivated_account_does_not_get_it_back(app, instructor, instructor_id, single, sent):
    sign_out(instructor)
    asked = instructor.post(f"{single}/edit", data=sent, headers=HERE)
    with app.app_context():
        person = db.session.get_one(Person, instructor_id)
        person.deactivated_at = person.created_at
        db.session.commit()
    assert sign_in(instructor, asked).status_code == 401
