from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from quizapp.privacy.cells import to_json, to_text

MOMENT = datetime(2026, 9, 1, 8, 5, tzinfo=UTC)


def test_cells_are_short_texts():
    values = (None, [], True, False, MOMENT, date(2026, 9, 1), 0.123456, ["a", 1], {"k": "é"}, "text", 7)
    texts = ["", "", "✓", "–", "2026-09-01 08:05", "2026-09-01", "0.1235", "a; 1", "k: é", "text", "7"]
    assert [to_text(value) for value in values] == texts


def test_what_the_code_calls_things_is_told_in_words_and_what_was_typed_is_not_touched():
    terms = {"shows": {"key": "after_submission"}, "minutes": None, "usual_minutes": 30, "days": [1, 2]}
    assert to_text(terms) == "shows: (key: after submission); usual minutes: 30; days: (1; 2)"
    assert to_text([{"text": "Yes"}, {"text": "Snake_Case"}]) == "(text: Yes); (text: Snake_Case)"
    assert to_text("net_correct", "rule") == "net correct"
    assert to_text("net_correct", "answer") == "net_correct"
    assert [to_text(20_783, name) for name in ("due_day", "new_per_day")] == ["2026-11-26", "20783"]
    assert to_text(None, "due_day") == ""


def test_json_keeps_moments_and_says_what_it_cannot():
    assert to_json({"at": MOMENT}) == '{"at": "2026-09-01T08:05:00+00:00"}'
    with pytest.raises(TypeError):
        to_json(object())
