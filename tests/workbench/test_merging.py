from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Origin
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.workbench.merging import Merge, merge_questions
from quizapp.workbench.trash_list import trashed_questions


@pytest.fixture
def merge(session, question, instructor_id):
    """Return a function that merges one question into another."""

    def merge(survivor, other, *, facets=True, sources=True):
        author = Authorship(Origin.BROWSER, instructor_id, "bulk: merged")
        wanted = Merge(question(survivor), question(other), facets, sources)
        operation = merge_questions(session, wanted, author, now=utcnow())
        session.commit()
        return operation

    return merge


def test_the_survivor_takes_over_what_it_lacks_and_the_other_points_to_it(session, three, change, merge, question):
    change("remove_facet", [three["a"]], "claim")
    change("add_facet", [three["b"]], "place")
    operation = merge(three["a"], three["b"])
    kept = question(three["a"]).current
    assert (kept.number, kept.facets, kept.note) == (3, ["event", "claim", "place"], "bulk: merged")
    assert question(three["b"]).trashed_at == operation.at
    ((row,), _total) = trashed_questions(session, sa.true())
    assert (row.key, row.person, row.survivor_id, row.said["value"]) == ("b", "Ms Grigoryan", three["a"], "a")


def test_where_nothing_is_taken_over_there_is_no_new_version(three, change, merge, question):
    assert merge(three["a"], three["b"]).changed == 1
    assert question(three["a"]).current_number == 1
    change("add_facet", [three["c"]], "place")
    merge(three["a"], three["c"], facets=False)
    assert question(three["a"]).current_number == 1


def test_a_merge_is_taken_back_as_a_whole(three, change, merge, undo, question):
    change("add_facet", [three["b"]], "place")
    operation = merge(three["a"], three["b"])
    assert undo(operation) == (2, [])
    assert question(three["a"]).current.facets == ["event", "claim"]
    assert question(three["b"]).trashed_at is None


def test_what_was_edited_since_stays_and_the_other_comes_back(three, change, merge, undo, question):
    change("add_facet", [three["b"]], "place")
    operation = merge(three["a"], three["b"])
    change("level", [three["a"]], "3")
    assert undo(operation) == (1, ["a"])
    assert question(three["b"]).trashed_at is None
    assert question(three["a"]).current.facets == ["event", "claim", "place"]
