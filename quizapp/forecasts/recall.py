"""Expected recall as a statement computes it: the forgetting curve at each learner's own weights. No web."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.memory.rows import STATE
from quizapp.memory.weights import rules_of_learners
from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.state import Rules

Curve = tuple[float, float]
"""Factor and decay of R = (1 + factor × days ÷ stability) ^ decay, which the weights give."""


@dataclass(frozen=True, slots=True)
class Learners:
    """Some learners with the curves that their memories follow."""

    ids: tuple[int, ...]
    by_curve: Mapping[Curve, tuple[int, ...]]

    def only(self, learner_id: int) -> Learners:
        """Return one of them alone."""
        mine = {curve: (learner_id,) for curve, ids in self.by_curve.items() if learner_id in ids}
        return Learners((learner_id,), mine)

    def are_meant(self) -> sa.ColumnElement[bool]:
        """Return the condition that a memory is one of theirs."""
        return STATE.c.learner_id.in_(self.ids)

    def recall_on(self, day: int) -> sa.ColumnElement[float]:
        """Return the chance of recalling a memory's card on a learner-day; before it was learnt as on that day."""
        elapsed = day - STATE.c.last_day
        days = sa.case((elapsed < 0, 0), else_=elapsed)
        fallen = 1 + self._by_learner(0) * days / STATE.c.stability
        return sa.func.power(fallen, self._by_learner(1), type_=sa.Float)

    def _by_learner(self, place: int) -> sa.ColumnElement[float]:
        """Return a number of each learner's curve: mostly one is everybody's."""
        curves = sorted(self.by_curve, key=lambda curve: len(self.by_curve[curve]))
        last = sa.literal(curves[-1][place] if curves else 0.0, sa.Double)
        others = [
            (STATE.c.learner_id.in_(self.by_curve[one]), sa.literal(one[place], sa.Double)) for one in curves[:-1]
        ]
        return sa.case(*others, else_=last) if others else last


def learners_with_curves(session: Session, rules: Rules, ids: Collection[int]) -> Learners:
    """Return learners with their curves, by one statement and one for each fit that was not met before."""
    by_curve: dict[Curve, list[int]] = defaultdict(list)
    for learner_id, own in rules_of_learners(session, rules, ids).items():
        by_curve[formulas(own.parameters.weights).curve].append(learner_id)
    return Learners(tuple(ids), {curve: tuple(some) for curve, some in by_curve.items()})
