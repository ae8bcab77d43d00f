"""Ids of events, made by browsers: the same id twice is one event."""

from __future__ import annotations

import re
import secrets

from flask import abort, request

EVENT_ID_PATTERN = r"^[A-Za-z0-9_.:-]{8,64}\Z"
_pattern = re.compile(EVENT_ID_PATTERN)


def is_event_id(told: object) -> bool:
    """Say whether something is an event id."""
    return isinstance(told, str) and _pattern.match(told) is not None


def submitted_event_id() -> str:
    """Return the event id that a form sent, or refuse a form without one (400)."""
    event_id = request.form.get("event_id", "")
    if not is_event_id(event_id):
        abort(400)
    return event_id


def new_event_id() -> str:
    """Return an id for a page's form; a browser with scripts makes its own instead."""
    return secrets.token_urlsafe(12)
