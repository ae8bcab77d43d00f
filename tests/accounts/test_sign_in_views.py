from __future__ import annotations

import re
from datetime import timedelta

import pytest

from quizapp.clock import utcnow

PASSWORD = "a long enough password"
PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 10; K) Chrome/141.0.0.0 Mobile Safari/537.36"}


@pytest.fixture
def phone_and_laptop(app, client, make_person):
    """Two browsers of one person, signed in through the page."""
    make_person(name="Ani")
    phone = app.test_client()
    for browser, headers in ((phone, PHONE), (client, {"User-Agent": "Windows Firefox/145.0"})):
        browser.post("/sign-in", data={"name": "Ani", "password": PASSWORD}, headers=headers)
    return phone, client


def signed_in(browser):
    return browser.get("/settings/sign-ins").status_code == 200


@pytest.mark.longer
def test_no_browser_keeps_the_list_of_somebodys_browsers(phone_and_laptop):
    _phone, laptop = phone_and_laptop
    assert laptop.get("/settings/sign-ins").headers["Cache-Control"] == "no-store"


@pytest.mark.longer
def test_somebody_sees_where_they_are_signed_in_and_ends_one(phone_and_laptop):
    phone, laptop = phone_and_laptop
    page = laptop.get("/settings/sign-ins").text
    assert re.search(r"Firefox on Windows\s*</strong>\s*<span>\(this browser\)", page)
    assert "Chrome on Android" in page
    [end] = re.findall(r'action="(/settings/sign-ins/\d+/end)"', page)
    assert "Signed out there." in laptop.post(end, follow_redirects=True).text
    assert (signed_in(phone), signed_in(laptop)) == (False, True)
    assert laptop.post(end).status_code == 404
    assert "Chrome on Android" not in laptop.get("/settings/sign-ins").text


@pytest.mark.longer
def test_whoever_signed_in_a_while_ago_shows_that_it_is_them_before_they_end_others(browse, make_person, time_machine):
    ani = make_person()
    with_phone, laptop = browse(ani), browse(ani)
    time_machine.move_to(utcnow() + timedelta(minutes=11))
    reply = laptop.post("/settings/sign-ins/end-others", headers={"Referer": "http://localhost/settings/sign-ins"})
    assert reply.location == "/settings/confirm?next=/settings/sign-ins"
    assert signed_in(with_phone)


@pytest.mark.longer
def test_everywhere_else_is_ended_at_once(phone_and_laptop, browse):
    phone, laptop = phone_and_laptop
    stranger = browse()
    page = phone.post("/settings/sign-ins/end-others", follow_redirects=True).text
    assert "Signed out in 1 other browser." in page
    assert "Sign out everywhere else" not in page
    assert (signed_in(phone), signed_in(laptop), signed_in(stranger)) == (True, False, True)


@pytest.mark.longer
def test_one_browser_is_signed_out_or_all_others_are(browse, make_person):
    person_id = make_person()
    here, there, elsewhere = (browse(person_id) for _browser in range(3))
    ends = re.findall(r'action="(/settings/sign-ins/\d+/end)"', here.get("/settings/sign-ins").text)
    assert here.post(ends[-1]).status_code == 302
    assert [signed_in(one) for one in (here, there, elsewhere)] == [True, False, True]
    here.post("/settings/sign-ins/end-others")
    assert [signed_in(one) for one in (here, elsewhere)] == [True, False]


def test_a_sign_in_of_somebody_else_is_not_found(browse, stored):
    mine, other = browse(), browse()
    foreign = stored("sign_ins", "id")[-1][0]
    assert mine.post(f"/settings/sign-ins/{foreign}/end").status_code == 404
    assert signed_in(other)
