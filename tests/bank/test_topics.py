from __future__ import annotations

import pytest

from quizapp.bank.models import Bank
from quizapp.bank.topics import title_of_topic, titled
from quizapp.clock import utcnow
from quizapp.db import db


@pytest.fixture
def _titles(app):
    """Three banks, the last in the trash, whose titles for one topic differ."""
    with app.app_context():
        for key, topics in (
            ("old", {"csto": "The pact"}),
            ("new", {"csto": "Else", "eu": "A union"}),
            ("gone", {"un": "U"}),
        ):
            bank = Bank(key=key, title=key, topics=topics, created_at=utcnow())
            bank.trashed_at = utcnow() if key == "gone" else None
            db.session.add(bank)
            db.session.flush()
        db.session.commit()


@pytest.mark.usefixtures("_titles")
@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("csto", "The pact"),
        ("eu", "A union"),
        ("un", "Un"),
        ("ukraine-war", "Ukraine war"),
        ("1994-ceasefire", "1994 ceasefire"),
        ("", ""),
    ],
)
def test_a_topic_is_read_by_the_title_of_the_oldest_bank_that_gives_one_or_by_its_name(app, topic, title):
    with app.test_request_context():
        assert title_of_topic(topic) == title


@pytest.mark.usefixtures("_titles")
def test_topics_are_offered_in_the_order_of_their_titles(app):
    with app.test_request_context():
        assert titled(["csto", "zoo", "eu"]) == [("eu", "A union"), ("csto", "The pact"), ("zoo", "Zoo")]


@pytest.mark.usefixtures("_titles")
def test_titles_are_looked_up_once_a_request(app, statements):
    with statements() as sent, app.test_request_context():
        assert [title_of_topic(topic) for topic in ("csto", "eu", "x")] == ["The pact", "A union", "X"]
    assert len(sent) == 1
