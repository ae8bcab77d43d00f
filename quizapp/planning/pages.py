"""What the page of a test is handed."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.planning.exam_queries import ExamOf
from quizapp.planning.plans import ExamForecast


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """One pace with what it promises."""

    minutes: int
    recall: float
    chosen: bool
    known: int
    """How many of all cards that is."""


def outlook_rows(forecast: ExamForecast, exam: ExamOf) -> list[OutlookRow]:
    """Return the paces with the number of cards that each promises to be known."""
    return [
        OutlookRow(one.minutes, one.recall, one.minutes == exam.minutes, round(one.recall * forecast.cards))
        for one in forecast.outlooks
    ]
