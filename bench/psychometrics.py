"""(p) Item analysis: every figure with its interval, of 1,000 and of 100,000 generated attempts at 40 questions."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from itertools import pairwise, repeat
from math import exp
from random import Random

from bench.table import print_row, spread, verdict
from quizapp.collecting import without_collecting
from quizapp.psychometrics.distractors import Choices, analyse_options
from quizapp.psychometrics.items import analyse_items
from quizapp.psychometrics.quiz import analyse_quiz
from quizapp.psychometrics.sheet import Sheet, Sitting, sheet_of

QUESTIONS, OPTIONS = 40, 4
SIZES = {1_000: (5, 1.0), 100_000: (1, 30.0)}
"""Attempts, the rounds they are analysed for, and the seconds that may take."""
MIB = 1024 if sys.platform != "darwin" else 1024 * 1024


def main() -> None:
    """Print a row for each size, in processor seconds."""
    for attempts, (rounds, bound) in SIZES.items():
        with without_collecting():
            took = [_timed(attempts) for _round in repeat(None, rounds)]
        print_row(
            f"(p) item analysis of {attempts:,} × {QUESTIONS}",
            f"{spread([sum(parts) for parts in took], 2)} s {verdict(min(map(sum, took)), bound, at_least=False)}",
            "laying out {:.2f}, items {:.2f}, quiz {:.2f}, options {:.2f}".format(*took[-1]),
            f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB:.0f} MiB",
        )


def _timed(attempts: int) -> tuple[float, float, float, float]:
    """Return the processor seconds of laying attempts out, of items, of the quiz, and of the options."""
    sittings = list(_sittings(attempts))
    moments = [time.process_time()]
    sheet = sheet_of(sittings)
    del sittings
    moments.append(time.process_time())
    analyse_items(sheet)
    moments.append(time.process_time())
    analyse_quiz(sheet)
    moments.append(time.process_time())
    for question in sheet.columns:
        analyse_options(_choices(sheet, question), OPTIONS, frozenset({0}))
    moments.append(time.process_time())
    one, two, three, four = (end - begun for begun, end in pairwise(moments))
    return one, two, three, four


def _sittings(attempts: int) -> Iterator[Sitting]:
    """Yield attempts of students of known ability, one each."""
    rng = Random(1)
    for student in range(attempts):
        ability = rng.gauss(0, 1)
        chances = (1 / (1 + exp(question / 20 - 1 - ability)) for question in range(QUESTIONS))
        marks = {question: float(rng.random() < chance) for question, chance in enumerate(chances)}
        yield Sitting(student, marks, sum(marks.values()), QUESTIONS)


def _choices(sheet: Sheet, question: int) -> Choices:
    """Let whoever was right choose the key, and the others one of the distractors."""
    column = sheet.columns[question]
    sets = [frozenset({option}) for option in range(OPTIONS)]
    options = [
        sets[0 if mark else 1 + row % (OPTIONS - 1)] for row, mark in zip(column.rows, column.marks, strict=True)
    ]
    return Choices([sheet.students[row] for row in column.rows], column.rests, options)


if __name__ == "__main__":
    main()
