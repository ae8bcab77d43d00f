"""The workbench on PostgreSQL: bulk changes and their undoing, the trash, facilities, queries with OR."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.finding import Order, Wanted, find_questions
from quizapp.bank.models import Bank, Card, Origin, Question, QuestionFacility, QuestionVersion
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.queries import memory_by_card
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, Learner, record_review
from quizapp.quizzes.facilities import count_facilities
from quizapp.scheduling.state import Rating, Rules
from quizapp.search.parsing import parse
from quizapp.workbench.bulk import plan_change, write_change
from quizapp.workbench.changes import Action, Change
from quizapp.workbench.chosen import Chosen, changing, outlook
from quizapp.workbench.merging import Merge, merge_questions
from quizapp.workbench.selection import Selection
from quizapp.workbench.trash import empty_trash, trash_bank
from quizapp.workbench.trash_list import trashed_banks, trashed_questions
from quizapp.workbench.undoing import undo_operation

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
AUTHOR, EVERYTHING = Authorship(Origin.BROWSER, None, "bulk"), sa.true()
RULES = Rules(ZoneInfo("UTC"))


@pytest.fixture
def session(app, with_banks_loaded):
    with app.app_context():
        yield db.session()
        db.session.rollback()


@pytest.fixture
def change(session):
    """Return a function that changes all that a query finds, and returns the operation."""

    def change(text, wanted):
        chosen = Chosen(Selection(is_all=True), parse(text), {}, EVERYTHING, EVERYTHING, utcnow())
        ids = changing(session, chosen, wanted)
        assert len(ids) == outlook(session, chosen, wanted).changing > 0
        now = utcnow()
        return write_change(session, plan_change(session, wanted, ids, AUTHOR, now=now), None, now=now)

    return change


def count(session, text, order=Order.BANK):
    return find_questions(session, Wanted(parse(text), EVERYTHING, order), {}, now=utcnow()).total


def test_what_is_changed_in_bulk_is_found_so_and_taken_back(session, change):
    bank_id = session.scalar(sa.select(Bank.id).where(Bank.key == "dates"))
    for text, wanted, found in (
        ("bank:actors", Change(Action.TOPIC, "csto-again"), "topic:csto-again bank:actors "),
        ("bank:actors", Change(Action.ADD_FACET, "treaty"), "facet:treaty bank:actors "),
        ("bank:actors level:1,2,3", Change(Action.MOVE, "dates", bank_id, renames=True), "bank:dates "),
        ("kind:matching", Change(Action.FLAG), "is:flagged "),
        ("kind:matching", Change(Action.ARCHIVE), "is:archived "),
    ):
        before = count(session, found)
        operation = change(text, wanted)
        assert count(session, found) == before + operation.changed
        assert undo_operation(session, operation, EVERYTHING, AUTHOR, RULES, now=utcnow()) == (operation.changed, [])
        assert count(session, found) == before


def test_the_trash_is_listed_and_emptied(session, change):
    everything = count(session, "")
    operation = change("kind:date bank:dates", Change(Action.TRASH))
    assert count(session, "") == everything - operation.changed
    assert count(session, "is:trashed ") == trashed_questions(session, EVERYTHING)[1] == operation.changed
    bank = session.scalars(sa.select(Bank).where(Bank.key == "actors")).one()
    trash_bank(session, bank, None, now=utcnow())
    assert [one.key for one in trashed_banks(session, EVERYTHING, now=utcnow())] == ["actors"]
    session.execute(sa.update(Question).where(Question.key.like("%a%")).values(file_digest=None))
    emptied = empty_trash(session, now=utcnow() + timedelta(days=31))
    assert emptied.deleted > 0 < emptied.kept
    assert count(session, "is:trashed ") == 0


def test_either_and_facilities(session):
    both = count(session, "kind:matching OR level:3")
    assert both == count(session, "kind:matching") + count(session, "level:3") - count(session, "kind:matching level:3")
    assert count(session, "-(kind:matching OR level:3)") == count(session, "") - both
    first, second = session.scalars(sa.select(Question.id).order_by(Question.id).limit(2))
    session.add_all(QuestionFacility(question_id=one, answered=9, share=0.2) for one in (first, second))
    session.flush()
    assert count(session, "facility:<0.4") == 2
    for order in (Order.FACILITY, Order.USE):
        rows = find_questions(session, Wanted(parse(""), EVERYTHING, order), {}, now=utcnow()).rows
        assert {rows[0].id, rows[1].id} == {first, second}
    assert count_facilities(session, now=utcnow()) == 0


def test_what_was_answered_at_a_duplicate_counts_for_the_one_that_stays_and_is_taken_back(session):
    kept, gone = session.scalars(
        sa.select(Question).join(Question.current).where(QuestionVersion.kind == "flashcard").limit(2)
    )
    edited = replace(draft_of(gone.key, gone.current), content=draft_of(kept.key, kept.current).content)
    add_version(session, gone, edited, AUTHOR, now=utcnow())
    card = sa.select(Card.id).where(Card.retired_at.is_(None)).order_by(Card.position)
    mine, theirs = (session.scalars(card.where(Card.question_id == one.id)).first() for one in (kept, gone))
    learner = Learner(create_guest(session, now=utcnow()).id, RULES)
    record_review(session, learner, theirs, Rating.GOOD, Event("one", utcnow()), now=utcnow())
    merge = Merge(kept, gone, takes_facets=False, takes_sources=False)
    operation = merge_questions(session, merge, AUTHOR, RULES, now=utcnow())
    assert memory_by_card(session, learner.id, mine).reps == 1
    assert rebuild_memories(session, RULES)[1] == []
    assert undo_operation(session, operation, EVERYTHING, AUTHOR, RULES, now=utcnow()) == (1, [])
    assert memory_by_card(session, learner.id, mine) is None
    assert rebuild_memories(session, RULES)[1] == []
