"""Searching questions on PostgreSQL: the same queries find the same as on SQLite."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.finding import Order, Wanted, find_questions
from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship, add_version, draft_of, restore_version
from quizapp.bank.vocabulary import known_values
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.search.parsing import parse

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


@pytest.fixture
def session(app, with_banks_loaded):
    with app.app_context():
        yield db.session()
        db.session.rollback()


@pytest.fixture
def find(session):
    def find(text, order=Order.BANK, page=1):
        vocabulary = known_values(session)
        query = parse(text, vocabulary)
        assert query.findings == ()
        return find_questions(session, Wanted(query, sa.true(), order, page), vocabulary, now=utcnow())

    return find


TEXTS = (
    *("", "pashin", "pashinyan ", '"the cease"*', "-war ", "%", "-%", "o'", "1994", "single_choice "),
    *("kind:matching", "level:>1", "-level:2", "edited:7d", "edited:>2026-01-01", "is:new", "-is:edited"),
    *("is:unused", "is:missing", "facet:date", "actor:pashinyan", "-actor:pashinyan", "source:ally-2023"),
    *("source:ally-2023#p2", "id:a*", "bank:dates", "standing:opinion", '"a – b"', "the & | ! <-> of", "':* \\"),
)


def test_every_query_is_answered_in_every_order(find):
    for text in TEXTS:
        totals = set()
        for order in Order:
            found = find(text, order)
            assert len({row.id for row in found.rows}) == len(found.rows) == min(found.total, 50), (text, order)
            totals.add(found.total)
        assert len(totals) == 1


def test_words_phrases_and_prefixes_find_what_they_say(find):
    everything = find("").total
    assert 0 < find("pashinyan ").total <= find("pashin").total < everything
    assert find("pashin ").total == 0
    assert find("-pashin").total == everything - find("pashin").total
    assert find("single choice kind:single-choice ").total == find("kind:single-choice").total > 0
    assert 0 < find("actor:pashinyan").total < everything
    assert find("source:ally-2023#p2").total == find("ally-2023#p2 ").total > 0


def test_only_the_current_version_is_found(session, find):
    question = session.scalars(sa.select(Question).order_by(Question.id)).first()
    draft = draft_of(question.key, question.current)
    changed = draft.__class__(
        **{name: getattr(draft, name) for name in draft.__slots__} | {"teacher_note": "xylophone"}
    )
    add_version(session, question, changed, Authorship(Origin.BROWSER), now=utcnow())
    assert [row.key for row in find("xylophone ").rows] == [question.key]
    assert [row.key for row in find("is:edited", Order.EDITED).rows] == [question.key]
    restore_version(session, question, 1, Authorship(Origin.BROWSER), now=utcnow())
    assert find("xylophone ").total == 0


def test_the_page_and_its_kept_searches_work(app, with_banks_loaded, make_person, browse):
    client = browse(make_person(role=Role.INSTRUCTOR))
    assert client.get("/questions?q=actor:pashinyan+ceasefire&sort=relevance").status_code == 200
    assert client.get("/questions/complete?text=topic:").json
    assert client.post("/questions/searches", data={"name": "n", "q": "war"}).status_code == 302
    assert ">n</a>" in client.get("/questions").text
