"""Bringing learners over to the weights in force: their memories are replayed from the log, a few learners at a time.

Which weights a learner should follow is what the records of fits say; which they do follow stands with the learner.
The memories and that note change in one transaction, so that at any moment a replay gives what is stored, however far
this has come. It can be broken off, and gone on with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.visitor import PEOPLE
from quizapp.memory import queries
from quizapp.memory.models import FitLearner, MemoryFit, MemoryState, ReviewEvent
from quizapp.memory.services import Learner, learner_following, store_memories
from quizapp.memory.weights import ADOPTED, Followed, followed_by
from quizapp.scheduling.evidence import replay
from quizapp.scheduling.state import Memory, Rules

LEARNERS_AT_ONCE = 5
"""Whose memories change in one transaction: others wait for it."""

_in_force = (MemoryFit.outcome == ADOPTED, MemoryFit.reverted_at.is_(None))
_own = (
    sa.select(sa.func.max(MemoryFit.id)).where(MemoryFit.learner_id == PEOPLE.c.id, *_in_force)
).correlate(PEOPLE).scalar_subquery()  # fmt: skip
_groups = (
    sa.select(sa.func.max(MemoryFit.id))
    .join(FitLearner, FitLearner.fit_id == MemoryFit.id)
    .where(FitLearner.learner_id == PEOPLE.c.id, *_in_force)
    .correlate(PEOPLE)
    .scalar_subquery()
)
_for_all = MemoryFit.learner_id.is_(None), ~MemoryFit.of_group
_everyones = sa.select(sa.func.max(MemoryFit.id)).where(*_for_all, *_in_force).scalar_subquery()
WANTED = sa.func.coalesce(_own, _groups, _everyones)
"""The fit that a learner is to follow; nothing for the model's own weights."""
_astray = PEOPLE.c.weights_id.is_distinct_from(WANTED)
_remembers = sa.exists().where(MemoryState.learner_id == PEOPLE.c.id)


@dataclass(frozen=True, slots=True)
class Replayed:
    """A learner's memories under the weights that they are to follow."""

    learner: Learner
    newest: int
    """The last row of their log that was seen: with later ones they have to be replayed again."""
    memories: dict[int, Memory]


def unsettled(session: Session) -> int:
    """Return how many learners' memories are still to be replayed."""
    return session.scalar(sa.select(sa.func.count()).select_from(PEOPLE).where(_astray, _remembers)) or 0


def settle_strangers(session: Session) -> None:
    """Bring over whoever remembers nothing yet: there is nothing to replay."""
    session.execute(sa.update(PEOPLE).where(_astray, ~_remembers).values(weights_id=WANTED))


def next_unsettled(session: Session) -> Sequence[int]:
    """Return some of the learners whose memories are still to be replayed."""
    return session.scalars(
        sa.select(PEOPLE.c.id).where(_astray, _remembers).order_by(PEOPLE.c.id).limit(LEARNERS_AT_ONCE)
    ).all()


def replay_learners(session: Session, rules: Rules, learner_ids: Sequence[int]) -> list[Replayed]:
    """Return learners' memories under the weights that they are to follow. Nothing is written."""
    rows = session.execute(sa.select(PEOPLE.c.id, WANTED).where(PEOPLE.c.id.in_(learner_ids), _astray)).all()
    return [_replayed(session, rules, learner_id, wanted) for learner_id, wanted in rows]


def _replayed(session: Session, rules: Rules, learner_id: int, wanted: int | None) -> Replayed:
    followed = Followed(wanted, followed_by(session, learner_id).calendar)
    learner = learner_following(session, learner_id, rules, followed)
    newest = _newest(session, learner_id)
    found = queries.evidence_by_learner_and_card(session, ReviewEvent.learner_id == learner_id)
    memories = {card: replay(evidence, card_id=card, rules=learner.rules) for _learner, card, evidence in found}
    return Replayed(learner, newest, {card: memory for card, memory in memories.items() if memory is not None})


def _newest(session: Session, learner_id: int) -> int:
    return session.scalar(sa.select(sa.func.max(ReviewEvent.id)).where(ReviewEvent.learner_id == learner_id)) or 0


def settle_learners(session: Session, rules: Rules, replayed: Sequence[Replayed]) -> None:
    """Keep learners' memories and what they follow; one who answered meanwhile is replayed again, here."""
    for one in replayed:
        learner_id = one.learner.id
        wanted = _wanted(session, learner_id)
        fresh = one
        follows = Followed(wanted, followed_by(session, learner_id).calendar)
        if follows != one.learner.follows or _newest(session, learner_id) != one.newest:
            fresh = _replayed(session, rules, learner_id, wanted)
        store_memories(session, fresh.learner, fresh.memories)
        session.execute(sa.update(PEOPLE).where(PEOPLE.c.id == learner_id).values(weights_id=wanted))


def _wanted(session: Session, learner_id: int) -> Any:  # noqa: ANN401 - a fit's id, or nothing
    return session.execute(sa.select(WANTED).where(PEOPLE.c.id == learner_id)).scalar_one()
