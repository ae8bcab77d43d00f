"""Small banks for tests, and the shipped ones."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

QUESTIONS = Path(__file__).parents[2] / "questions"

HEAD = "bank: sample\ntitle: A sample\nquestions:\n"
COMMON = """\
    facets: [event]
    topic: rift
    difficulty: 1
    standing: reported
    sources: [ally-2023#p1]
    explanation: Because it is so.
"""
OWN = """\
kind: true_false
stem: It is so.
answer: true
"""


def make_bank(own=OWN, *, common=COMMON, head=HEAD, key="one"):
    """Return a bank of one question: its id stands in line 4 of the file, its kind in line 5."""
    return f"{head}  - id: {key}\n{textwrap.indent(textwrap.dedent(own), '    ')}{common}"


@pytest.fixture(scope="session", name="make_bank")
def _make_bank():
    return make_bank


def pytest_generate_tests(metafunc):
    if "shipped_path" in metafunc.fixturenames:
        files = sorted(path for path in QUESTIONS.glob("*.yaml") if path.name != "sources.yaml")
        metafunc.parametrize("shipped_path", files, ids=lambda path: path.stem)


@pytest.fixture(scope="session")
def questions_folder():
    return QUESTIONS
