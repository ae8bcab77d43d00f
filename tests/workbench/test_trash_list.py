from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Origin
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.scheduling.state import Rules
from quizapp.workbench.merging import Merge, merge_questions
from quizapp.workbench.trash import empty_trash, trash_bank
from quizapp.workbench.trash_list import survivor_of, trashed_banks, trashed_questions

EVERYTHING = sa.true()


def test_it_says_who_threw_what_away_when_and_until_when_it_stays(session, three, change):
    operation = change("trash", [three["a"], three["c"]])
    (first, second), total = trashed_questions(session, EVERYTHING)
    assert total == 2
    assert [(row.key, row.bank, row.person) for row in (first, second)] == [
        ("a", "The sample bank", "Ms Grigoryan"),
        ("c", "The sample bank", "Ms Grigoryan"),
    ]
    assert (first.trashed_at, first.until) == (operation.at, operation.at + timedelta(days=30))


def test_a_bank_is_one_line_and_its_questions_are_none(session, three, instructor_id, question):
    operation = trash_bank(session, question(three["a"]).bank, instructor_id, now=utcnow())
    (bank,) = trashed_banks(session, EVERYTHING, now=utcnow())
    assert (bank.key, bank.title, bank.person) == ("sample", "The sample bank", "Ms Grigoryan")
    assert (bank.operation_id, bank.questions, bank.until) == (operation.id, 3, operation.at + timedelta(days=30))
    assert trashed_questions(session, EVERYTHING) == ([], 0)
    assert trashed_banks(session, EVERYTHING, now=utcnow() + timedelta(days=31)) == []


@pytest.mark.longer
def test_what_was_removed_for_good_is_not_listed(session, three, change):
    change("trash", [three["a"]])
    empty_trash(session, now=utcnow() + timedelta(days=31))
    assert trashed_questions(session, EVERYTHING) == ([], 0)


@pytest.mark.longer
def test_what_stayed_in_a_merge_and_went_to_the_trash_by_another_way_was_not_merged_into_itself(
    session, three, change, undo, question, instructor_id
):
    thrown_away = change("trash", [three["b"]])
    restored = change("restore", [three["b"]])
    change("add_facet", [three["a"]], "place")
    author = Authorship(Origin.BROWSER, instructor_id, "bulk: merged")
    wanted = Merge(question(three["b"]), question(three["a"]), takes_facets=True, takes_sources=True)
    merge_questions(session, wanted, author, Rules(ZoneInfo("UTC")), now=utcnow())
    session.commit()
    undo(restored)
    assert question(three["b"]).trashed_at == thrown_away.at
    assert survivor_of(session, three["a"]) == (three["b"], "b")
    assert survivor_of(session, three["b"]) is None
    rows, _total = trashed_questions(session, EVERYTHING)
    assert {row.key: row.survivor_id for row in rows} == {"a": three["b"], "b": None}


def test_the_list_takes_the_same_statements_for_one_and_for_many(session, three, change, statements):
    change("trash", [three["a"]])
    with statements() as one:
        trashed_questions(session, EVERYTHING)
    change("trash", [three["b"], three["c"]])
    with statements() as many:
        trashed_questions(session, EVERYTHING)
    assert len(one) == len(many) == 2
