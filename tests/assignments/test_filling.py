"""Tests of assignments/filling.py; what it refuses is tested through the pages, in test_views.py."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from werkzeug.datastructures import MultiDict

from quizapp.assignments.filling import FIXED, PRESETS, kept_values, new_values, sent_cells
from quizapp.assignments.models import Assignment
from quizapp.assignments.settings import QuizSettings
from quizapp.db import db

YEREVAN = ZoneInfo("Asia/Yerevan")


def test_a_new_assignment_closes_in_a_week_at_the_end_of_the_day_of_the_class(app):
    with app.test_request_context():
        late = datetime(2026, 3, 2, 21, tzinfo=UTC)  # the third there
        assert new_values("quiz", YEREVAN, late) == {"closes_at": "2026-03-10T23:59", "title": ""}
        assert new_values("cards", YEREVAN, late)["title"] == "Flashcards of the week"


def test_a_new_quiz_begins_with_the_questions_that_its_address_names(app):
    late = datetime(2026, 3, 3, 8, tzinfo=UTC)
    with app.test_request_context("/?add=dates/one&add=dates/two"):
        values = new_values("quiz", YEREVAN, late)
        assert (values["source"], values["questions"]) == (FIXED, "dates/one\ndates/two")
        assert "questions" not in new_values("cards", YEREVAN, late)


@pytest.mark.parametrize("preset", [*PRESETS, "own"])
def test_what_is_kept_fills_the_form_again(app, give_out, preset):
    whens = PRESETS.get(preset, ("after_submission", "after_submission", "after_closing", "never"))
    shown = dict(zip(("score", "verdict", "key", "explanation"), whens, strict=True))
    assignment = give_out(attempts=None, minutes=30, late={"rule": "percent", "percent_per_day": 5}, **shown)
    with app.app_context():
        values = kept_values(db.session(), db.session.get_one(Assignment, assignment), YEREVAN)
    assert (values["feedback"], values["attempts"], values["minutes"]) == (preset, "0", 30)
    assert (values["late"], values["percent_per_day"], values["source"]) == ("percent", 5, "fixed")
    assert values["questions"] == "small/premier\nsmall/brokered\nsmall/surname"


def test_rules_are_filled_in_as_they_were_typed(app, give_out):
    rule = {"count": 2, "query": "topic:about-premier", "unseen_days": 7}
    assignment = give_out(rules=[rule])
    with app.app_context():
        values = kept_values(db.session(), db.session.get_one(Assignment, assignment), YEREVAN)
    assert (values["source"], values["rules"]) == ("rules", "2 × topic:about-premier, none seen in 7 days")


def test_every_preset_can_be_kept():
    for whens in PRESETS.values():
        QuizSettings(questions=(1,), **dict(zip(("score", "verdict", "key", "explanation"), whens, strict=True)))


def test_cells_are_read_by_topic_and_level_and_nonsense_is_nothing(app):
    sent = MultiDict({"cell/2/csto": "3", "cell/9/csto": "3", "cell/1/x/y": "99", "cell/1/z": "²", "other": "1"})
    with app.test_request_context(method="POST", data=sent):
        assert sent_cells() == {("csto", 2): 3, ("x/y", 1): 50}


@pytest.mark.longer
def test_a_rule_that_finds_nothing_any_more_keeps_no_other_change_from_being_saved(browse, teacher, give_out, stored):
    desk = browse(teacher)
    waits = f"/assignments/{give_out(rules=[{'count': 2, 'query': 'for later'}])}/edit"
    selects = re.findall(
        r'<select[^>]*name="(\w+)".*?<option selected value="([^"]+)"', desk.get(waits).text, re.DOTALL
    )
    sent = dict(selects) | {"title": "Renamed", "source": "rules", "points": "10", "percent_per_day": "10"}
    assert "finds no question" in desk.post(waits, data=sent | {"rules": "2 × another word"}).text
    assert desk.post(waits, data=sent | {"rules": "2 × for later"}).status_code == 302
    assert stored("assignments", "title") == [("Renamed",)]
    assert desk.post(waits, data=sent | {"rules": "3 × for later, none seen in 14 days"}).status_code == 302


@pytest.mark.longer
def test_kept_rules_that_cannot_be_written_as_lines_give_way_to_new_ones(browse, teacher, give_out):
    desk = browse(teacher)
    kept = f"/assignments/{give_out(rules=[{'count': 2, 'query': 'topic:a' + chr(10) + 'b'}])}/edit"
    selects = re.findall(r'<select[^>]*name="(\w+)".*?<option selected value="([^"]+)"', desk.get(kept).text, re.DOTALL)
    sent = dict(selects) | {"title": "Renamed", "source": "rules", "points": "10", "percent_per_day": "10"}
    assert desk.post(kept, data=sent | {"rules": "1 ×"}).status_code == 302
