from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Bank, Origin
from quizapp.bank.versions import Authorship, restore_version
from quizapp.clock import utcnow
from quizapp.workbench.undoing import TooLateError


def test_undoing_makes_versions_that_say_what_was_said_before(three, change, undo, question):
    operation = change("level", list(three.values()), "3")
    assert undo(operation) == (3, [])
    history = [(one.number, one.level, one.note) for one in question(three["a"]).versions]
    assert history == [(3, 2, "bulk: undone"), (2, 3, "bulk: level"), (1, 2, "")]
    assert (operation.undone_at is not None, operation.left) == (True, [])


def test_facets_come_back_too(session, three, change, undo, question):
    undo(change("remove_facet", [three["a"]], "event"))
    assert question(three["a"]).current.facets == ["event", "claim"]


def test_a_question_that_was_edited_since_is_left_and_named(session, three, change, undo, question):
    operation = change("level", list(three.values()), "3")
    restore_version(session, question(three["b"]), 2, Authorship(Origin.BROWSER), now=utcnow())
    assert undo(operation) == (2, ["b"])
    assert [question(three[key]).current.level for key in "abc"] == [2, 3, 2]
    assert operation.left == ["b"]


def test_marks_are_taken_back_to_what_they_were(three, change, undo, question):
    first = change("archive", [three["a"]])
    operation = change("unarchive", [three["a"]])
    assert undo(operation) == (1, [])
    assert question(three["a"]).archived_at == first.at
    trashed = change("trash", list(three.values()))
    change("restore", [three["b"]])
    assert undo(trashed) == (2, ["b"])
    assert question(three["a"]).trashed_at is None


def test_what_was_moved_goes_back_to_its_place_and_its_file(session, three, change, undo, question):
    before = question(three["b"])
    stood = (before.bank_id, before.key, before.position, before.file_digest, before.file_block)
    other = session.scalar(sa.select(Bank.id).where(Bank.key == "other"))
    operation = change("move", [three["b"]], "other", bank_id=other)
    assert undo(operation) == (1, [])
    after = question(three["b"])
    assert (after.bank_id, after.key, after.position, after.file_digest, after.file_block) == stood
    assert after.current.digest == after.file_digest


def test_it_does_not_go_back_where_its_id_was_taken_meanwhile(
    session, three, change, undo, load, make_bank, make_draft
):
    other = session.scalar(sa.select(Bank.id).where(Bank.key == "other"))
    operation = change("move", [three["b"]], "other", bank_id=other)
    load(make_bank(*(make_draft(key=key) for key in "abc")))
    assert undo(operation) == (0, ["b"])


def test_once_and_for_thirty_days(three, change, undo):
    operation = change("flag", [three["a"]])
    with pytest.raises(TooLateError):
        undo(operation, days=31)
    undo(operation, days=29)
    with pytest.raises(TooLateError):
        undo(operation)
