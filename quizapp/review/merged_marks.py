"""Services that let what learners put on a card stand on another one, as their questions became one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.memory.models import MemoryState
from quizapp.review.marks import LONGEST_NOTE
from quizapp.review.models import CardMark

_PARAGRAPHS = re.compile(r"(?:\r?\n){2,}")


def repeat_marks(session: Session, cards: Mapping[int, int]) -> None:
    """Let flags, notes and suspensions stand on other cards, too: card id → card id; before evidence is repeated.

    What a learner put on the other card themselves stays. Who has met that one goes on being asked it: one of two that
    ask the same is suspended because the other is enough. A flag alone is no meeting.
    """
    for card_id, into_id in cards.items():
        theirs = session.scalars(sa.select(CardMark).where(CardMark.card_id == card_id)).all()
        there = {one.learner_id: one for one in session.scalars(sa.select(CardMark).where(CardMark.card_id == into_id))}
        met = set(session.scalars(sa.select(MemoryState.learner_id).where(MemoryState.card_id == into_id)))
        for mark in theirs:
            suspended_at = None if mark.learner_id in met else mark.suspended_at
            if not (mark.flag or mark.note or suspended_at):
                continue
            into = there.get(mark.learner_id) or CardMark(learner_id=mark.learner_id, card_id=into_id, flag=0, note="")
            into.flag = into.flag or mark.flag
            into.note = _both(into.note, mark.note)
            into.suspended_at = into.suspended_at or suspended_at
            session.add(into)
    session.flush()


def _both(mine: str, other: str) -> str:
    """Return two notes as one, each paragraph once; the first alone where both would be too long."""
    if not mine:
        return other
    said = _PARAGRAPHS.split(mine)
    joined = "\n\n".join([mine, *(one for one in _PARAGRAPHS.split(other) if one and one not in said)])
    return mine if len(joined) > LONGEST_NOTE else joined


def ask_again(session: Session, card_ids: Collection[int]) -> None:
    """Let cards be asked again that are suspended because another one was, by its moment; flags and notes stay."""
    other = aliased(CardMark)
    same = sa.exists().where(
        other.learner_id == CardMark.learner_id,
        other.card_id != CardMark.card_id,
        other.suspended_at == CardMark.suspended_at,
    )
    session.execute(
        sa.update(CardMark)
        .where(CardMark.card_id.in_(card_ids), same)
        .values(suspended_at=None)
        .execution_options(synchronize_session=False)
    )
