"""A class signs in and joins behind one address within a minute, while somebody in the room guesses."""

from __future__ import annotations

import pytest

from quizapp.accounts.models import Role
from quizapp.accounts.passwords import hash_password
from quizapp.accounts.services import Credentials, create_account
from quizapp.clock import utcnow
from quizapp.db import db

pytestmark = pytest.mark.slow

STUDENTS = 40
PASSWORD = "four words for everybody"


@pytest.fixture
def room(make_app):
    """An application with limits, and a class of forty with accounts."""
    app = make_app(rate_limits=True)
    kept = hash_password(PASSWORD)
    with app.app_context():
        for number in range(STUDENTS):
            create_account(db.session(), Credentials(f"Pupil {number}", kept), Role.STUDENT, now=utcnow())
        db.session.commit()
    return app


def test_forty_sign_in_some_mistyping_twice_while_one_account_is_guessed(room, acting, world):
    attacker, guessed, came = acting(room), [], []
    for number in range(STUDENTS):
        pupil = acting(room)
        if number % 3 == 0:
            wrong = [pupil.sign_in(f"pupil {number}", "mistyped words").status_code for _time in range(2)]
            assert wrong == [401, 401]
        came.append(pupil.sign_in(f"pupil {number}", PASSWORD).status_code)
        guessed.append(attacker.sign_in("instructor", f"guess number {number}").status_code)
    assert came == [302] * STUDENTS
    assert guessed == [401] * 10 + [429] * (STUDENTS - 10)


def test_an_account_is_guessed_slowly_from_many_addresses_too(room, acting):
    attacker = acting(room)
    token = attacker.csrf_token()
    statuses = [
        attacker.client.post(
            "/sign-in",
            data={"csrf_token": token, "name": "pupil 1", "password": "guess"},
            environ_base={"REMOTE_ADDR": f"198.51.100.{number}"},
        ).status_code
        for number in range(105)
    ]
    assert statuses == [401] * 100 + [429] * 5
    assert acting(room).sign_in("pupil 2", PASSWORD).status_code == 302


def test_forty_join_some_mistyping_twice_while_codes_are_guessed_with_an_account(room, acting, world):
    attacker = acting(room)
    assert attacker.sign_in("pupil 1", PASSWORD).status_code == 302
    guessed, came = [], []
    for number in range(STUDENTS):
        stranger = acting(room)
        if number % 3 == 0:
            assert [stranger.post("/join", {"code": "ABCDEF"}).status_code for _time in range(2)] == [404, 404]
        came.append(stranger.get(f"/join/{world.shared['code']}").status_code)
        guessed.append(attacker.post("/join", {"code": f"WRONG{number}"}).status_code)
    assert came == [200] * STUDENTS
    assert guessed == [404] * 20 + [429] * (STUDENTS - 20)


def test_forty_change_their_passwords_in_one_lesson_and_one_who_guesses_the_present_one_is_slowed(room, acting):
    came = []
    for number in range(STUDENTS):
        pupil = acting(room)
        pupil.sign_in(f"pupil {number}", PASSWORD)
        new = {"current": PASSWORD, "password": f"other words {number}", "again": f"other words {number}"}
        came.append(pupil.post("/settings/password", new).status_code)
    assert came == [302] * STUDENTS
    guess = {"current": "guessed", "password": "still other words", "again": "still other words"}
    assert [pupil.post("/settings/password", guess).status_code for _time in range(20)] == [422] * 19 + [429]
