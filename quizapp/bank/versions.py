"""Services that write a question's versions. A question is never changed in place: an edit is a new version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Origin, Question, QuestionVersion
from quizapp.bank.parts import replace_parts
from quizapp.bank.search import search_text
from quizapp.formats.base import QuestionDraft
from quizapp.kinds import registry
from quizapp.kinds.base import Content, ContentError
from quizapp.kinds.changes import renamed_cards
from quizapp.web.markdown import plain_text


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who wrote a version, where, and why."""

    origin: Origin
    author_id: int | None = None
    note: str = ""


def create_question(
    session: Session, bank: Bank, draft: QuestionDraft, authorship: Authorship, *, now: datetime
) -> Question:
    """Add a question at the end of a bank, with its first version and its cards."""
    last = session.scalar(sa.select(sa.func.max(Question.position)).where(Question.bank_id == bank.id))
    question = Question(bank_id=bank.id, key=draft.key, position=(last or 0) + 1, current_number=0, state=draft.state)
    session.add(question)
    session.flush()
    add_version(session, question, draft, authorship, now=now)
    return question


def add_version(
    session: Session, question: Question, draft: QuestionDraft, authorship: Authorship, *, now: datetime
) -> QuestionVersion:
    """Make a draft the current version of a question, and bring its facets, citations, actors and cards in line."""
    newest = session.scalar(
        sa.select(sa.func.max(QuestionVersion.number)).where(QuestionVersion.question_id == question.id)
    )
    former = _current_content(session, question)
    values = version_values(draft, authorship, now)
    version = QuestionVersion(**values, question_id=question.id, number=(newest or 0) + 1)
    session.add(version)
    session.flush()  # before it becomes current, as the index of words takes it in then
    question.current_number = version.number
    replace_parts(session.connection(), [(question.id, values)])
    _sync_cards(session, question, former, draft.content, now)
    session.flush()
    session.expire(question, ["current", "versions"])
    return version


def restore_version(
    session: Session, question: Question, number: int, authorship: Authorship, *, now: datetime
) -> QuestionVersion:
    """Make an old version current again, as a new version; what came between stays in the history."""
    old = session.scalars(
        sa.select(QuestionVersion).where(QuestionVersion.question_id == question.id, QuestionVersion.number == number)
    ).one()
    return add_version(session, question, draft_of(question.key, old), authorship, now=now)


def version_values(draft: QuestionDraft, authorship: Authorship, now: datetime) -> dict[str, Any]:
    """Return a draft as column values; question_id and number are the caller's to add."""
    return said_values(draft) | written_values(authorship, now)


def written_values(authorship: Authorship, now: datetime) -> dict[str, Any]:
    """Return the column values that say who wrote a version, and when."""
    return {
        "origin": authorship.origin,
        "author_id": authorship.author_id,
        "note": authorship.note,
        "created_at": now,
    }


def said_values(draft: QuestionDraft) -> dict[str, Any]:
    """Return the column values of what a draft says, as SAID names them."""
    content = registry.dump(draft.content)
    return {
        "kind": draft.kind,
        "content": content,
        "title": plain_text(draft.content.title),
        "topic": draft.topic,
        "level": draft.level,
        "standing": draft.standing,
        "sources": list(draft.sources),
        "facets": list(draft.facets),
        "explanation": draft.explanation,
        "teacher_note": draft.teacher_note,
        "actors": list(draft.actors),
        "happened": draft.when,
        "event": draft.event,
        "allowed": dict(draft.allow),
        "search_text": search_text(draft, content),
        "digest": draft.digest(content),
    }


def draft_of(key: str, version: QuestionVersion) -> QuestionDraft:
    """Return a stored version as the draft that it was made from."""
    return QuestionDraft(
        key=key,
        kind=version.kind,
        content=registry.load(version.kind, version.content),
        topic=version.topic,
        facets=tuple(version.facets),
        level=version.level,
        standing=version.standing,
        sources=tuple(version.sources),
        explanation=version.explanation,
        teacher_note=version.teacher_note,
        actors=tuple(version.actors),
        when=version.happened,
        event=version.event,
        allow=version.allowed,
    )


def _current_content(session: Session, question: Question) -> Content | None:
    """Return what a question asks now, None of a new one, or where an old version's content is not understood."""
    statement = sa.select(QuestionVersion.kind, QuestionVersion.content).where(
        QuestionVersion.question_id == question.id, QuestionVersion.number == question.current_number
    )
    row = session.execute(statement).one_or_none()
    return stored_content(*row) if row else None


def stored_content(kind: str, content: Mapping[str, object]) -> Content | None:
    """Return the content of a version; None where it was kept under rules that have changed since."""
    try:
        return registry.load(kind, content)
    except ContentError:
        return None


def _sync_cards(session: Session, question: Question, former: Content | None, content: Content, now: datetime) -> None:
    cards = session.scalars(sa.select(Card).where(Card.question_id == question.id))
    renamed = renamed_cards(former, content) if former else {}
    lacking = sync_cards(cards, [face.key for face in content.cards()], renamed, now=now)
    session.add_all(Card(question_id=question.id, key=key, position=position) for position, key in lacking)


def sync_cards(
    cards: Iterable[Card], keys: Iterable[str], renamed: Mapping[str, str], *, now: datetime
) -> list[tuple[int, str]]:
    """Keep a question's cards that are still asked, bring retired ones back, retire the others: their memory stays.

    A card whose key changed because a slip was corrected is still the same card. Return which are lacking.
    """
    kept, lacking = {card.key: card for card in cards}, []
    for old, new in renamed.items():
        if old in kept and new not in kept:
            card = kept[new] = kept.pop(old)
            card.key, card.former_keys = new, [*(key for key in card.former_keys if key != new), old]
    for position, key in enumerate(keys, start=1):
        if (known := kept.pop(key, None)) is None:
            lacking.append((position, key))
        else:
            known.position, known.retired_at = position, None
    for card in kept.values():
        card.retired_at = card.retired_at or now
    return lacking
