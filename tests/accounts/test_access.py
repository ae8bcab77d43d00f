from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from flask_login import login_user
from limits import RateLimitItemPerHour
from werkzeug.exceptions import Forbidden, NotFound

from quizapp.accounts import access
from quizapp.accounts.models import Person, Role
from quizapp.accounts.services import create_guest, create_setup_link
from quizapp.accounts.visitor import visitor_of
from quizapp.app import create_app
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.web.rendering import show_clock


@pytest.fixture
def asking(app):
    """Run something in a request of a person, or of nobody."""

    def asking(person_id, ask, path="/somewhere?page=2", method="GET"):
        with app.test_request_context(path, method=method):
            if person_id is not None:
                login_user(visitor_of(db.session().get_one(Person, person_id)))
            try:
                return ask()
            finally:
                db.session.rollback()

    return asking


@pytest.fixture
def guest(app):
    with app.app_context():
        person = create_guest(db.session(), now=utcnow())
        db.session.commit()
        return person.id


@pytest.mark.longer
def test_instructors_are_let_in(asking, make_person):
    view = access.instructor_required(lambda: "the page")
    assert asking(make_person(Role.INSTRUCTOR), view) == "the page"


def test_students_are_refused(asking, make_person):
    with pytest.raises(Forbidden):
        asking(make_person(), access.instructor_required(lambda: "the page"))


@pytest.mark.parametrize("guard", [access.instructor_required, access.account_required])
def test_whoever_has_no_account_is_asked_to_sign_in(asking, guest, guard):
    for who in (None, guest):
        reply = asking(who, guard(lambda: "the page"))
        assert (reply.status_code, reply.location.split("?")[0]) == (302, "/sign-in")
        assert "next=/somewhere" in reply.location


def test_after_a_refused_post_signing_in_leads_home(asking):
    reply = asking(None, access.instructor_required(lambda: "the page"), method="POST")
    assert "next" not in reply.location


@pytest.mark.parametrize("role", [Role.STUDENT, Role.INSTRUCTOR])
def test_everybody_with_an_account_is_let_in(asking, make_person, role):
    assert asking(make_person(role), access.account_required(lambda: "the page")) == "the page"


def test_a_known_visitor_is_known_and_nobody_is_404(asking, make_person):
    person = make_person()
    assert asking(person, lambda: access.known_visitor().id) == person
    with pytest.raises(NotFound):
        asking(None, access.known_visitor)
    assert asking(None, access.visitor) is None


@pytest.mark.longer
def test_no_address_makes_guests_without_end(settings, monkeypatch):
    monkeypatch.setattr(access, "MOST_GUESTS", RateLimitItemPerHour(2))
    limited = create_app(dataclasses.replace(settings, rate_limits=True))
    limited.config["WTF_CSRF_ENABLED"] = False
    statuses = [limited.test_client().post("/settings").status_code for _guest in range(3)]
    assert statuses[2] == 429
    assert 429 not in statuses[:2]
    with limited.app_context():
        db.engine.dispose()


def test_practising_makes_a_guest_of_a_first_visitor_alone(asking, make_person):
    person = make_person()
    assert asking(person, lambda: access.practising_visitor().id) == person
    assert asking(None, access.practising_visitor).is_guest


def test_ones_own_row_is_the_one_to_change(asking, make_person):
    person = make_person()
    assert asking(person, lambda: access.own_row(access.known_visitor()).id) == person


def test_a_setup_link_is_open_by_its_secret_alone(app, asking):
    with app.app_context():
        secret = create_setup_link(db.session(), now=utcnow())
        db.session.commit()
    assert asking(None, lambda: access.open_setup_link(secret).purpose) == "first-instructor"
    with pytest.raises(NotFound):
        asking(None, lambda: access.open_setup_link("another"))


def test_moments_are_told_by_the_clock_of_somebodys_class(app, make_person):
    moment, person_id = datetime(2026, 3, 8, 6, 30, tzinfo=UTC), make_person()
    shown = []
    for calendar in (None, "America/New_York 4", "Asia/Yerevan 4"):
        with app.test_request_context():
            person = db.session().get_one(Person, person_id)
            person.calendar = calendar
            login_user(visitor_of(person))
            db.session.rollback()
            shown.append(show_clock(moment))
    assert shown == ["06:30", "01:30", "10:30"]
    with app.test_request_context():
        assert show_clock(moment + timedelta(hours=1)) == "07:30"
