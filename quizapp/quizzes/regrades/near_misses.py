"""Typed answers that were marked wrong and came close, and accepting one of them for everybody."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.asked import asked_version
from quizapp.bank.models import Bank, Question, QuestionVersion
from quizapp.bank.versions import Authorship, add_version, draft_of, restore_version
from quizapp.kinds.base import ContentError
from quizapp.kinds.registry import dump, load
from quizapp.kinds.short_answer import ShortAnswer
from quizapp.kinds.text import fold
from quizapp.quizzes.models import Attempt, Regrade, Response, Slot
from quizapp.quizzes.regrades.plan import RegradePlan, Rule, plan_by_key, plan_regrade
from quizapp.quizzes.regrades.regrading import Decision, regrade_answers

MOST = 20
NOT_KEPT = 0
"""In place of the id of a version that is not kept yet."""


class NotANearMissError(Exception):
    """Nobody gave this answer, or it is accepted or refused by name already."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An answer that came close, as most wrote it, and how many students gave it."""

    text: str
    students: int


def near_misses(session: Session, question: Question) -> list[NearMiss]:
    """Return the answers to a short-answer question that came close and get no point, the most frequent first."""
    version = question.current
    if version.kind != ShortAnswer.kind:
        return []
    content, language = load(version.kind, version.content), _language(session, question)
    decided = {fold(text, language) for text in _decided(content)}
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    students: dict[str, set[int]] = defaultdict(set)
    for answers, learner_id in session.execute(_close_answers(question.id)):
        text = answers[0] if answers else ""
        folded = fold(text, language)
        if text and folded not in decided:
            spellings[folded][text] += 1
            students[folded].add(learner_id)
    found = [
        NearMiss(max(texts, key=lambda text: (texts[text], text)), len(students[folded]))
        for folded, texts in spellings.items()
    ]
    return sorted(found, key=lambda miss: (-miss.students, miss.text.casefold()))[:MOST]


def _language(session: Session, question: Question) -> str:
    return session.scalars(sa.select(Bank.language).where(Bank.id == question.bank_id)).one()


def _decided(content: object) -> list[str]:
    """Return what is accepted, and what is known to be wrong."""
    if not isinstance(content, ShortAnswer):
        return []
    return [*content.answers, *(option.text for option in content.distractors)]


def _close_answers(question_id: int) -> sa.Select[list[str], int]:
    """Select the answers that count, were near misses and have no point, each with who gave it."""
    near = sa.select(Response.id).where(
        Response.slot_id == Slot.id, Response.near_miss.is_(True), Response.answers == Slot.answers
    )
    return (
        sa.select(Slot.answers, Attempt.learner_id)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
        .where(
            QuestionVersion.question_id == question_id, Slot.score == 0, Slot.answered_at.is_not(None), near.exists()
        )
    )


def accept_answer(
    session: Session, question: Question, text: str, authorship: Authorship, *, now: datetime
) -> Regrade | None:
    """Accept a near miss for everybody: in a new version, by which all its older answers are graded again.

    Raises:
        NotANearMissError: it is none of those that are listed.
    """
    draft, content = draft_of(question.key, question.current), _accepting(session, question, text)
    add_version(session, question, replace(draft, content=content), authorship, now=now)
    plan = plan_regrade(session, question.id, Rule.NO_LOSS)
    decision = Decision(authorship.author_id, authorship.note, made_version=True)
    return regrade_answers(session, question.id, plan, decision, now=now)


def refuse_again(
    session: Session, question: Question, regrade: Regrade, authorship: Authorship, *, now: datetime
) -> QuestionVersion | None:
    """Make the version of before current again, once the regrade that accepted an answer was taken back.

    None where the question was changed since: it stays as it is.
    """
    if question.current.id != regrade.version_id:
        return None
    return restore_version(session, question, question.current_number - 1, authorship, now=now)


def plan_acceptance(session: Session, question: Question, text: str) -> RegradePlan:
    """Return what accepting a near miss would change, and change nothing yet.

    Raises:
        NotANearMissError: it is none of those that are listed.
    """
    content = _accepting(session, question, text)
    key = replace(asked_version(session, question.current.id), version_id=NOT_KEPT, content=content)
    return plan_by_key(session, question.id, Rule.NO_LOSS, key)


def _accepting(session: Session, question: Question, text: str) -> ShortAnswer:
    """Return the question's content with a near miss among what is accepted."""
    content = draft_of(question.key, question.current).content
    if not isinstance(content, ShortAnswer) or text not in {miss.text for miss in near_misses(session, question)}:
        raise NotANearMissError
    try:
        accepting = load(ShortAnswer.kind, dump(content) | {"answers": [*content.answers, text]})
    except ContentError as error:
        raise NotANearMissError from error
    return cast("ShortAnswer", accepting)
