"""Guesses at the password of a quiz, which a class hears in its room: each student has few."""

from __future__ import annotations

from limits import RateLimitItemPerMinute

from quizapp.accounts.access import known_visitor
from quizapp.extensions import limiter

MOST = RateLimitItemPerMinute(20, 10)
"""Within ten minutes: enough for whoever mistypes, and years for whoever tries all words."""


def may_guess(assignment_id: int) -> bool:
    """Say whether the visitor has mistyped the password of a quiz few times lately."""
    return not limiter.enabled or limiter.limiter.test(MOST, *_of(assignment_id))


def note_wrong_guess(assignment_id: int) -> None:
    """Count a wrong password of the visitor."""
    if limiter.enabled:
        limiter.limiter.hit(MOST, *_of(assignment_id))


def _of(assignment_id: int) -> tuple[str, str]:
    return f"password of quiz {assignment_id}", f"person {known_visitor().id}"
