"""Recomputing every memory from the log: the proof that the log is the truth."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.memory import queries
from quizapp.memory.rows import STATE, STATE_COLUMNS, memory_of
from quizapp.memory.services import Learner, store_memory
from quizapp.scheduling.evidence import replay
from quizapp.scheduling.state import Memory, Rules


def rebuild_memories(session: Session, rules: Rules) -> tuple[int, list[tuple[int, int]]]:
    """Recompute every state from the log and store those that differ.

    Returns:
        How many states the log gives, and the (learner id, card id) of those that were stored otherwise, or not at all.
    """
    stored = _stored_memories(session)
    differing: list[tuple[int, int]] = []
    total = 0
    replayed = [
        (learner_id, card_id, replay(evidence, card_id=card_id, rules=rules))
        for learner_id, card_id, evidence in queries.evidence_by_learner_and_card(session)
    ]
    for learner_id, card_id, memory in replayed:
        total += 1
        if stored.pop((learner_id, card_id), None) != memory:
            differing.append((learner_id, card_id))
            store_memory(session, Learner(learner_id, rules), card_id, memory)
    for learner_id, card_id in stored:  # a state without any evidence
        differing.append((learner_id, card_id))
        store_memory(session, Learner(learner_id, rules), card_id, None)
    session.flush()
    return total, differing


def _stored_memories(session: Session) -> dict[tuple[int, int], Memory | None]:
    rows = session.execute(sa.select(STATE.c.learner_id, STATE.c.card_id, *STATE_COLUMNS))
    return {(row[0], row[1]): memory_of(row[2:]) for row in rows}
