"""How well everyone's recall was predicted: worked out from the log, and kept where that takes long."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.memory.models import PredictionSummary, ReviewEvent
from quizapp.memory.queries import evidence_by_learner_and_card
from quizapp.memory.weights import rules_of_learners
from quizapp.scheduling.state import Evidence, Rules
from quizapp.scheduling.summing import Summary, summarise, summary_from_json
from quizapp.scheduling.trial import judged_in_order

MOST_EVENTS, MOST_LEARNERS = 200_000, 10_000
"""Of the log: in a larger one learners are drawn, seeded, until they have so many, or are so many."""
SEED = 4_001

Group = Collection[int] | None
"""Learner ids; None for everyone. A class will be one."""


def logs_of_group(session: Session, group: Group, most: int = MOST_EVENTS) -> dict[int, dict[int, list[Evidence]]]:
    """Return the evidence of a group by learner and card; of a large one that of learners drawn from it."""
    drawn = drawn_learners(session, group, most)
    among = () if drawn is None else (ReviewEvent.learner_id.in_(drawn),)
    found = evidence_by_learner_and_card(session, *among)
    return {
        learner_id: {card_id: evidence for _learner, card_id, evidence in cards}
        for learner_id, cards in groupby(found, key=itemgetter(0))
    }


def drawn_learners(session: Session, group: Group, most: int) -> Group:
    """Return whose logs are looked at; None for all that there are."""
    if group is None and newest_event(session) <= most:
        return None
    statement = sa.select(ReviewEvent.learner_id, sa.func.count()).group_by(ReviewEvent.learner_id)
    if group is not None:
        statement = statement.where(ReviewEvent.learner_id.in_(group))
    counted = list(session.execute(statement.order_by(ReviewEvent.learner_id)))
    Random(SEED).shuffle(counted)  # noqa: S311 - a sample, no secret
    drawn: list[int] = []
    events = 0
    for learner_id, count in counted:
        if drawn and (events + count > most or len(drawn) == MOST_LEARNERS):
            continue
        drawn.append(learner_id)
        events += count
    return drawn


def newest_event(session: Session) -> int:
    """Return the id of the log's last row: no more rows than that are in it, and it costs nothing to ask."""
    return session.scalar(sa.select(sa.func.max(ReviewEvent.id))) or 0


def summary_of_group(session: Session, rules: Rules, group: Group = None) -> Summary:
    """Work out how well the recall of a group was predicted by the weights that each learner follows."""
    logs = logs_of_group(session, group)
    mine = rules_of_learners(session, rules, None if group is None else list(logs))
    return summarise({learner_id: judged_in_order(cards, mine[learner_id]) for learner_id, cards in logs.items()})


@dataclass(frozen=True, slots=True)
class Kept:
    """A summary as it was worked out at some moment."""

    at: datetime
    summary: Summary


def newest_summary(session: Session) -> Kept | None:
    """Return the newest summary that was kept."""
    row = session.scalar(sa.select(PredictionSummary).order_by(PredictionSummary.id.desc()).limit(1))
    return Kept(row.at, summary_from_json(row.figures)) if row else None


def keep_summary(session: Session, summary: Summary, *, now: datetime) -> None:
    """Keep a summary in place of those before it."""
    session.execute(sa.delete(PredictionSummary))
    session.add(PredictionSummary(at=now, figures=summary.as_json()))
    session.flush()
