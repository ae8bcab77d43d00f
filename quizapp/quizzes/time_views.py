"""How much time an attempt has left, for a page that stays open: a teacher may have given more."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from quizapp.clock import utcnow
from quizapp.quizzes import access
from quizapp.quizzes.telling import timer_of
from quizapp.quizzes.terms import agreed
from quizapp.quizzes.views import bp
from quizapp.web.rendering import show_clock, show_moment


@bp.get("/attempts/<int:attempt_id>/time")
def show_time(attempt_id: int) -> ResponseReturnValue:
    """Say in how many seconds an attempt ends by itself; none where it does not, or has ended."""
    attempt = access.open_attempt(attempt_id)
    timer = timer_of(agreed(attempt), now=utcnow()) if attempt.finished_at is None else None
    if timer is None:
        return jsonify(finished=attempt.finished_at is not None, seconds=None)
    ends = show_clock(timer.ends_at) if timer.is_near else show_moment(timer.ends_at)
    return jsonify(finished=False, seconds=timer.seconds, ends=ends, extended=timer.extended)
