"""Which attempts and slots a visitor may see: their own; and which quizzes: all. An id becomes a row, or 404.

While a quiz on which marks depend is open, and until its results come, what else its learner has answered shows no
answers to what it asks.
"""

from __future__ import annotations

from datetime import datetime

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor, refuse_others
from quizapp.accounts.entering import claimed_session, recognised
from quizapp.accounts.visitor import Visitor
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes import queries
from quizapp.quizzes.closing import as_seen
from quizapp.quizzes.models import Attempt, ReadyQuiz
from quizapp.quizzes.open_slots import OpenSlot, Telling
from quizapp.quizzes.ready import ready_quiz_by_key
from quizapp.quizzes.terms import sight_of
from quizapp.web.access import or_404
from quizapp.web.rendering import show_moment


def open_slot(attempt_id: int, position: int, *, to_change: bool = False, is_covered: bool = False) -> OpenSlot:
    """Return a slot of the visitor's own attempt, or 404; where nothing is shown of its feedback, at any time."""
    person = known_visitor()
    slot = or_404(queries.slot_of_learner(db.session(), person.id, attempt_id, position, to_change=to_change))
    return slot.at(utcnow()) if is_covered else _seen(slot.at(utcnow()))


def open_slot_to_answer(attempt_id: int, position: int) -> tuple[OpenSlot, Visitor]:
    """Return a slot of the visitor's own attempt and the visitor, or 404; in one statement, as it is asked so often."""
    refuse_others()
    claim = claimed_session()
    now = utcnow()
    slot, person = queries.slot_of_claim(db.session(), claim, attempt_id, position, now=now) if claim else (None, None)
    if slot is None or person is None:
        abort(404)
    return _seen(slot.at(now)), recognised(person)


def _seen(slot: OpenSlot) -> OpenSlot:
    if slot.is_closed or slot.revealed_at is not None:
        _keep_from_telling(Telling(slot.learner_id, slot.attempt_id, slot.tells, slot.position))
    return slot


def _keep_from_telling(telling: Telling) -> None:
    """Lead to the list of attempts whoever would see answers that wait for another quiz of theirs."""
    held = queries.held_by_others(db.session(), telling, now=utcnow())
    if held:
        flash(_said_of(list(held.values())), "problem")
        abort(redirect(url_for("quizzes.list_attempts")))


def _said_of(waits: list[datetime | None]) -> str:
    moments = [until for until in waits if until is not None]
    if len(moments) < len(waits):
        return str(_("A quiz that you were given asks this, and is open: finish it first, then its answer shows here."))
    said = _(
        "A quiz that you were given asks this: its answer shows here from %(moment)s on, when its results come.",
        moment=show_moment(max(moments)),
    )
    return str(said)


def open_attempt(attempt_id: int, *, to_change: bool = False) -> Attempt:
    """Return the visitor's own attempt, or 404; where nothing is to change, as it stands: over when its time is."""
    attempt = or_404(queries.attempt_of_learner(db.session(), known_visitor().id, attempt_id, to_change=to_change))
    now = utcnow()
    seen = attempt if to_change else as_seen(db.session(), attempt, now=now)
    if seen.finished_at is not None:
        _keep_from_telling(Telling(seen.learner_id, attempt_id, sight_of(seen, now=now)))
    return seen


def open_ready_quiz(key: str) -> ReadyQuiz:
    """Return a ready-made quiz, or 404."""
    return or_404(ready_quiz_by_key(db.session(), key))
