"""Queries for what an edit of a question touches, and what may be done about it: gathered for the page that asks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from quizapp.bank.models import Question, QuestionVersion
from quizapp.bank.versions import stored_content
from quizapp.kinds.base import CardFace, Content
from quizapp.kinds.changes import changed_backs, key_changed
from quizapp.memory.queries import Remembered, remembered_of_question
from quizapp.memory.relearning import RelearnPlan, cards_by_keys, plan_relearn, relearns_of_question
from quizapp.quizzes.regrades.for_all import plan_for_all
from quizapp.quizzes.regrades.near_misses import near_misses
from quizapp.quizzes.regrades.plan import FOR_ALL, RegradePlan, Rule, plan_regrade
from quizapp.quizzes.regrades.records import PAGE, Difference, described, kept_of_question, regrades_of_question
from quizapp.quizzes.touching import Touched, quizzes_touched, was_asked
from quizapp.scheduling.state import Rules


@dataclass(frozen=True, slots=True)
class RegradeOffer:
    """What grading again would do."""

    plan: RegradePlan
    """By the new key alone, of which the choice of the better key takes the gains; or one that treats all alike."""
    gains: int
    losses: int
    differences: tuple[Difference, ...]
    """As many as a page lists."""

    @property
    def unlisted(self) -> int:
        """Return how many differences the page has no room for."""
        return self.gains + self.losses - len(self.differences)


@dataclass(frozen=True, slots=True)
class Touches:
    """What a change touches, and what it offers."""

    since: int
    """The version before the change."""
    key_changed: bool
    quizzes: Touched
    remembered: Remembered
    regrade: RegradeOffer | None
    """None where the key is the same, or nobody was asked an older one."""
    backs: tuple[CardFace, ...]
    """Cards that want another answer now."""
    relearn: RelearnPlan | None
    """None where no such card is remembered by anybody."""

    @property
    def asks(self) -> bool:
        """Say whether there is anything to decide."""
        return self.regrade is not None or self.relearn is not None


def touches_of(  # noqa: PLR0913 - of what, since when, to whom, under which rules, when
    session: Session, question: Question, old: QuestionVersion, reader_id: int, rules: Rules, *, now: datetime
) -> Touches:
    """Return what the change from an old version to the current one touches, and what would become of it."""
    before, after = _content(old), _content(question.current)
    changed = before is None or after is None or key_changed(before, after)
    backs = changed_backs(before, after) if before and after else ()
    return Touches(
        since=old.number,
        key_changed=changed,
        quizzes=quizzes_touched(session, question),
        remembered=remembered_of_question(session, question.id),
        regrade=_offer(session, question.id, reader_id) if changed else None,
        backs=backs,
        relearn=relearn_of_backs(session, question.id, backs, rules, now=now),
    )


def decides_something(session: Session, question: Question, old: QuestionVersion) -> bool:
    """Say whether a version that was just saved changes what is right of a question that is in use."""
    if old.number == question.current_number:
        return False
    changed = changes_what_is_right(_content(old), _content(question.current))
    return changed and bool(
        quizzes_touched(session, question).learners or remembered_of_question(session, question.id).memories
    )


def changes_what_is_right(before: Content | None, after: Content | None) -> bool:
    """Say whether a change is one of the key, or of what a card wants; where that cannot be told, it may be."""
    return before is None or after is None or key_changed(before, after) or bool(changed_backs(before, after))


def records_of(session: Session, question: Question) -> dict[str, Any]:
    """Return what the page of a question tells: what was graded again, brought back, and came close."""
    asked = was_asked(session, question.id)
    return {
        "was_asked": asked,
        "regrades": regrades_of_question(session, question.id),
        "relearns": relearns_of_question(session, question.id),
        "kept_scores": kept_of_question(session, question.id) if asked or question.current_number > 1 else None,
        "near_misses": near_misses(session, question),
    }


def relearn_of_backs(
    session: Session, question_id: int, backs: Collection[CardFace], rules: Rules, *, now: datetime
) -> RelearnPlan | None:
    """Plan the return of cards whose backs changed; None where nobody has them in review."""
    cards = cards_by_keys(session, question_id, [face.key for face in backs]) if backs else []
    plan = plan_relearn(session, cards, rules, now=now) if cards else None
    return plan if plan and plan.returns else None


def backs_since(question: Question, old: QuestionVersion) -> tuple[CardFace, ...]:
    """Return the cards that want another answer since an old version."""
    before, after = _content(old), _content(question.current)
    return changed_backs(before, after) if before and after else ()


def _content(version: QuestionVersion) -> Content | None:
    return stored_content(version.kind, version.content)


def _offer(session: Session, question_id: int, reader_id: int) -> RegradeOffer | None:
    plan = plan_regrade(session, question_id, Rule.NEW_KEY)
    return offer_of(session, plan, reader_id) if plan.changes or plan.untold else None


def planned(session: Session, question_id: int, rule: Rule) -> RegradePlan:
    """Return what a regrade by some rule would do."""
    return (plan_for_all if rule in FOR_ALL else plan_regrade)(session, question_id, rule)


def offer_of(session: Session, plan: RegradePlan, reader_id: int) -> RegradeOffer:
    """Return what a page tells its reader of a plan."""
    gains = sum((change.new_score or 0.0) > (change.old_score or 0.0) for change in plan.differing)
    listed = tuple(described(session, plan.differing[:PAGE], reader_id))
    return RegradeOffer(plan, gains, len(plan.differing) - gains, listed)
