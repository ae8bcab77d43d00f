"""Recomputing every memory from the log: the proof that the log is the truth.

Logs are long, so rows are read as the database keeps them (raw_log.py) and replayed without making values of them
(scheduling/replaying.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from quizapp.collecting import without_collecting
from quizapp.memory.raw_log import events_by_card, learners_with_memories, states_by_card
from quizapp.memory.services import Learner, store_memories, store_memory
from quizapp.memory.weights import rules_of_learners
from quizapp.scheduling.replaying import Replayer, State, memory_of_state
from quizapp.scheduling.state import Rules


@without_collecting()
def rebuild_memories(session: Session, rules: Rules) -> tuple[int, list[tuple[int, int]]]:
    """Recompute every state from the log, by the weights that each learner follows, and store those that differ.

    Returns:
        How many states the log gives, and the (learner id, card id) of those that were stored otherwise, or not at all.
    """
    mine = rules_of_learners(session, rules, None)
    replayers = {followed: Replayer(followed) for followed in set(mine.values())}
    total, differing = 0, []
    for learner_id in learners_with_memories(session.connection()):
        learner = Learner(learner_id, mine[learner_id])
        count, cards = _rebuild(session, learner, replayers[learner.rules])
        total += count
        differing += [(learner_id, card_id) for card_id in cards]
    return total, differing


def rebuild_learner(session: Session, learner_id: int, rules: Rules) -> None:
    """Recompute one learner's states from the log, by the rules that they follow from now on."""
    _rebuild(session, Learner(learner_id, rules), Replayer(rules))


def _rebuild(session: Session, learner: Learner, replayer: Replayer) -> tuple[int, list[int]]:
    """Return how many states a learner's log gives, and the cards of those that were stored otherwise."""
    connection = session.connection()
    events, stored = events_by_card(connection, learner.id), states_by_card(connection, learner.id)
    states = {card_id: replayer.replay(card_id, of_card) for card_id, of_card in events.items()}
    changed = {card_id: state for card_id, state in states.items() if stored.pop(card_id, None) != state}
    differing = [*changed, *stored]
    _store(session, learner, changed, stored)
    return len(states), differing


def _store(session: Session, learner: Learner, changed: dict[int, State | None], unfounded: Iterable[int]) -> None:
    """Store the states that the log gives, and forget those without any evidence."""
    memories = {card_id: memory_of_state(state) for card_id, state in changed.items() if state is not None}
    store_memories(session, learner, memories)
    for card_id in (*unfounded, *(card_id for card_id, state in changed.items() if state is None)):
        store_memory(session, learner, card_id, None)
