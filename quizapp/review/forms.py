"""Reading a rating out of a request: two small numbers, read by hand in one of the two hottest requests."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from quizapp.review.marks import FLAGS, Deed, Step
from quizapp.scheduling.state import Rating
from quizapp.web.events import submitted_event_id

LONGEST_MS = 3_600_000
LAST_DAY = 999_999
_RATINGS = {str(rating.value): rating for rating in Rating}


@dataclass(frozen=True, slots=True)
class SubmittedRating:
    """How well a card was recalled, and how long that took."""

    rating: Rating
    duration_ms: int | None
    """None where the browser did not tell, or told what cannot be true."""
    placed: int | None = None
    """The due day that the button showed; the scheduler takes it only where it lies in the fuzz range."""


def submitted_rating() -> SubmittedRating | None:
    """Return the rating that this request sends, or None where it sends none of the four."""
    rating = _RATINGS.get(request.form.get("rating", ""))
    if rating is None:
        return None
    duration = _number(request.form.get("duration_ms", ""), LONGEST_MS)
    days = request.form.get("due_days", "").split(" ", len(Rating))
    return SubmittedRating(rating, duration, _number(days[rating - 1], LAST_DAY) if len(days) == len(Rating) else None)


def submitted_step(card_id: int) -> Step | None:
    """Return what this request wants to be done with a card, or None where it says nothing that can be done."""
    deed, _dash, number = request.form.get("deed", "").partition("-")
    if deed not in set(Deed) - {Deed.RATE}:
        return None
    flag = int(number) if number in map(str, FLAGS) else 0
    note = request.form.get("note", "").replace("\0", "").replace("\r\n", "\n").strip()
    return Step(Deed(deed), card_id, submitted_event_id(), flag, note)


def _number(told: str, most: int) -> int | None:
    known = told.isascii() and told.isdigit() and len(told) <= len(str(most)) and int(told) <= most
    return int(told) if known else None
