from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.quizzes.navigator import navigator
from quizapp.quizzes.open_slots import OpenSlot
from quizapp.quizzes.queries import SlotMark

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
MARKS = [SlotMark(1, True, 1.0), SlotMark(2, True, 0.5), SlotMark(3, True, 0.0), SlotMark(4, False, None)]


def slot(feedback, finished_at=None):
    return OpenSlot(5, 9, 1, 1, 4, 1, (), (), None, None, None, finished_at, feedback)


@pytest.mark.parametrize(
    ("feedback", "finished_at", "states"),
    [
        ("at_once", None, ["right", "partly", "wrong", "open"]),
        ("at_end", None, ["answered", "answered", "answered", "open"]),
        ("at_end", NOW, ["right", "partly", "wrong", "open"]),
    ],
)
def test_scores_are_told_only_where_feedback_is_due(app, feedback, finished_at, states):
    with app.test_request_context():
        items = navigator(slot(feedback, finished_at), MARKS)
    assert [item.state for item in items] == states
    assert len({item.label for item in items}) == 4


def test_each_place_leads_to_its_question(app):
    with app.test_request_context():
        items = navigator(slot("at_once"), MARKS)
    assert [item.url for item in items] == [f"/attempts/9/questions/{place}" for place in range(1, 5)]
