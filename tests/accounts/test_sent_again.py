"""A sign-up whose reply was lost is sent again: it signs in whoever made the account, and tells nobody else of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts import factors, services
from quizapp.accounts.factors import FactorDraft
from quizapp.accounts.models import Person
from quizapp.accounts.sent_again import SHORTLY
from quizapp.clock import utcnow
from quizapp.db import db

pytestmark = pytest.mark.longer
ANI = {"name": "Ani", "password": "a long enough password"}
TAKEN = "Somebody signs in with this name already."


@pytest.fixture
def cut_off(client):
    """A guest's browser whose sign-up came about, and which never got the reply: it has the cookie of before."""
    client.post("/review/begin")
    before = client.get_cookie("quizapp").value
    assert client.post("/sign-up", data=ANI).status_code == 302
    client.set_cookie("quizapp", before)
    assert "Sign out" not in client.get("/").text
    return client


def change_ani(app, change):
    with app.app_context():
        change(db.session.scalars(sa.select(Person)).one())
        db.session.commit()


def refused(client, **sent):
    reply = client.post("/sign-up", data=ANI | sent)
    return reply.status_code == 422 and TAKEN in reply.text and "Sign out" not in client.get("/").text


def test_the_same_form_sent_again_signs_in(cut_off, stored):
    reply = cut_off.post("/sign-up", data=ANI | {"name": " ani"}, follow_redirects=True)
    assert reply.request.path == "/"
    assert "Welcome, Ani. Your progress is kept in your account." in reply.text
    assert "Sign out Ani" in cut_off.get("/").text
    assert stored("people", "name", "role") == [("Ani", "student")]


def test_another_password_or_browser_reads_that_the_name_is_taken(app, cut_off, stored):
    assert refused(cut_off, password="another long password")
    assert refused(app.test_client())
    other = app.test_client()
    other.post("/review/begin")
    assert refused(other)
    assert [role for _id, role in stored("people", "id", "role")] == ["student", "guest"]


def sign_in_elsewhere(app):
    assert app.test_client().post("/sign-in", data=ANI).status_code == 302


def test_it_is_over_a_quarter_of_an_hour_after_the_sign_up_however_often_ani_signs_in(app, cut_off, time_machine):
    time_machine.move_to(utcnow() + SHORTLY + timedelta(seconds=1))
    sign_in_elsewhere(app)
    assert refused(cut_off)


def test_the_cookie_of_a_sign_in_that_ended_is_not_enough(app, client):
    client.post("/sign-up", data=ANI)
    ended = client.get_cookie("quizapp").value
    client.post("/sign-out")
    sign_in_elsewhere(app)
    client.set_cookie("quizapp", ended)
    assert refused(client)


def test_the_cookie_of_a_guest_who_never_was_written_down_is_not_enough(app, cut_off):
    """Somebody else got their number, as SQLite gives it again."""
    with app.test_request_context():
        never = app.session_interface.get_signing_serializer(app).dumps({"_user_id": "1:stamp of nobody"})
    stranger = app.test_client()
    stranger.set_cookie("quizapp", never)
    assert refused(stranger)


def test_a_password_that_ended_the_sign_ins_ends_this_way_in(app, cut_off):
    change_ani(app, lambda ani: services.change_password(db.session(), ani, ani.password_hash))
    sign_in_elsewhere(app)
    assert refused(cut_off)


def test_a_password_of_an_admin_is_to_be_changed_as_after_each_sign_in(app, cut_off):
    change_ani(app, lambda ani: setattr(ani, "password_ends_at", utcnow() + timedelta(days=1)))
    assert cut_off.post("/sign-up", data=ANI).location == "/settings/password"


def test_whoever_may_not_sign_in_is_not_let_in_this_way(app, cut_off):
    change_ani(app, lambda ani: setattr(ani, "deactivated_at", utcnow()))
    assert refused(cut_off)


def test_a_second_factor_is_asked_for(app, cut_off):
    draft = FactorDraft("seed", 1, "salt", [])
    change_ani(app, lambda ani: factors.keep_factor(db.session(), ani.id, draft, now=utcnow()))
    reply = cut_off.post("/sign-up", data=ANI)
    assert 'name="code"' in reply.text
    home = cut_off.get("/").text
    assert "Sign out" not in home
    assert "Welcome, Ani" not in reply.text + home, "nobody is in before the code"
