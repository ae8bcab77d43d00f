from __future__ import annotations

from datetime import timedelta

import pytest
from flask import session as cookie
from pyotp import TOTP

from quizapp.accounts import factor_pages, factors, time_codes
from quizapp.accounts.factors import FactorDraft
from quizapp.accounts.models import Role
from quizapp.clock import utcnow
from quizapp.db import db


@pytest.fixture
def with_factor(app, make_person):
    """Return the id of somebody with a second factor whose one recovery code is “k3f9m-xw2ar”."""
    person_id = make_person(Role.INSTRUCTOR)
    with app.app_context():
        draft = FactorDraft("seed", 0, "a-salt-of-tests", [time_codes.hash_of_code("k3f9m-xw2ar", "a-salt-of-tests")])
        factors.keep_factor(db.session(), person_id, draft, now=utcnow())
        db.session.commit()
    return person_id


@pytest.mark.longer
def test_a_code_is_right_once(app, with_factor):
    def is_right(typed):
        with app.test_request_context(method="POST"):
            right = factor_pages.is_right(with_factor, typed)
            db.session.commit()
        return right

    with app.app_context():
        code = TOTP(factor_pages.secret_of("seed")).generate_otp(int(utcnow().timestamp()) // 30)
    asked = (f"{code[:3]} {code[3:]}", code, "K3F9M xw2ar", "k3f9m-xw2ar", "")
    assert [is_right(one) for one in asked] == [True, False, True, False, False]


def test_nobody_without_a_factor_has_a_code(app, make_person):
    person_id = make_person(Role.INSTRUCTOR)
    with app.test_request_context(method="POST"):
        assert not factor_pages.is_right(person_id, "123456")


def test_half_in_lasts_ten_minutes(app):
    with app.test_request_context():
        assert factor_pages.half_in() is None
        found = []
        for minutes in (9, 11):
            cookie[factor_pages.HALF_IN] = f"7:{int((utcnow() - timedelta(minutes=minutes)).timestamp())}"
            found.append(factor_pages.half_in())
        assert found == [7, None]
