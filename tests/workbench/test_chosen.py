from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Bank, Question
from quizapp.clock import utcnow
from quizapp.search.parsing import parse
from quizapp.workbench.changes import Action, Change, Hindrance
from quizapp.workbench.chosen import Chosen, changing, count_chosen, outlook
from quizapp.workbench.selection import Selection

EVERYTHING = sa.true()


def of(text="", ids=(), *, is_all=True, changeable=EVERYTHING):
    return Chosen(Selection(frozenset(ids), is_all), parse(text), {}, EVERYTHING, changeable, utcnow())


def test_all_that_a_search_finds_but_for_some_or_those_that_were_ticked(session, three):
    assert count_chosen(session, of()) == 3
    assert count_chosen(session, of("id:a,b")) == 2
    assert count_chosen(session, of("id:a,b", [three["a"]])) == 1
    assert count_chosen(session, of("ignored", [three["a"], 999], is_all=False)) == 1
    assert count_chosen(session, of(is_all=False)) == 0


def test_it_is_told_what_a_change_would_do(session, three, change):
    change("topic", [three["a"]], "csto")
    change("trash", [three["b"]])
    wanted = Change(Action.TOPIC, "csto")
    told = outlook(session, of(ids=three.values(), is_all=False), wanted)
    assert (told.total, told.same, told.hindered, told.changing) == (3, 1, {Hindrance.IN_TRASH: 1}, 1)
    assert told.examples == [(three["c"], "Armenia recognised it.", "sample")] or told.examples[0][0] == three["c"]
    assert changing(session, of(), wanted) == [three["c"]]


@pytest.mark.parametrize(
    ("wanted", "hindered"),
    [
        (Change(Action.REMOVE_FACET, "event"), {}),
        (Change(Action.REMOVE_FACET, "claim"), {Hindrance.LAST_FACET: 1}),
    ],
)
def test_a_question_keeps_its_last_facet(session, three, change, wanted, hindered):
    change("remove_facet", [three["a"]], "event")
    assert outlook(session, of(), wanted).hindered == hindered


@pytest.mark.longer
def test_ids_that_are_taken_in_another_bank_are_counted_unless_they_get_a_number(
    session, three, load, make_bank, make_draft
):
    load(make_bank(make_draft(key="a"), key="other"))
    other = session.scalar(sa.select(Bank.id).where(Bank.key == "other"))
    told = outlook(session, of("bank:sample"), Change(Action.MOVE, "other", other))
    assert (told.hindered, told.changing) == ({Hindrance.KEY_TAKEN: 1}, 2)
    assert outlook(session, of("bank:sample"), Change(Action.MOVE, "other", other, renames=True)).changing == 3
    assert outlook(session, of("bank:other"), Change(Action.MOVE, "other", other)).same == 1


def test_what_may_only_be_read_is_counted_and_not_changed(session, three):
    mine = of(changeable=Question.key == "a")
    told = outlook(session, mine, Change(Action.LEVEL, "3"))
    assert (told.hindered, told.changing) == ({Hindrance.ONLY_READ: 2}, 1)
    assert changing(session, mine, Change(Action.LEVEL, "3")) == [three["a"]]


@pytest.mark.longer
def test_a_question_of_a_bank_in_the_trash_is_not_restored_alone(session, three, change, question):
    change("trash", [three["a"]])
    question(three["a"]).bank.trashed_at = utcnow()
    told = outlook(session, of("is:trashed"), Change(Action.RESTORE))
    assert told.hindered == {Hindrance.BANK_IN_TRASH: 1}


def test_counting_takes_the_same_statements_for_one_and_for_many(session, three, statements):
    with statements() as one:
        outlook(session, of("id:a"), Change(Action.LEVEL, "3"))
    with statements() as many:
        outlook(session, of(), Change(Action.LEVEL, "3"))
    assert len(one) == len(many) == 2


def test_what_was_removed_for_good_is_not_chosen(session, three, question):
    question(three["a"]).trashed_at = question(three["a"]).removed_at = utcnow()
    session.flush()
    assert count_chosen(session, of("is:trashed")) == 0
    assert count_chosen(session, of(ids=three.values(), is_all=False)) == 2
    assert session.scalar(sa.select(sa.func.count()).select_from(Question)) == 3
