from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from quizapp.insights.exporting import LogRow, csv_of, json_of

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


def row(**changed):
    values = {
        "event": "event-1", "at": AT, "day": 20_514, "bank": "dates", "question": "war", "card": "main",
        "source": "review", "rating": 3, "score": None, "duration_ms": 1_500, "taken_back": False,
    }  # fmt: skip
    return LogRow(**values | changed)


def test_csv_has_a_head_and_a_line_for_each_event():
    head, line = csv.reader(io.StringIO(csv_of([row()])))
    assert head[:4] == ["event", "at", "day", "bank"]
    assert line == ["event-1", AT.isoformat(), "20514", "dates", "war", "main", "review", "3", "", "1500", "False"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_no_text_is_a_formula_in_a_spreadsheet(text):
    (_head, line) = csv.reader(io.StringIO(csv_of([row(event=text, question=text)]), newline=""))
    assert line[0] == line[4]
    assert line[0].startswith("'")
    assert line[0].replace("'", "") == text


def test_json_says_what_it_is_and_keeps_everything():
    told = json.loads(json_of([row(), row(score=0.5, taken_back=True)]))
    assert told["format"] == "quizapp-log-1"
    assert [event["taken_back"] for event in told["events"]] == [False, True]
    assert datetime.fromisoformat(told["events"][0]["at"]) == AT
