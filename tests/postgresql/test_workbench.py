"""The workbench on PostgreSQL: bulk changes and their undoing, the trash, facilities, queries with OR."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.finding import Order, Wanted, find_questions
from quizapp.bank.models import Bank, Origin, Question, QuestionFacility
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.facilities import count_facilities
from quizapp.search.parsing import parse
from quizapp.workbench.bulk import plan_change, write_change
from quizapp.workbench.changes import Action, Change
from quizapp.workbench.chosen import Chosen, changing, outlook
from quizapp.workbench.selection import Selection
from quizapp.workbench.trash import empty_trash, trash_bank
from quizapp.workbench.trash_list import trashed_banks, trashed_questions
from quizapp.workbench.undoing import undo_operation

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
AUTHOR, EVERYTHING = Authorship(Origin.BROWSER, None, "bulk"), sa.true()


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
        assert undo_operation(session, operation, EVERYTHING, AUTHOR, now=utcnow()) == (operation.changed, [])
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
