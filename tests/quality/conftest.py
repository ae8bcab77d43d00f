"""Questions and banks in one line, and what one rule finds in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.kinds import registry
from quizapp.quality.base import BankContext
from quizapp.quality.linting import lint_bank, lint_question

SOUND = QuestionDraft(
    key="one",
    kind="single_choice",
    content=registry.load("single_choice", {"stem": "Who came?", "answer": "Anna", "distractors": ["Bert", "Carl"]}),
    topic="arrivals",
    facets=("actor",),
    level=1,
    standing="reported",
    sources=("book#p1",),
    explanation="She alone had bought a ticket on the day before, as her letter home tells.",
)


def make_question(kind="single_choice", **fields):
    """Return a sound draft but for its content; fields of drafts stand beside those of the kind."""
    common = {name: fields.pop(name) for name in list(fields) if name in QuestionDraft.__slots__ and name != "content"}
    return replace(SOUND, kind=kind, content=registry.load(kind, fields), **common)


def make_choice(stem, answer, *distractors, **common):
    return make_question(stem=stem, answer=answer, distractors=list(distractors), **common)


def make_bank(*questions, language="en", **changes):
    numbered = tuple(replace(question, key=f"q{number}") for number, question in enumerate(questions))
    return BankDraft("sample", "Sample", language, "", numbered, **changes)


def found_by(rule, thing, **context):
    """Return what one rule finds in a question or a bank."""
    findings = lint_bank(thing) if isinstance(thing, BankDraft) else lint_question(thing, BankContext(**context))
    return [finding for finding in findings if finding.rule == rule]


@pytest.fixture(scope="session")
def question():
    return make_question


@pytest.fixture(scope="session")
def choice():
    return make_choice


@pytest.fixture(scope="session")
def bank_of():
    return make_bank


@pytest.fixture(scope="session")
def found():
    return found_by
