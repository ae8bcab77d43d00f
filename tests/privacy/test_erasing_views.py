from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.db import db
from quizapp.privacy.models import RetentionRules
from tests.application import PASSWORD

pytestmark = pytest.mark.longer


@pytest.fixture
def gone(app):
    def gone(person_id):
        with app.app_context():
            found = db.session.get(Person, person_id) is None
            db.session.rollback()
            return found

    return gone


def is_gone_on_with(page: str, what: str) -> bool:
    """Say whether typing goes on in the field that was wrong, which is tied to the sentence about it."""
    field = re.search(r"<input [^>]*data-focus[^>]*>", page)
    return field is not None and what in field[0] and 'aria-describedby="problem"' in field[0]


def test_who_learns_in_a_class_is_sent_to_their_teacher(ani, browse, gone):
    mine = browse(ani)
    assert "You learn in 10 b, and your marks there" in mine.get("/settings/data/erase").text
    assert mine.post("/settings/data/erase", data={"password": PASSWORD}).status_code == 409
    assert not gone(ani)


def test_who_learns_in_a_class_asks_and_a_teacher_does_it_by_one_click(ani, class_id, teacher, admin, browse, gone):
    mine, hers = browse(ani), browse(teacher)
    page = f"/classes/{class_id}/students/{ani}"
    assert hers.post(f"{page}/erase", data={"asked": "1"}).location == page, "nobody asked"
    assert "they do not ask for it any more" in hers.get(page).text
    mine.post("/settings/data/erase/ask", data={"wish": "yes"})
    assert "You asked on" in mine.get("/settings/data/erase").text
    assert "asks to be erased" in hers.get(f"/classes/{class_id}").text
    assert "Erase as they asked" in hers.get(page).text
    assert f'href="/people/{ani}/erase"' in admin.get("/people").text
    assert not gone(ani)
    hers.post(f"{page}/erase", data={"asked": "1"})
    assert gone(ani)


def test_a_wish_that_is_taken_back_erases_nobody(ani, class_id, teacher, browse, gone):
    mine, hers = browse(ani), browse(teacher)
    for wish in ("yes", "no"):
        mine.post("/settings/data/erase/ask", data={"wish": wish})
    assert "Ask to be erased" in mine.get("/settings/data/erase").text
    hers.post(f"/classes/{class_id}/students/{ani}/erase", data={"asked": "1"})
    assert not gone(ani)


def test_who_can_erase_themself_asks_nobody(teacher, browse, stored):
    browse(teacher).post("/settings/data/erase/ask", data={"wish": "yes"})
    assert {row[0] for row in stored("people", "erasure_asked_at")} == {None}


def test_who_learns_in_no_class_erases_themself_by_their_password(app, ani, browse, gone, stored):
    with app.app_context():
        db.session.execute(sa.update(db.metadata.tables["classes"]).values(archived_at=sa.func.now()))
        db.session.commit()
    mine = browse(ani)
    page = mine.get("/settings/data/erase").text
    assert re.search(r"Quizzes that you took: 1", page)
    makes_backups = app.extensions["quizapp.settings"].uses_sqlite
    assert ("the last of them is gone by" in page, "made by other means" in page) == (makes_backups, not makes_backups)
    wrong = mine.post("/settings/data/erase", data={"password": "not this one"})
    assert (wrong.status_code, "This is not your present password." in wrong.text) == (422, True)
    assert is_gone_on_with(wrong.text, 'type="password"')
    reply = mine.post("/settings/data/erase", data={"password": PASSWORD}, follow_redirects=True)
    ((number, way, by_id),) = stored("erasures", "number", "way", "by_id")
    assert number in reply.text
    assert (way, by_id) == ("themselves", None)
    assert gone(ani)
    assert mine.get("/settings/data").status_code == 404


def test_a_guest_erases_what_they_did_in_this_browser(client, stored):
    client.post("/settings", data={"new_per_day": "5", "reviews_per_day": "50"})
    reply = client.post("/settings/data/erase")
    assert reply.status_code == 422
    assert is_gone_on_with(reply.text, 'type="checkbox"')
    page = client.get("/settings/data/erase").text.partition("<main")[2]
    assert "account" not in page.partition("What stays")[0].lower()
    client.post("/settings/data/erase", data={"sure": "1"})
    assert stored("people", "id") == []


def test_an_admin_erases_somebody_by_their_name_and_it_is_logged_without_it(ani, admin, gone):
    page = admin.get(f"/people/{ani}/erase").text
    assert "They learn in 10 b" in page
    assert "there, “you” is Ani Grigoryan" in page
    reply = admin.post(f"/people/{ani}/erase", data={"name": "Ani"})
    assert reply.status_code == 422
    assert is_gone_on_with(reply.text, 'value="Ani"')
    reply = admin.post(f"/people/{ani}/erase", data={"name": "Ani  Grigoryan"}, follow_redirects=True)
    assert "by an admin, Ada" in reply.text
    assert "Grigoryan" not in reply.text
    assert gone(ani)
    assert "1 guest" not in admin.get("/people").text  # whose answers stayed is nobody
    assert admin.get("/people/10000/erase").status_code == 404


def test_of_who_worked_for_others_the_name_is_taken_off(app, ani, teacher, admin, stored, browse):
    theirs = browse(teacher)
    assert "An admin can take your name off it" in theirs.get("/settings/data/erase").text
    admin.post(f"/people/{teacher}/erase", data={"name": "Ms Hakobyan"})
    with app.app_context():
        row = db.session.get_one(Person, teacher)
        assert (row.name, row.role) == ("Somebody who left", Role.INSTRUCTOR)
        assert (row.sign_in_name, row.password_hash) == (None, None)
        assert row.deactivated_at is not None
        db.session.rollback()
    assert theirs.get("/banks").status_code == 302
    assert "Hakobyan" not in repr(stored("people"))


def test_nobody_erases_themself_as_an_admin(app, admin):
    with app.app_context():
        own = db.session.scalar(sa.select(Person.id).where(Person.name == "Ada"))
        db.session.rollback()
    assert admin.get(f"/people/{own}/erase").status_code == 404


def test_anybody_reads_in_plain_words_what_is_kept_and_how_long(app, client):
    page = client.get("/privacy").text
    assert "Until you or your school have it erased." in page
    by_others = not app.extensions["quizapp.settings"].uses_sqlite
    assert ("Backups that others make" if by_others else "Backups keep what was erased") in page
    assert '<a href="/privacy">' in client.get("/").text
    with app.app_context():
        db.session.add(RetentionRules(id=1, classes_months=6, guests_days=90, automatic=True))
        db.session.commit()
    page = client.get("/privacy").text
    assert "Students are erased 6 months after" in page
    assert "Guests are erased 90 days after" in page
