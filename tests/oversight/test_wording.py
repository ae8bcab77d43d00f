"""Everything that staff do has a sentence, with names of now; who was erased is told as such."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from quizapp.accounts.people import Deed
from quizapp.audit.models import Act
from quizapp.bank.models import State
from quizapp.bank.roles import BankRole
from quizapp.classroom.services import ClassSettings
from quizapp.gradebook.models import DecisionKind
from quizapp.oversight import wording
from quizapp.oversight.entries import Area, Entry, Record, Wanted
from quizapp.oversight.naming import Names, names_for
from quizapp.oversight.queries import entries_page
from quizapp.quizzes.regrades.plan import Rule

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
NOBODY = Names({}, {}, {}, {}, {})
DETAILS = {
    "before": "owner",
    "after": "teacher",
    "count": 2,
    "time": 10,
    "minutes": 5,
    "needed": "yes",
    "name": "x",
    "key": "x",
    "from": "x",
    "stamp": "20261126T030000Z",
    "file": "x.zip",
    "kept": "y.zip",
}


def test_every_act_has_a_sentence_and_every_area_a_name(app):
    with app.test_request_context():
        for act in Act:
            told = wording.sentence(Entry(Record.ACTION, 1, NOW, 1, act, details=DETAILS), NOBODY)
            assert told.startswith(("Somebody erased ", "Somebody gave a wrong password"))
        assert set(wording.AREAS) == set(Area)


def test_what_has_a_record_of_its_own_has_sentences(app, session, site):
    entries = entries_page(session, Wanted(), 50).entries
    names = names_for(session, entries)
    with app.test_request_context():
        told = [wording.sentence(entry, names) for entry in entries]
    assert told[0] == "Ms Adams took Ani out of “10 b”."
    assert "Admin changed what Ms Adams may do with the bank “Birds”: from nothing to editor." in told
    assert "Ms Adams gave Ani other points for “Test”." in told
    assert "Ms Adams changed questions in bulk (1): Flagged." in told
    assert "Ms Adams wrote versions of questions of “Birds” at once: 2." in told
    assert told[-1].startswith("Ms Adams wrote the question “Question")
    assert all("%(" not in one and "None" not in one for one in told)


def test_no_rule_no_kind_of_decision_and_no_word_is_without_words(app):
    assert {f"account.{deed}" for deed in Deed} <= set(wording.SENTENCES)
    assert {f"regrade.{rule}" for rule in Rule} <= set(wording.SENTENCES)
    assert {f"mark.{kind}{end}" for kind in DecisionKind for end in ("", ".back")} <= set(wording.SENTENCES)
    assert {*BankRole, *State} <= set(wording._WORDS)


def test_who_was_erased_and_the_server_itself_are_told(app):
    with app.test_request_context():
        assert wording.who(Entry(Record.ACTION, 1, NOW, None, "x", by_role="admin"), NOBODY) == "Somebody erased"
        assert wording.who(Entry(Record.ACTION, 1, NOW, None, "x", by_role="server"), NOBODY) == "The server"
        entry = Entry(Record.MARK, 1, NOW, None, "mark.late", details={"value": None})
        assert "took back" in wording.sentence(entry, NOBODY)
        gone = Entry(Record.ERASURE, 1, NOW, 1, "erasure", details={"number": "K7"})
        assert wording.sentence(gone, NOBODY).endswith("number K7.")
        for value, words in ((None, "took back the grade"), (2.0, "set the grade")):
            graded = Entry(Record.GRADE, 1, NOW, 1, "grade", details={"value": value})
            assert words in wording.sentence(graded, NOBODY)
        edited = Entry(Record.VERSION, 1, NOW, 1, "version", details={"count": 1, "number": 3})
        assert "edited the question" in wording.sentence(edited, NOBODY)


def test_settings_that_were_changed_are_told_as_they_were_and_as_they_became(app):
    before = {"name": "10 b", "subtitle": "", "rollover_hour": 4, "term_begins": None, "lesson_days": [0, 2]}
    after = {"name": "10 c", "subtitle": "x", "rollover_hour": 3, "term_begins": "2026-09-01", "lesson_days": []}
    changed = Entry(Record.ACTION, 1, NOW, 1, Act.CLASS_CHANGED, details={"before": before, "after": after})
    with app.test_request_context():
        assert wording.sentence(changed, NOBODY).partition(": ")[2] == (
            "name (“10 b” to “10 c”), what it is about (nothing to “x”), when a day ends (04:00 to 03:00), "
            "first day of the term (nothing to 1 Sep 2026), days with a lesson (Monday, Wednesday to none)."
        )
        assert {one.name for one in fields(ClassSettings)} == set(wording._SETTINGS)


@pytest.mark.parametrize("title", ["review", "none", "yes"])
def test_a_name_that_is_a_word_of_the_log_stays_a_name(app, title):
    set_for_a_class = Entry(Record.ACTION, 1, NOW, 1, Act.EXAMS_CHANGED, details={"deed": "set", "test": title})
    with app.test_request_context():
        assert f"“{title}”" in wording.sentence(set_for_a_class, NOBODY)
