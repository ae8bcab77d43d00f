"""Reading a rating out of a request: two small numbers, read by hand in one of the two hottest requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import abort, request

from quizapp.review.device_clock import LAST_MS, Told
from quizapp.review.marks import FLAGS, Deed, Step
from quizapp.review.receiving import SentEvent
from quizapp.scheduling.state import Rating
from quizapp.web.events import is_event_id, submitted_event_id
from quizapp.web.ids import LARGEST_ID

LONGEST_MS = 3_600_000
LAST_DAY = 999_999
_MOST_MS = 2**53
"""Whole numbers up to here are the same in every browser."""
MOST_EVENTS = 200
"""What a device sends at once."""
_RATINGS = {str(rating.value): rating for rating in Rating}


@dataclass(frozen=True, slots=True)
class SubmittedRating:
    """How well a card was recalled, and how long that took."""

    rating: Rating
    duration_ms: int | None
    """None where the browser did not tell, or told what cannot be true."""
    placed: int | None = None
    """The due day that the button showed; the scheduler takes it only where it lies in the fuzz range."""
    shown_at: datetime | None = None
    """When the page was made on which the rating was chosen."""


def submitted_rating() -> SubmittedRating | None:
    """Return the rating that this request sends, or None where it sends none of the four."""
    rating = _RATINGS.get(request.form.get("rating", ""))
    if rating is None:
        return None
    duration = _number(request.form.get("duration_ms", ""), LONGEST_MS)
    days = request.form.get("due_days", "").split(" ", len(Rating))
    placed = _number(days[rating - 1], LAST_DAY) if len(days) == len(Rating) else None
    shown_ms = _number(request.form.get("shown_ms", ""), LAST_MS)
    shown_at = None if shown_ms is None else datetime.fromtimestamp(shown_ms / 1000, UTC)
    return SubmittedRating(rating, duration, placed, shown_at)


def submitted_step(card_id: int) -> Step | None:
    """Return what this request wants to be done with a card, or None where it says nothing that can be done."""
    deed, _dash, number = request.form.get("deed", "").partition("-")
    if deed not in set(Deed) - {Deed.RATE, Deed.POSTPONE}:
        return None
    flag = int(number) if number in map(str, FLAGS) else 0
    note = request.form.get("note", "").replace("\0", "").replace("\r\n", "\n").strip()
    return Step(Deed(deed), card_id, submitted_event_id(), flag, note)


def sent_events() -> list[SentEvent]:
    """Return the events that a device sends as JSON, or refuse what is none (400).

    An event that is not understood is one without a rating; one without an id cannot even be refused by its name.
    """
    try:
        sent = request.get_json(silent=True)
    except RecursionError:  # lists within lists within lists
        abort(400)
    events, sent_ms = (sent.get("events"), sent.get("sent_at")) if isinstance(sent, dict) else (None, None)
    sent_ms = _whole(sent_ms, _MOST_MS)
    if not isinstance(events, list) or len(events) > MOST_EVENTS or sent_ms is None:
        abort(400)
    if not all(isinstance(one, dict) and is_event_id(one.get("event_id")) for one in events):
        abort(400)
    return [_sent_event(one, sent_ms) for one in events]


def cards_at_hand() -> list[str] | None:
    """Return the cards that a device says it has as they are now, or None where it does not want to hear of any."""
    have = request.get_json().get("have")
    return have.split(",") if isinstance(have, str) else None


def _sent_event(one: dict[str, Any], sent_ms: int) -> SentEvent:
    told = Told(at if (at := _whole(one.get("at"), _MOST_MS)) is not None else sent_ms, sent_ms)
    card, rating, undoes = _whole(one.get("card"), LARGEST_ID), one.get("rating"), one.get("undoes")
    if undoes is not None:
        return SentEvent(one["event_id"], told, undoes=undoes if is_event_id(undoes) else "")
    known = _RATINGS.get(str(rating)) if isinstance(rating, int) and card is not None else None
    duration, placed = _whole(one.get("duration_ms"), LONGEST_MS), _whole(one.get("placed"), LAST_DAY)
    return SentEvent(one["event_id"], told, card or 0, known, "", duration, placed, one.get("offline") is True)


def _whole(told: object, most: int) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= most else None


def _number(told: str, most: int) -> int | None:
    known = told.isascii() and told.isdigit() and len(told) <= len(str(most)) and int(told) <= most
    return int(told) if known else None
