"""Banks and what somebody remembers of them, as an Anki package. Nothing here changes anything."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection as Several
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.bank.queries import source_titles
from quizapp.formats.anki_container import Container, write_container
from quizapp.formats.anki_notes import AnkiCard, AnkiNote, AnkiReview, CardType, Collection, NoteType
from quizapp.formats.anki_questions import OWN_TYPE
from quizapp.formats.anki_writing import write_collection
from quizapp.kinds import registry
from quizapp.kinds.base import CardFace
from quizapp.kinds.pictures import pictures_in
from quizapp.memory.models import ReviewEvent
from quizapp.memory.queries import evidence_by_learner_and_card
from quizapp.memory.rows import STATE, STATE_COLUMNS, memory_of
from quizapp.memory.services import Learner
from quizapp.pictures.store import SUFFIX, Store
from quizapp.scheduling.evidence import in_order, take
from quizapp.scheduling.state import Evidence, Memory, Phase
from quizapp.web.citations import cited
from quizapp.web.markdown import render_block

DAYS_BEFORE = 3_650
"""How long ago the collection's first day is, so that hardly any day counts below 0."""
BACK = "{{FrontSide}}<hr id=answer>{{Back}}<div class=more>{{Explanation}}<p>{{Source}}</div>"
CSS = ".card { font-family: sans-serif; font-size: 20px; text-align: center; } .more { font-size: 16px; color: gray; }"
TYPE = NoteType(OWN_TYPE, ("Front", "Back", "Explanation", "Source", "Id"), (("Card", "{{Front}}", BACK),), css=CSS)
TYPES = {
    Phase.NEW: CardType.NEW,
    Phase.LEARNING: CardType.LEARNING,
    Phase.REVIEW: CardType.REVIEW,
    Phase.RELEARNING: CardType.RELEARNING,
}
KINDS = {Phase.NEW: 0, Phase.LEARNING: 0, Phase.REVIEW: 1, Phase.RELEARNING: 2}

_PLAIN = re.compile(r"[^\W\d_][\w ,;:?'’“”()./%–—\xa0-]*")
"""A text that no rule of Markdown applies to: it begins with a letter and holds no sign but these."""

Logged = tuple[Evidence, int]
"""A piece of evidence, and how long it took in milliseconds."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported."""

    learner: Learner
    banks: Several[str] = ()
    """Keys; empty: all."""
    only_met: bool = False
    """Whether cards that the learner has never met are left out."""


def export_package(session: Session, store: Store, wanted: Wanted, *, now: datetime, legacy: bool = False) -> bytes:
    """Return banks as an Anki package, with what the learner remembers of them."""
    collection, pictures = collection_of(session, wanted, now=now)
    media = {f"{name}{SUFFIX}": store.read(name) for name in sorted(pictures) if store.has(name)}
    data = write_collection(collection, now=int(now.timestamp()))
    return write_container(Container(data, media), legacy=legacy)


