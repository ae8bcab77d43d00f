"""What a browser holds of a sign-in, and when it is written down that it comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts import entering
from quizapp.accounts.models import Role
from quizapp.clock import utcnow
from quizapp.db import db

ANI = {"name": "Ani", "password": "a long enough password"}
FIELDS = {"new_per_day": "7", "reviews_per_day": "70"}


@pytest.fixture
def put_back(app):
    """Let all sign-ins have been used last two hours ago."""

    def put():
        with app.app_context():
            then = utcnow() - timedelta(hours=2)
            db.session.execute(sa.update(db.metadata.tables["sign_ins"]).values(seen_at=then, made_at=then))
            db.session.commit()

    return put


def is_noted(stored):
    [(at,)] = stored("sign_ins", "seen_at")
    return utcnow() - at < timedelta(hours=1)


@pytest.mark.longer
def test_that_a_sign_in_is_used_is_noted_with_what_is_written_and_once_an_hour(browse, stored, statements, put_back):
    browser = browse()
    put_back()
    browser.get("/settings")
    assert not is_noted(stored)
    noted = []
    for _time in range(2):
        with statements() as sent:
            browser.post("/settings", data=FIELDS)
        noted.append(len([one for one in sent if "UPDATE sign_ins" in one]))
    assert noted == [1, 0]
    assert is_noted(stored)


@pytest.mark.longer
def test_an_answer_and_a_rating_note_it_too(player, cards_of, stored, put_back):
    attempt, card = player.start(), cards_of("surname")[0]
    put_back()
    player.answer(attempt, "brokered")
    assert is_noted(stored)
    put_back()
    reply = player.client.post(f"/review/cards/{card}", data={"rating": "3", "event_id": "event-of-rating"})
    assert reply.status_code < 400
    assert is_noted(stored)


@pytest.mark.longer
def test_signing_in_again_ends_what_this_browser_held(client, make_person, stored):
    make_person(name="Ani")
    held = []
    for _time in range(2):
        client.post("/sign-in", data=ANI)
        with client.session_transaction() as cookie:
            held.append(cookie[entering.TOKEN])
    assert held[0] != held[1]
    assert len(stored("sign_ins")) == 1


@pytest.mark.longer
def test_signing_out_ends_the_sign_in_for_a_copy_of_the_cookie_too(app, browse):
    browser, thief = browse(), app.test_client()
    with browser.session_transaction() as cookie, thief.session_transaction() as copy:
        copy.update(cookie)
    assert thief.get("/settings/sign-ins").status_code == 200
    browser.post("/sign-out")
    assert thief.get("/settings/sign-ins").status_code == 302


@pytest.mark.parametrize(("role", "idle", "whole"), [(Role.STUDENT, 60, 180), (Role.INSTRUCTOR, 7, 30)])
def test_sign_ins_of_staff_end_sooner(client, make_person, stored, role, idle, whole):
    make_person(role, name="Ani")
    client.post("/sign-in", data=ANI)
    [(_id, made, ends, latest)] = stored("sign_ins", "id", "made_at", "ends_at", "ends_latest_at")
    assert (ends - made, latest - made) == (timedelta(days=idle), timedelta(days=whole))
