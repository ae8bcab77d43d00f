"""A class that is generated: students of known ability answer questions of known difficulty."""

from __future__ import annotations

import json
from math import exp
from pathlib import Path
from random import Random

import pytest

from quizapp.psychometrics.sheet import Sitting, sheet_of


@pytest.fixture(scope="session")
def moodle():
    """Marks of 25 attempts at 7 questions, and what Moodle's own tests expect of them."""
    return json.loads(Path(__file__).with_name("moodle.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def moodle_sheet(moodle):
    return sheet_of(Sitting(row, dict(enumerate(marks, 1)), sum(marks), 7) for row, marks in enumerate(moodle["marks"]))


@pytest.fixture(scope="session")
def generated():
    """Return sittings of some students at some questions, of which each attempt draws a few."""

    def generated(students, questions=8, drawn=None, seed=1):
        rng = Random(seed)
        for student in range(students):
            ability = rng.gauss(0, 1)
            asked = sorted(rng.sample(range(questions), drawn or questions))
            marks = {key: float(rng.random() < 1 / (1 + exp(key / 4 - 1 - 1.5 * ability))) for key in asked}
            yield Sitting(student, marks, sum(marks.values()), len(marks))

    return generated
