"""Codes of a second factor: guessed slowly from wherever, and asked for by every way in that staff have."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts import factors, time_codes
from quizapp.accounts.factors import FactorDraft
from quizapp.accounts.models import Person
from quizapp.clock import utcnow
from quizapp.db import db

pytestmark = pytest.mark.slow

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
CODE = "k3f9m-xw2ar"


@pytest.fixture
def guarded(make_app):
    """An application with limits in which “instructor” has a second factor with one recovery code."""
    app = make_app(rate_limits=True)
    with app.app_context():
        person_id = db.session.scalar(sa.select(Person.id).where(Person.sign_in_name == "instructor"))
        draft = FactorDraft("seed", 0, "a-salt-of-tests", [time_codes.hash_of_code(CODE, "a-salt-of-tests")])
        factors.keep_factor(db.session(), person_id, draft, now=utcnow())
        db.session.commit()
    return app


def test_the_sixth_wrong_code_is_refused_and_so_is_the_right_one_from_wherever(guarded, acting, world):
    browsers = [acting(guarded) for _browser in range(2)]
    for browser in browsers:
        assert "The password is right." in browser.sign_in("instructor", world.password).text
    wrong = [browsers[0].post("/sign-in/code", {"code": f"{number:06}"}).status_code for number in range(6)]
    assert wrong == [401] * 5 + [429]
    assert browsers[1].post("/sign-in/code", {"code": CODE}, environ_base=ELSEWHERE).status_code == 429


def test_neither_the_secret_nor_a_recovery_code_is_stored(guarded, acting, world):
    with guarded.app_context():
        kept = str([db.session.execute(sa.select(table)).all() for table in db.metadata.sorted_tables])
    assert "a-salt-of-tests" in kept
    assert CODE not in kept
    assert time_codes.secret_of(str(guarded.secret_key), "seed") not in kept


def test_a_password_alone_opens_nothing_of_staff(guarded, acting, world):
    browser = acting(guarded)
    browser.sign_in("instructor", world.password)
    for path in ("/banks", "/settings/sign-ins", "/settings/second-factor/new", "/settings/password"):
        assert browser.get(path).status_code == 302
    assert browser.post("/sign-in/code", {"code": CODE}).status_code == 302
    assert browser.get("/banks").status_code == 200
