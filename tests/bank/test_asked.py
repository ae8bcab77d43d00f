from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from quizapp.bank import asked
from quizapp.bank.asked import asked_version
from quizapp.bank.models import Card, Origin, Question
from quizapp.bank.versions import Authorship, add_version
from quizapp.clock import utcnow


@pytest.fixture
def question(session, load, make_bank, make_draft):
    load(make_bank(make_draft("matching", key="one")))
    return session.scalars(sa.select(Question)).one()


def test_every_kind_is_asked_as_it_was_stored(session, load, make_bank, make_draft, kind):
    draft = make_draft(kind)
    load(make_bank(draft))
    question = session.scalars(sa.select(Question)).one()
    version = asked_version(session, question.current.id)
    assert (version.content, version.topic, version.level) == (draft.content, draft.topic, draft.level)
    assert (version.standing, version.sources) == (draft.standing, draft.sources)
    assert (version.explanation, version.teacher_note) == (draft.explanation, draft.teacher_note)
    assert (version.bank_key, version.language, version.key) == ("sample", "en", draft.key)
    assert version.cards.keys() == {face.key for face in draft.content.cards()}


def test_the_second_look_runs_no_statement(session, question, statements):
    version_id = question.current.id
    first = asked_version(session, version_id)
    with statements() as ran:
        assert asked_version(session, version_id) is first
    assert ran == []


def test_an_edit_is_asked_at_once_and_an_old_attempt_keeps_its_version(session, question, make_draft):
    old_id = question.current.id
    old = asked_version(session, old_id)
    draft = make_draft("matching", key="one", topic="other")
    new = add_version(session, question, draft, Authorship(Origin.BROWSER), now=utcnow())
    session.commit()
    assert asked_version(session, new.id).topic == "other"
    assert asked_version(session, old_id).content == old.content


def test_a_version_knows_only_the_cards_that_it_asks(session, question, make_draft):
    raw = {"stem": "Match.", "pairs": [{"left": "New", "right": "x"}, {"left": "Other", "right": "y"}]}
    new = add_version(
        session, question, make_draft("matching", key="one", raw=raw), Authorship(Origin.BROWSER), now=utcnow()
    )
    session.commit()
    ids = set(session.scalars(sa.select(Card.id).where(Card.retired_at.is_(None))))
    assert set(asked_version(session, new.id).cards.values()) == ids


def test_an_unknown_version_is_an_error_and_is_not_kept(session, question):
    for _ in range(2):
        with pytest.raises(NoResultFound):
            asked_version(session, 999)


def test_only_so_many_versions_are_kept_the_latest_used_ones(session, load, make_bank, make_draft, monkeypatch):
    monkeypatch.setattr(asked, "KEPT_VERSIONS", 2)
    load(make_bank(*[make_draft(key=f"q{number}") for number in range(3)]))
    ids = [question.current.id for question in session.scalars(sa.select(Question).order_by(Question.position))]
    first, second = (asked_version(session, version_id) for version_id in ids[:2])
    assert asked_version(session, ids[0]) is first
    asked_version(session, ids[2])
    assert asked_version(session, ids[0]) is first
    assert asked_version(session, ids[1]) is not second
