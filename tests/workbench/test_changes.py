from __future__ import annotations

import pytest

from quizapp.workbench.changes import MARKS, REWRITING, Action, Change, read_change, rewritten

BANKS = {"dates": 7}


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        ({"action": "topic", "value": "  The  CSTO "}, Change(Action.TOPIC, "the-csto")),
        ({"action": "topic", "value": "Ծ!"}, None),
        ({"action": "topic"}, None),
        ({"action": "level", "value": "3"}, Change(Action.LEVEL, "3")),
        ({"action": "level", "value": "4"}, None),
        ({"action": "standing", "value": "opinion"}, Change(Action.STANDING, "opinion")),
        ({"action": "add_facet", "value": "cause"}, Change(Action.ADD_FACET, "cause")),
        ({"action": "remove_facet", "value": "colour"}, None),
        ({"action": "move", "value": "dates"}, Change(Action.MOVE, "dates", 7)),
        ({"action": "move", "value": "dates", "clash": "rename"}, Change(Action.MOVE, "dates", 7, renames=True)),
        ({"action": "move", "value": "nowhere"}, None),
        ({"action": "trash", "value": "ignored"}, Change(Action.TRASH)),
        ({"action": "explode"}, None),
        ({}, None),
    ],
)
def test_a_change_is_read_or_it_is_none(fields, change):
    assert read_change(fields, BANKS) == change


def test_every_action_either_rewrites_or_marks():
    assert REWRITING | set(MARKS) | {Action.MERGE} == set(Action)
    assert not REWRITING & set(MARKS)


@pytest.mark.parametrize(
    ("action", "value", "columns"),
    [
        (Action.TOPIC, "csto", {"topic": "csto"}),
        (Action.STANDING, "opinion", {"standing": "opinion"}),
        (Action.LEVEL, "3", {"level": 3}),
        (Action.ADD_FACET, "cause", {"facets": ["date", "event", "cause"]}),
        (Action.REMOVE_FACET, "date", {"facets": ["event"]}),
        (Action.MOVE, "dates", {}),
    ],
)
def test_what_becomes_of_a_version(action, value, columns):
    assert rewritten(Change(action, value), {"facets": ["date", "event"]}) == columns
