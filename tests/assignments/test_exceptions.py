"""How an assignment differs for a student survives the log, all but the note."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from quizapp.assignments.exceptions import as_json, from_json
from quizapp.assignments.services import Differing


def test_what_differs_survives_and_the_note_is_not_told():
    differing = Differing(extra_minutes=5, closes_at=datetime(2026, 9, 1, 8, tzinfo=UTC), excused=True, note="private")
    said = json.loads(json.dumps(as_json(differing)))
    assert "private" not in str(said)
    assert from_json(said, "private") == differing
    assert from_json(as_json(None), "") == Differing()
