from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.models import Question, UnsavedDraft
from quizapp.bank.queries import drafts_of
from quizapp.studio.drafts import Desk, draft_at, drop_draft, save_draft

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)


@pytest.fixture
def people(make_person):
    return make_person(Role.INSTRUCTOR, "First"), make_person(Role.INSTRUCTOR, "Second")


@pytest.fixture
def desks(people, session, load, make_bank, make_draft):
    """Two instructors' desks at one question, and the first one's at two new ones."""
    load(make_bank(make_draft(key="one")))
    question = session.scalars(sa.select(Question)).one()
    first, second = people
    return {
        "first": Desk(first, question.bank, "true_false", question),
        "second": Desk(second, question.bank, "true_false", question),
        "new date": Desk(first, question.bank, "date"),
        "new number": Desk(first, question.bank, "numeric"),
    }


def test_each_desk_keeps_one_draft_the_latest(session, desks):
    for number, name in enumerate((*desks, "first")):
        save_draft(session, desks[name], 1, {"stem": [f"{name} {number}"]}, now=NOW + timedelta(minutes=number))
    session.commit()
    assert session.scalar(sa.select(sa.func.count()).select_from(UnsavedDraft)) == 4
    assert {name: draft_at(session, desk).fields["stem"] for name, desk in desks.items()} == {
        "first": ["first 4"],
        "second": ["second 1"],
        "new date": ["new date 2"],
        "new number": ["new number 3"],
    }


def test_everybody_has_their_own_list_with_the_latest_first(session, desks):
    for number, name in enumerate(("first", "second", "new date")):
        save_draft(session, desks[name], 1, {}, now=NOW + timedelta(minutes=number))
    rows = drafts_of(session, desks["first"].author_id)
    assert [(row.question_key, row.kind, row.updated_at) for row in rows] == [
        (None, "date", NOW + timedelta(minutes=2)),
        ("one", "true_false", NOW),
    ]
    assert [row.question_key for row in drafts_of(session, desks["second"].author_id)] == ["one"]


def test_a_draft_thrown_away_takes_no_other_with_it(session, desks):
    for desk in desks.values():
        save_draft(session, desk, 1, {}, now=NOW)
    drop_draft(session, desks["first"])
    drop_draft(session, desks["new date"])
    assert [name for name, desk in desks.items() if draft_at(session, desk)] == ["second", "new number"]
    drop_draft(session, desks["first"])


def test_a_character_that_no_database_takes_is_left_out(session, desks):
    save_draft(session, desks["first"], 1, {"stem": ["a\0b"]}, now=NOW)
    assert draft_at(session, desks["first"]).fields == {"stem": ["ab"]}


@pytest.mark.longer
def test_the_database_itself_takes_one_draft_a_place(session, desks):
    desk = desks["new date"]
    save_draft(session, desk, 0, {}, now=NOW)
    twin = UnsavedDraft(
        author_id=desk.author_id, bank_id=desk.bank.id, kind="date", base_number=0, fields={}, updated_at=NOW
    )
    session.add(twin)
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()