def collection_of(session: Session, wanted: Wanted, *, now: datetime) -> tuple[Collection, set[str]]:
    """Return banks as a collection, and the names of the pictures that they show."""
    learner, rules = wanted.learner, wanted.learner.rules
    first_day = rules.day(now) - DAYS_BEFORE
    memories, logs = _memories(session, learner), _logs(session, learner)
    titles = source_titles(session)
    notes, pictures = [], set[str]()
    for row in session.execute(_cards(wanted)):
        faces = registry.load(row.kind, row.content).cards()
        face = next((face for face in faces if face.key == row.key), None)
        if face is None or (wanted.only_met and row.id not in memories):
            continue
        card = _card(row.id, memories.get(row.id), logs.get(row.id, []), learner, first_day)
        notes.append(_note(row, face, card, "; ".join(one.text for one in cited(row.sources, titles))))
        pictures.update(name for text in (face.front, face.back, row.explanation) for name in pictures_in(text))
    begin = rules.start(first_day)
    offset = begin.astimezone(rules.zone).utcoffset()
    west = -int(offset.total_seconds() // 60) if offset else 0
    return Collection(int(begin.timestamp()), tuple(notes), rules.rollover_hour, west), pictures


def _cards(wanted: Wanted) -> sa.Select[Any]:
    version = QuestionVersion
    statement = (
        sa.select(Card.id, Card.key, Question.key.label("question"), Bank.key.label("bank"), Bank.title)
        .add_columns(version.kind, version.content, version.topic, version.level, version.explanation, version.sources)
        .join(Question, Question.id == Card.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .join(version, sa.and_(version.question_id == Question.id, *is_current()))
        .where(Card.retired_at.is_(None), Bank.trashed_at.is_(None), *may_be_asked())
        .order_by(Bank.key, Question.position, Card.position)
    )
    return statement.where(Bank.key.in_(wanted.banks)) if wanted.banks else statement


def _memories(session: Session, learner: Learner) -> dict[int, Memory]:
    mine = sa.select(STATE.c.card_id, *STATE_COLUMNS).where(STATE.c.learner_id == learner.id)
    rows = session.connection().execute(mine)
    return {row[0]: memory for row in rows if (memory := memory_of(row[1:])) is not None}


def _logs(session: Session, learner: Learner) -> dict[int, list[Logged]]:
    mine = ReviewEvent.learner_id == learner.id
    took = dict(session.execute(sa.select(ReviewEvent.id, ReviewEvent.duration_ms).where(mine)).all())
    return {
        card_id: [(event, took[event.log_id] or 0) for event in in_order(events)]
        for _learner, card_id, events in evidence_by_learner_and_card(session, mine)
    }


def _card(card_id: int, memory: Memory | None, log: list[Logged], learner: Learner, first_day: int) -> AnkiCard:
    if memory is None:
        return AnkiCard(0)
    kind = TYPES[memory.phase]
    steps = learner.rules.parameters.learning_steps if kind is CardType.LEARNING else ()
    is_review = kind is CardType.REVIEW
    return AnkiCard(
        0,
        kind,
        memory.due_day - first_day if is_review else int(memory.due_at.timestamp()),
        memory.interval_days,
        memory.reps,
        memory.lapses,
        0 if is_review else max(1, len(steps) - memory.step),
        memory.stability,
        memory.difficulty,
        tuple(_reviews(card_id, log, learner)),
    )


def _reviews(card_id: int, log: list[Logged], learner: Learner) -> list[AnkiReview]:
    """Return the log with the interval that each rating led to."""
    memory: Memory | None = None
    reviews = []
    for evidence, took in log:
        before = memory
        memory = take(before, evidence, card_id=card_id, rules=learner.rules)
        if evidence.rating is None:
            continue
        moment = round(evidence.at.timestamp() * 1000)
        kind = KINDS[before.phase if before else Phase.NEW]
        reviews.append(AnkiReview(moment, evidence.rating.value, kind, _interval(memory), _interval(before), took))
    return reviews


def _interval(memory: Memory | None) -> int:
    if memory is None:
        return 0
    return memory.interval_days or -max(1, int((memory.due_at - memory.last_at).total_seconds()))


def _note(row: Any, face: CardFace, card: AnkiCard, source: str) -> AnkiNote:  # noqa: ANN401 - a row of _cards
    name = f"{row.bank}/{row.question}/{row.key}"
    front = f"{face.context}\n\n{face.front}" if face.context else face.front
    texts = [_html(text) for text in (front, face.back, row.explanation)]
    tags = (f"quizapp::{row.bank}", f"topic::{row.topic}", f"level::{row.level}")
    return AnkiNote(guid_of(name), TYPE, (*texts, source, name), tags, f"quizapp::{row.title}", (card,))


def guid_of(name: str) -> str:
    """Return the guid of a card's note: the same in every export, so that a second import updates."""
    return f"qa{hashlib.sha256(name.encode()).hexdigest()[:18]}"


def _html(text: str) -> str:
    """Return Markdown as HTML, pictures by the names of their files; plain words need no reader of Markdown."""
    if _PLAIN.fullmatch(text):
        return escape(text, quote=False)
    html = re.sub(r"picture:([0-9a-f]{32})", rf"\1{SUFFIX}", str(render_block(text))).strip()
    whole = re.fullmatch(r"<p>(.*)</p>", html, re.DOTALL)
    return (whole[1] if whole and "<p>" not in whole[1] else html).replace("\x1f", " ")
