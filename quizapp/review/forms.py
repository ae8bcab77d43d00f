"""Reading a rating out of a request: two small numbers, read by hand in one of the two hottest requests."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from quizapp.scheduling.state import Rating

LONGEST_MS = 3_600_000
_RATINGS = {str(rating.value): rating for rating in Rating}


@dataclass(frozen=True, slots=True)
class SubmittedRating:
    """How well a card was recalled, and how long that took."""

    rating: Rating
    duration_ms: int | None
    """None where the browser did not tell, or told what cannot be true."""


def submitted_rating() -> SubmittedRating | None:
    """Return the rating that this request sends, or None where it sends none of the four."""
    rating = _RATINGS.get(request.form.get("rating", ""))
    if rating is None:
        return None
    told = request.form.get("duration_ms", "")
    known = told.isascii() and told.isdigit() and len(told) <= len(str(LONGEST_MS)) and int(told) <= LONGEST_MS
    return SubmittedRating(rating, int(told) if known else None)
