from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from pyotp import TOTP

from quizapp.accounts import factors, time_codes
from quizapp.accounts.factors import FactorDraft
from quizapp.accounts.models import Person, Role, SignIn
from quizapp.audit.models import Act
from quizapp.clock import utcnow
from quizapp.db import db

PASSWORD = "a long enough password"
ANI = {"name": "Ani", "password": PASSWORD}
WRONG = "This code is not right"


class Staff:
    """A browser of somebody who teaches, with the app on their phone."""

    def __init__(self, client):
        self.client = client
        self.codes = []

    def set_up(self):
        """Set a second factor up and keep its recovery codes."""
        page = self.client.get("/settings/second-factor/new").text
        self.secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
        self.used = self.code()
        reply = self.client.post("/settings/second-factor/new", data={"code": self.used, "password": PASSWORD})
        self.codes = re.findall(r"<code>([a-z0-9-]+)</code>", reply.text)
        return reply

    def code(self, later=0):
        return TOTP(self.secret).generate_otp(int(utcnow().timestamp()) // 30 + later)

    def sign_in(self):
        return self.client.post("/sign-in?next=/banks", data=ANI)

    def enter(self, code):
        return self.client.post("/sign-in/code?next=/banks", data={"code": code})


@pytest.fixture
def staff(client, make_person):
    make_person(Role.INSTRUCTOR, name="Ani")
    client.post("/sign-in", data=ANI)
    return Staff(client)


@pytest.fixture
def teaching(app, make_person, browse, monkeypatch):
    """A browser of an admin who is signed in already; one recovery code is made, as hashes are slow."""
    monkeypatch.setattr(time_codes, "RECOVERY_CODES", 1)
    person_id = make_person(Role.INSTRUCTOR, name="Ani")
    with app.app_context():
        db.session.execute(sa.update(Person).values(is_admin=True))
        db.session.commit()
    return Staff(browse(person_id))


@pytest.mark.longer
def test_a_sheet_of_recovery_codes_says_whose_they_are_and_where_they_hold(teaching):
    sheet = teaching.set_up().text
    said = re.findall(r"<dd>.*?>([^<]+)<", sheet)
    assert said == ["http://localhost", "Ani"]


@pytest.mark.longer
def test_the_way_of_a_second_factor(teaching, stored):
    client = teaching.client
    assert "Signing in asks for your password alone." in client.get("/settings/second-factor").text
    teaching.set_up()
    assert client.post("/settings/second-factor/remove", data={"code": "000000"}).status_code == 422
    client.post("/sign-out")
    assert "The password is right." in teaching.sign_in().text
    page = client.get("/sign-in/code").text
    assert "The password is right." in page
    assert "data-focus" in re.search(r"<input[^>]* name=.code.[^>]*>", page)[0]  # typing may begin at once
    assert teaching.enter("000000").status_code == 401
    assert teaching.enter(teaching.code(1)).location == "/banks"
    client.post("/settings/second-factor/remove", data={"code": teaching.codes[0]})
    assert stored("second_factors") == []
    assert stored("staff_actions", "act", "by_id") == [(Act.FACTOR_REMOVED, 1), (Act.FACTOR_SET_UP, 1)]


@pytest.mark.longer
def test_who_decides_that_staff_need_one_has_one(teaching, app, stored):
    client, asked = teaching.client, {"needed": "yes"}
    assert client.post("/people/second-factors", data=asked).location == "/settings/second-factor"
    with app.app_context():
        factors.keep_factor(db.session(), 1, FactorDraft("seed", 0, "salt", []), now=utcnow())
        db.session.commit()
    assert client.post("/people/second-factors", data=asked).location == "/people"
    assert stored("site_settings") == [("staff_need_second_factor", "yes")]
    assert client.post("/settings/second-factor/remove", data={"code": "000000"}).location == "/settings/second-factor"


@pytest.mark.longer
def test_staff_who_have_none_are_led_to_it(browse, make_person, app):
    held, student = browse(make_person(Role.INSTRUCTOR)), browse()
    with app.app_context():
        db.session.execute(sa.update(SignIn).where(SignIn.person_id == 1).values(is_held=True))
        db.session.commit()
    assert held.get("/banks").location == "/settings/second-factor/new"
    assert held.get("/settings/second-factor/new").status_code == 200
    assert student.get("/settings/second-factor/new").status_code == 403


@pytest.mark.longer
def test_no_browser_keeps_the_secret_or_the_recovery_codes(staff):
    assert staff.client.get("/settings/second-factor/new").headers["Cache-Control"] == "no-store"
    assert staff.set_up().headers["Cache-Control"] == "no-store"


@pytest.mark.longer
def test_a_factor_holds_once_its_first_code_and_the_password_were_right(staff, stored, app):
    page = staff.client.get("/settings/second-factor/new").text
    assert 'autocomplete="one-time-code"' in page
    assert "data:image/svg+xml" in page
    other = app.test_client()
    other.post("/sign-in", data=ANI)
    reply = staff.client.post("/settings/second-factor/new", data={"code": "000000", "password": PASSWORD})
    assert (reply.status_code, WRONG in reply.text) == (422, True)
    assert stored("second_factors") == []
    assert staff.set_up().status_code == 200
    assert len(set(staff.codes)) == 10
    [(_person, seed)] = stored("second_factors", "person_id", "seed")
    assert seed not in staff.secret
    assert not {kept for (kept,) in stored("recovery_codes", "code_hash")} & set(staff.codes)
    assert other.get("/banks").status_code == 302, "signed out everywhere else"
    assert staff.client.get("/banks").status_code == 200
    assert "10 recovery codes are left." in staff.client.get("/settings/second-factor").text


@pytest.mark.longer
def test_who_loads_the_page_of_recovery_codes_again_reads_that_the_factor_holds(staff, stored):
    staff.set_up()
    kept = stored("second_factors", "seed")
    again = {"code": staff.used, "password": PASSWORD}
    reply = staff.client.post("/settings/second-factor/new", data=again, follow_redirects=True)
    assert (reply.status_code, reply.request.path) == (200, "/settings/second-factor")
    assert "The second factor holds." in reply.text
    assert WRONG not in reply.text
    assert stored("second_factors", "seed") == kept
    assert "10 recovery codes are left." in reply.text


@pytest.mark.longer
def test_signing_in_asks_for_a_code_and_takes_each_once(staff):
    staff.set_up()
    staff.client.post("/sign-out")
    page = staff.sign_in()
    assert (page.status_code, "The password is right." in page.text) == (200, True)
    assert staff.client.get("/banks").status_code == 302, "half in is not in"
    assert staff.enter(staff.used).status_code == 401
    later = staff.code(1)
    reply = staff.enter(later)
    assert (reply.status_code, reply.location) == (302, "/banks")
    assert staff.client.get("/banks").status_code == 200
    staff.client.post("/sign-out")
    staff.sign_in()
    assert WRONG in staff.enter(later).text, "somebody saw it typed"


@pytest.mark.longer
def test_a_recovery_code_lets_in_once(staff):
    staff.set_up()
    statuses = []
    for _time in range(2):
        staff.client.post("/sign-out")
        staff.sign_in()
        statuses.append(staff.enter(staff.codes[3].upper()).status_code)
    assert statuses == [302, 401]
    staff.enter(staff.codes[4])
    assert "8 recovery codes are left." in staff.client.get("/settings/second-factor").text


def test_without_a_right_password_nobody_is_asked_for_a_code(client):
    assert client.get("/sign-in/code").location == "/sign-in"
    assert client.post("/sign-in/code", data={"code": "123456"}).location == "/sign-in"


@pytest.mark.longer
def test_a_factor_is_taken_away_by_a_code(staff, stored):
    staff.set_up()
    assert staff.client.post("/settings/second-factor/remove", data={"code": "123"}).status_code == 422
    assert len(stored("second_factors")) == 1
    staff.client.post("/settings/second-factor/remove", data={"code": staff.codes[0]})
    assert (stored("second_factors"), stored("recovery_codes")) == ([], [])
    staff.client.post("/sign-out")
    assert staff.sign_in().location == "/banks"


@pytest.mark.longer
def test_an_admin_and_a_command_help_who_is_locked_out(app, staff, make_person, browse, runner, stored):
    staff.set_up()
    person_id = stored("second_factors", "person_id")[0][0]
    admin = make_person(Role.INSTRUCTOR, name="Boss")
    assert runner("user", "make-admin", "Boss").exit_code == 0
    page = browse(admin).post(f"/people/{person_id}", data={"deed": "factor"}, follow_redirects=True)
    assert "Ani signs in without a second factor." in page.text
    assert stored("second_factors") == []
    staff.client.post("/sign-in", data=ANI)
    staff.set_up()
    result = runner("user", "remove-second-factor", "ani")
    assert (result.exit_code, result.output) == (
        0,
        "Ani signs in by password alone now; all sessions are signed out.\n",
    )
    assert "has no second factor" in runner("user", "remove-second-factor", "ani").output


@pytest.mark.longer
def test_staff_who_need_one_are_led_to_it_and_go_on_as_before(staff, make_person, browse, runner, stored):
    colleague = browse(make_person(Role.INSTRUCTOR, name="Colleague"))
    assert runner("user", "make-admin", "Ani").exit_code == 0
    asked = {"needed": "yes"}
    assert staff.client.post("/people/second-factors", data=asked).location == "/settings/second-factor"
    staff.set_up()
    page = staff.client.post("/people/second-factors", data=asked, follow_redirects=True).text
    assert "Those who teach need a second factor now." in page
    assert colleague.get("/banks").location == "/settings/second-factor/new"
    assert colleague.get("/").status_code == 200
    assert Staff(colleague).set_up().status_code == 200
    assert colleague.get("/banks").status_code == 200
    kept = staff.client.post("/settings/second-factor/remove", data={"code": staff.codes[0]}, follow_redirects=True)
    assert "set it up anew instead" in kept.text
    assert len(stored("second_factors")) == 2


@pytest.mark.longer
def test_who_is_asked_whether_it_is_them_reads_of_a_code_only_if_they_have_an_app_for_it(teaching):
    page = "/settings/confirm"
    assert "a code of your app" not in teaching.client.get(page).text
    teaching.set_up()
    assert "Password, or a code of your app" in teaching.client.get(page).text
    wrong = teaching.client.post(page, data={"password": "not this one"})
    assert "This is neither your password nor a code of yours." in wrong.text


@pytest.mark.longer
def test_what_is_for_few_asks_again_after_ten_minutes(app, teaching, make_person, stored):
    browser, other = teaching.client, make_person(name="Cid")
    with app.app_context():
        then = utcnow() - timedelta(minutes=11)
        db.session.execute(sa.update(SignIn).values(made_at=then))
        db.session.commit()
    page = {"Referer": f"http://localhost/people/{other}"}
    reply = browser.post(f"/people/{other}", data={"deed": "instructor"}, headers=page)
    assert reply.location == f"/settings/confirm?next=/people/{other}"
    asked = browser.get(f"/people/{other}/erase", headers=page)
    assert asked.location == f"/settings/confirm?next=/people/{other}/erase", "a page shows by itself then"
    searched = browser.post(f"/people/{other}/password", headers={"Referer": "http://localhost/people?q=Ani+S"})
    assert searched.location == "/settings/confirm?next=/people?q%3DAni%2BS", "what was searched for is found again"
    wrong = browser.post(reply.location, data={"password": "not this one"})
    assert (wrong.status_code, "This is not your password." in wrong.text) == (422, True)
    assert stored("people", "id", "role")[-1] == (other, "student")
    assert browser.post(reply.location, data={"password": PASSWORD}).location == f"/people/{other}"
    browser.post(f"/people/{other}", data={"deed": "instructor"})
    assert stored("people", "id", "role")[-1] == (other, "instructor")
