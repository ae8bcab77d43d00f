from __future__ import annotations

import re

import pytest

from quizapp.accounts.models import Role
from quizapp.classroom.models import SchoolClass
from quizapp.db import db

GOOD = {"name": "10 b", "subtitle": "History", "time_zone": "yerevan", "rollover_hour": "5"}
GOOD |= {"term_begins": "2026-09-01", "term_ends": "2027-05-31", "lesson_days": ["0", "3"]}


@pytest.fixture
def kept(app):
    def kept(number):
        with app.app_context():
            return db.session().get_one(SchoolClass, number)

    return kept


@pytest.fixture
def signed_in(client, sign_in, teacher):
    return sign_in(client, teacher)


@pytest.mark.longer
def test_settings_are_kept_and_a_city_is_enough_for_a_zone(signed_in, make_class, kept):
    number = make_class()
    assert "Asia/Yerevan" in signed_in.get(f"/classes/{number}/settings").text
    assert signed_in.post(f"/classes/{number}/settings", data=GOOD).status_code == 302
    found = kept(number)
    assert (found.time_zone, found.rollover_hour, found.lesson_days) == ("Asia/Yerevan", 5, [0, 3])
    assert str(found.term_ends) == "2027-05-31"


@pytest.mark.longer
def test_a_zone_that_a_class_has_from_its_server_is_kept_when_its_settings_are_saved(signed_in, make_class, kept):
    for zone in ("Etc/UTC", "CET"):
        number = make_class(time_zone=zone)
        assert signed_in.post(f"/classes/{number}/settings", data=GOOD | {"time_zone": zone}).status_code == 302
        assert kept(number).time_zone == zone


@pytest.mark.longer
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": " "}, "Please give the class a name"),
        ({"time_zone": "Atlantis"}, "No time zone has this name"),
        ({"time_zone": ""}, "No time zone has this name"),
        ({"term_begins": "0226-09-01"}, "check the year"),
        ({"term_ends": "9999-12-31"}, "check the year"),
        ({"term_ends": "2026-08-31"}, "would end before it begins"),
        ({"term_ends": "2126-08-31"}, "longer than two years"),
        ({"rollover_hour": "24"}, "Not a valid choice"),
        ({"lesson_days": ["7"]}, "valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(signed_in, make_class, kept, wrong, message):
    number = make_class()
    reply = signed_in.post(f"/classes/{number}/settings", data=GOOD | wrong)
    assert reply.status_code == 422
    assert message in reply.text
    assert "History" in reply.text
    assert kept(number).time_zone == "UTC"


@pytest.mark.longer
def test_an_archived_class_is_looked_at_and_comes_back(signed_in, make_class):
    number = make_class()
    page = signed_in.post(f"/classes/{number}/archive", follow_redirects=True).text
    assert "archived since" in page
    assert "Nobody is in this class.<" in page  # nobody can be added now
    page = signed_in.post(f"/classes/{number}/settings", data=GOOD, follow_redirects=True).text
    assert "Bring it back first" in page
    page = signed_in.post(f"/classes/{number}/restore", follow_redirects=True).text
    assert "archived since" not in page


@pytest.mark.longer
def test_a_copy_is_a_class_of_the_next_year(signed_in, make_class, kept):
    number = make_class()
    signed_in.post(f"/classes/{number}/settings", data=GOOD)
    assert "Copy for next year" in signed_in.get(f"/classes/{number}/copy").text
    assert signed_in.post(f"/classes/{number}/copy", data={"name": ""}).status_code == 422
    reply = signed_in.post(f"/classes/{number}/copy", data={"name": "11 b", "teachers": "y"})
    copy = kept(int(reply.location.rsplit("/", 1)[1]))
    assert (copy.name, str(copy.term_begins), copy.time_zone) == ("11 b", "2027-09-01", "Asia/Yerevan")


@pytest.mark.longer
def test_owners_choose_teachers_and_teachers_may_leave(app, client, sign_in, make_class, make_person, teacher):
    number, colleague = make_class(), make_person(Role.INSTRUCTOR, "Mr Sargsyan")
    sign_in(client, teacher)
    path = f"/classes/{number}/teachers"
    wrong = client.post(path, data={"name": "Mr Sargsian"})
    assert (wrong.status_code, "No instructor here is called “Mr Sargsian”" in wrong.text) == (422, True)
    assert 'value="Mr Sargsian"' in wrong.text, "to be corrected"
    assert "teaches this class now" in client.post(path, data={"name": "Mr Sargsyan"}, follow_redirects=True).text
    page = client.post(f"{path}/{teacher}", data={"role": "none"}, follow_redirects=True).text
    assert "keeps an owner" in page
    other = sign_in(app.test_client(), colleague)
    assert "Only an owner" in other.post(f"/classes/{number}/archive", follow_redirects=True).text
    assert "Only an owner" in other.post(f"{path}/{teacher}", data={"role": "none"}, follow_redirects=True).text
    assert "You do not teach" in other.post(f"{path}/{colleague}", data={"role": "none"}, follow_redirects=True).text
    assert other.get(f"/classes/{number}").status_code == 404


@pytest.mark.longer
def test_settings_that_a_colleague_changed_meanwhile_are_not_written_over_unseen(signed_in, make_class, kept):
    number = make_class()
    path = f"/classes/{number}/settings"
    seen = {"seen_state": re.search(r'seen_state"[^>]* value="(\w+)"', signed_in.get(path).text)[1]}
    theirs = GOOD | seen | {"name": "10 b, room 7"}
    assert signed_in.post(path, data=theirs).status_code == 302
    assert signed_in.post(path, data=theirs).status_code == 302  # a second click changes nothing
    reply = signed_in.post(path, data=GOOD | seen | {"rollover_hour": "6"})
    assert reply.status_code == 422
    told = reply.text[reply.text.index('role="alert"') :].partition("</div>\n")[0]
    assert "this was changed meanwhile" in told
    assert re.search(r"<p>Last saved by you, on .+\.</p>", told)
    assert '<dt>Name of the class</dt><dd dir="auto">10 b, room 7</dd>' in told
    assert '<dt>A day ends at</dt><dd dir="auto">05:00</dd>' in told
    assert "Time zone" not in told
    assert kept(number).name == "10 b, room 7"
    seen = {"seen_state": re.search(r'seen_state"[^>]* value="(\w+)"', reply.text)[1]}
    assert signed_in.post(path, data=GOOD | seen | {"rollover_hour": "6"}).status_code == 302
    assert (kept(number).name, kept(number).rollover_hour) == ("10 b", 6)
