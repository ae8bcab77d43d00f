"""What a regrade makes of answers where certainty marking counts: their points and their attempts', as pages tell them.

A regrade itself, and its record, are about scores; how sure somebody was stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.batches import MOST_VALUES, batches
from quizapp.quizzes.certainty import Answered, total_mark
from quizapp.quizzes.models import Attempt, Slot
from quizapp.quizzes.regrades.plan import Change

Places = Mapping[int, tuple[Answered, bool]]
"""The places of an attempt, by slot: the answer, and whether it counts no more."""


def told_by_certainty(session: Session, changes: Sequence[Change]) -> tuple[list[Change], frozenset[int]]:
    """Return changes with the points that count, and the attempts, by id, in which these are by certainty.

    All other answers of an attempt are taken as they stand now.
    """
    places = _places(session, {change.attempt_id for change in changes})
    told = [_told(change, places[change.attempt_id]) if change.attempt_id in places else change for change in changes]
    return told, frozenset(places)


def _places(session: Session, attempt_ids: Collection[int]) -> dict[int, Places]:
    found: dict[int, dict[int, tuple[Answered, bool]]] = defaultdict(dict)
    fields = sa.select(Slot.attempt_id, Slot.id, Slot.score, Slot.certainty, Slot.answered_at, Slot.dropped)
    for some in batches(_by_certainty(session, attempt_ids), MOST_VALUES):
        for row in session.execute(fields.where(Slot.attempt_id.in_(some))):
            answer = Answered(row.score or 0.0, row.certainty, row.answered_at is not None)
            found[row.attempt_id][row.id] = answer, row.dropped
    return dict(found)


def _by_certainty(session: Session, attempt_ids: Collection[int]) -> list[int]:
    terms = sa.select(Attempt.id, Attempt.terms)
    return [
        number
        for some in batches(sorted(attempt_ids), MOST_VALUES)
        for number, agreed in session.execute(terms.where(Attempt.id.in_(some)))
        if agreed and agreed.get("certainty")
    ]


def _told(change: Change, places: Places) -> Change:
    """Return a change with points by certainty in place of scores."""
    answer, _dropped = places[change.slot_id]
    others = total_mark(one for number, (one, out) in places.items() if number != change.slot_id and not out)
    was, becomes = (
        None if score is None else total_mark([Answered(score, answer.certainty, answer.answered)])
        for score in (change.old_score or 0.0, change.new_score)
    )
    return change._replace(
        old_score=was,
        new_score=becomes,
        old_points=None if change.old_points is None else others + (was or 0.0),
        new_points=None if change.new_points is None else others + (becomes or 0.0),
    )
