"""A report whose question was changed, or whose results were moved, while it was written loses none of its words."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Card, Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Attempt
from tests.given import waiting_until

SENT = {"reason": "mine", "text": "So I was taught."}
GONE = "This card is not asked any more: its question was changed, or taken away."


def card_of(app, key):
    with app.app_context():
        return db.session.scalars(
            sa.select(Card.id).join(Question).where(Question.key == key).order_by(-Card.id)
        ).first()


def version_in(page):
    return re.search(r'name="version" value="(\d+)"', page)[1]


@pytest.mark.longer
def test_a_report_of_a_card_that_went_while_it_was_written_is_kept(app, player, load, practice, act, stored):
    player.start()
    path = f"/review/cards/{card_of(app, 'csto')}/report"
    version = version_in(player.client.get(path).text)
    kind, content = practice.CONTENTS["csto"]
    load([practice.draft("csto", kind, content | {"reverse": "no"})])
    assert player.client.get(path).location == "/review/"
    assert GONE in player.client.get("/review/").text
    again = player.client.post(path, data={"text": SENT["text"], "version": version})
    assert again.status_code == 422
    assert SENT["text"] in again.text
    assert GONE in again.text
    assert version_in(again.text) == version
    assert player.client.post(path, data=SENT | {"version": version}).location == "/review/"
    assert "Thank you" in player.client.get("/review/").text
    assert stored("reports", "text", "version_id") == [(SENT["text"], int(version))]
    page = act("reviewer").get("/reports/1").text
    assert SENT["text"] in page
    assert "Collective Security Treaty Organization" in page


@pytest.mark.longer
@pytest.mark.parametrize("change", [{"archived_at": True}, {"trashed_at": True}, {"state": "draft"}])
def test_of_what_students_get_no_more_a_report_is_kept_if_they_got_it_and_it_is_there(app, player, stored, change):
    player.start()
    path = f"/review/cards/{card_of(app, 'surname')}/report"
    values = {name: utcnow() if value is True else value for name, value in change.items()}
    with app.app_context():
        db.session.execute(sa.update(Question).where(Question.key == "surname").values(**values))
        db.session.commit()
    reply = player.client.post(path, data=SENT)
    got = "state" not in change
    assert (reply.status_code, len(stored("reports"))) == ((302, 1) if got else (404, 0))


@pytest.mark.longer
def test_a_report_of_an_answer_whose_results_were_moved_while_it_was_written_is_kept(app, give, stored):
    player, attempt = give(waiting_until(utcnow() - timedelta(minutes=1)), "surname")
    player.answer(attempt, "surname", ("Mirzoyan",))
    path = f"{player.path(attempt, 'surname')}/report"
    assert player.client.post(path, data=SENT).location, "before its end nothing was shown"
    assert stored("reports") == []
    player.finish(attempt)
    assert "What is the surname" in player.client.get(path).text
    with app.app_context():
        db.session.execute(sa.update(Attempt).values(results_at=utcnow() + timedelta(hours=1)))
        db.session.commit()
    assert player.client.get(path).status_code == 302
    again = player.client.post(path, data={"text": SENT["text"]})
    assert again.status_code == 422
    assert SENT["text"] in again.text
    assert player.client.post(path, data=SENT).location == player.path(attempt, "surname")
    assert stored("reports", "text") == [(SENT["text"],)]
    page = player.client.get(player.path(attempt, "surname")).text
    assert "Thank you" in page
    assert "Pashinyan" not in page + player.client.get("/reports/mine").text
