"""How well a class's recall was predicted: its own answers, held against what the memory model said before each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from operator import itemgetter

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.memory.models import ReviewEvent
from quizapp.memory.queries import evidence_by_learner_and_card
from quizapp.memory.rows import STATE
from quizapp.memory.weights import rules_of_learners
from quizapp.scheduling.state import Rules
from quizapp.scheduling.summing import Summary, summarise
from quizapp.scheduling.trial import judged_in_order

MOST_EVENTS = 2_000
"""Of the log, about: in a longer one every so many-th card is looked at, of everybody, with its whole story."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was predicted of a class, and what came of it."""

    summary: Summary
    one_in: int
    """Of how many cards one was looked at."""

    @property
    def predicted(self) -> float:
        """Return the mean prediction."""
        return sum(one.predicted * one.count for one in self.summary.bins) / self.summary.answers

    @property
    def recalled(self) -> float:
        """Return the share that was recalled."""
        return sum(one.recalled * one.count for one in self.summary.bins) / self.summary.answers


def calibration_of(
    session: Session, rules: Rules, learner_ids: Collection[int], most: int = MOST_EVENTS
) -> Calibration:
    """Work out how well the recall of some learners was predicted, by the weights that each follows now."""
    answers = session.scalar(sa.select(sa.func.sum(STATE.c.reps)).where(STATE.c.learner_id.in_(learner_ids))) or 0
    one_in = max(ceil(answers / most), 1)
    among = (ReviewEvent.learner_id.in_(learner_ids), ReviewEvent.card_id % one_in == 0)
    by_learner = {
        learner_id: {card_id: evidence for _learner, card_id, evidence in cards}
        for learner_id, cards in groupby(evidence_by_learner_and_card(session, *among), key=itemgetter(0))
    }
    own = rules_of_learners(session, rules, learner_ids)
    judged = {learner: judged_in_order(cards, own[learner]) for learner, cards in by_learner.items()}
    return Calibration(summarise(judged), one_in)
