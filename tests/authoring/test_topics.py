from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.authoring.topics import Renaming, plan_renaming, topics_of, write_renaming
from quizapp.bank.dumping import dump_bank
from quizapp.bank.models import Card, Origin, Question, QuestionVersion
from quizapp.bank.queries import bank_by_key
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow

BY = Authorship(Origin.BROWSER, None, "Topic renamed")


@pytest.fixture
def rename(session):
    def renaming(bank, old, new):
        plan = plan_renaming(session, Renaming(bank, old, new), BY, now=utcnow())
        return write_renaming(session, plan, None, now=utcnow()) if plan else 0

    return renaming


def test_a_topic_is_renamed_and_merged_by_versions_and_cards_stay(session, load, make_bank, make_draft, rename):
    load(
        make_bank(make_draft(key="a", topic="old"), make_draft(key="b", topic="old"), make_draft(key="c", topic="new"))
    )
    load(make_bank(make_draft(key="a", topic="old"), key="other"))
    bank = bank_by_key(session, "sample")
    cards = session.scalars(sa.select(Card.id).order_by(Card.id)).all()
    assert topics_of(session, bank) == [("new", 1), ("old", 2)]
    assert rename(bank, "old", "new") == 2
    assert topics_of(session, bank) == [("new", 3)]
    assert topics_of(session, bank_by_key(session, "other")) == [("old", 1)]
    newest = session.scalars(sa.select(QuestionVersion).where(QuestionVersion.number == 2)).all()
    assert {version.note for version in newest} == {"Topic renamed"}
    assert [question.current.number for question in bank.questions] == [2, 2, 1]
    assert session.scalars(sa.select(Card.id).order_by(Card.id)).all() == cards
    assert dump_bank(session, bank).count("topic: new") == 3


def test_a_topic_renamed_to_itself_or_of_nothing_changes_nothing(session, load, make_bank, make_draft, rename):
    load(make_bank(make_draft(topic="old")))
    bank = bank_by_key(session, "sample")
    assert rename(bank, "old", "old") == rename(bank, "nothing", "new") == 0


def test_what_is_in_the_trash_has_no_topic_here(session, load, make_bank, make_draft, rename):
    load(make_bank(make_draft(topic="old")))
    bank = bank_by_key(session, "sample")
    session.execute(sa.update(Question).values(trashed_at=utcnow()))
    assert topics_of(session, bank) == []
    assert rename(bank, "old", "new") == 0
