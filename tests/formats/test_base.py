from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from quizapp.formats.base import FACETS, LEVELS, STANDINGS, STATES, Problem, QuestionDraft
from quizapp.formats.fields import Facet, Standing, State
from quizapp.kinds import registry
from quizapp.kinds.messages import Message

DRAFT = QuestionDraft(
    key="one",
    kind="true_false",
    content=registry.load("true_false", {"stem": "So?", "answer": "true"}),
    topic="rift",
    facets=("date",),
    level=1,
    standing="reported",
    sources=("ally-2023#p1",),
    explanation="So.",
)


def test_a_problem_is_said_as_compilers_do_and_given_to_programs():
    problem = Problem("questions/dates.yaml", 41, Message("“%(x)s” is wrong.", {"x": "a"}))
    assert str(problem) == "questions/dates.yaml:41: “a” is wrong."
    assert problem.as_json() == {"path": "questions/dates.yaml", "line": 41, "message": "“a” is wrong."}


def test_neither_the_key_nor_the_text_in_the_file_counts_for_the_digest():
    assert DRAFT.digest() == replace(DRAFT, key="two", block="- id: two\n").digest()
    assert len(bytes.fromhex(DRAFT.digest())) == 32


@pytest.mark.parametrize(
    "change",
    [
        {"topic": "war"},
        {"facets": ("date", "place")},
        {"level": 2},
        {"standing": "opinion"},
        {"sources": ("ally-2023#p2",)},
        {"explanation": "Not so."},
        {"teacher_note": "Careful."},
        {"content": registry.load("true_false", {"stem": "So?", "answer": "false"})},
        {"kind": "flashcard"},
        {"actors": ("Russia",)},
        {"when": "192X"},
        {"event": "They met."},
        {"allow": {"no-task": "It is clear."}},
    ],
)
def test_everything_else_counts_for_the_digest(change):
    assert replace(DRAFT, **change).digest() != DRAFT.digest()


def test_fields_that_are_left_out_leave_the_digest_as_it_was_before_there_were_such_fields():
    assert DRAFT.digest() == "d40100dc40e1d9576f41a7a98622c2d70f3e3bc945c2d28cbee4d1af64361b39"


def test_drafts_that_say_the_same_are_equal_however_they_were_typed():
    assert DRAFT.with_block("- id: one\n") == DRAFT
    assert DRAFT.with_block("- id: one\n").block == "- id: one\n"


def test_the_words_of_drafts_are_those_that_files_may_use():
    assert (get_args(Facet), get_args(Standing), get_args(State), (1, 2, 3)) == (FACETS, STANDINGS, STATES, LEVELS)
