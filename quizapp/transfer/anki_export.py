"""Banks and what somebody remembers of them, as an Anki package. Nothing here changes anything."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection as Several
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.bank.queries import source_titles
from quizapp.collecting import without_collecting
from quizapp.formats.anki_container import Container, write_container
from quizapp.formats.anki_notes import AnkiCard, AnkiNote, AnkiReview, CardType, Collection, NoteType
from quizapp.formats.anki_questions import OWN_TYPE
from quizapp.formats.anki_writing import write_collection
from quizapp.kinds import registry
from quizapp.kinds.base import CardFace
from quizapp.kinds.pictures import pictures_in
from quizapp.memory.raw_log import events_by_card, states_by_card
from quizapp.memory.services import Learner
from quizapp.pictures.store import SUFFIX, Store
from quizapp.scheduling.moments import moment_of
from quizapp.scheduling.replaying import Logged, Replayer, State
from quizapp.scheduling.state import Phase, Rules
from quizapp.web.citations import cited
from quizapp.web.markdown import is_plain, render_block

DAYS_BEFORE = 3_650
"""How long ago the collection's first day is, so that hardly any day counts below 0."""
BACK = "{{FrontSide}}<hr id=answer>{{Back}}<div class=more>{{Explanation}}<p>{{Source}}</div>"
CSS = ".card { font-family: sans-serif; font-size: 20px; text-align: center; } .more { font-size: 16px; color: gray; }"
TYPE = NoteType(OWN_TYPE, ("Front", "Back", "Explanation", "Source", "Id"), (("Card", "{{Front}}", BACK),), css=CSS)
TYPES = {
    Phase.NEW.value: CardType.NEW,
    Phase.LEARNING.value: CardType.LEARNING,
    Phase.REVIEW.value: CardType.REVIEW,
    Phase.RELEARNING.value: CardType.RELEARNING,
}
KINDS = dict(zip(TYPES, (0, 0, 1, 2), strict=True))

NEW_CARD = AnkiCard(0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported."""

    learner: Learner
    banks: Several[str] = ()
    """Keys; empty: all."""
    only_met: bool = False
    """Whether cards that the learner has never met are left out."""


@without_collecting()
def export_package(session: Session, store: Store, wanted: Wanted, *, now: datetime, legacy: bool = False) -> bytes:
    """Return banks as an Anki package, with what the learner remembers of them."""
    collection, pictures = collection_of(session, wanted, now=now)
    media = {f"{name}{SUFFIX}": store.read(name) for name in sorted(pictures) if store.has(name)}
    data = write_collection(collection, now=int(now.timestamp()))
    return write_container(Container(data, media), legacy=legacy)


def collection_of(session: Session, wanted: Wanted, *, now: datetime) -> tuple[Collection, set[str]]:
    """Return banks as a collection, and the names of the pictures that they show."""
    rules, connection = wanted.learner.rules, session.connection()
    first_day = rules.day(now) - DAYS_BEFORE
    memories = states_by_card(connection, wanted.learner.id)
    logs = events_by_card(connection, wanted.learner.id)
    titles, replayer = source_titles(session), Replayer(rules)
    cite = lru_cache(lambda sources: "; ".join(one.text for one in cited(json.loads(sources), titles)))
    notes, pictures = [], set[str]()
    for row in connection.execute(_cards(wanted)):
        faces = registry.load(row.kind, row.content).cards()
        face = next((face for face in faces if face.key == row.key), None)
        if face is None or (wanted.only_met and row.id not in memories):
            continue
        state = memories.get(row.id)
        card = NEW_CARD
        if state is not None:
            card = _card(state, _reviews(row.id, logs.get(row.id, ()), replayer), rules, first_day)
        notes.append(_note(row, face, card, cite(row.sources)))
        for text in (face.front, face.back, row.explanation):
            pictures.update(pictures_in(text))
    begin = rules.start(first_day)
    offset = begin.astimezone(rules.zone).utcoffset()
    west = -int(offset.total_seconds() // 60) if offset else 0
    return Collection(int(begin.timestamp()), tuple(notes), rules.rollover_hour, west), pictures


def _cards(wanted: Wanted) -> sa.Select[Any]:
    version = QuestionVersion
    statement = (
        sa.select(Card.id, Card.key, Question.key.label("question"), Bank.key.label("bank"), Bank.title)
        .add_columns(version.kind, version.content, version.topic, version.level, version.explanation)
        .add_columns(sa.cast(version.sources, sa.Text).label("sources"))  # the same for most: not to be read again
        .join(Question, Question.id == Card.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .join(version, sa.and_(version.question_id == Question.id, *is_current()))
        .where(Card.retired_at.is_(None), Bank.trashed_at.is_(None), *may_be_asked())
        .order_by(Bank.key, Question.position, Card.position)
    )
    return statement.where(Bank.key.in_(wanted.banks)) if wanted.banks else statement


def _card(state: State, log: tuple[AnkiReview, ...], rules: Rules, first_day: int) -> AnkiCard:
    phase, step, stability, difficulty, _day, _at, due_at, due_day, interval, reps, lapses, _credited = state
    kind = TYPES[phase]
    steps = rules.parameters.learning_steps if kind is CardType.LEARNING else ()
    is_review = kind is CardType.REVIEW
    due = due_day - first_day if is_review else int(moment_of(due_at).timestamp())
    left = 0 if is_review else max(1, len(steps) - step)
    return AnkiCard(0, kind, due, interval, reps, lapses, left, stability, difficulty, log)


def _reviews(card_id: int, events: Iterable[Logged], replayer: Replayer) -> tuple[AnkiReview, ...]:
    """Return the log with the interval that each rating led to."""
    reviews, last = [], 0
    for (_card, at, _id, rating, _source, _placed, _days, took), phase, interval in replayer.intervals(card_id, events):
        if rating:
            moment = round(moment_of(at).timestamp() * 1000)
            reviews.append(AnkiReview(moment, rating, KINDS[phase], interval, last, took or 0))
        last = interval
    return tuple(reviews)


def _note(row: Any, face: CardFace, card: AnkiCard, source: str) -> AnkiNote:  # noqa: ANN401 - a row of _cards
    name = f"{row.bank}/{row.question}/{row.key}"
    front = f"{face.context}\n\n{face.front}" if face.context else face.front
    texts = (_html(front), _html(face.back), _html(row.explanation))
    tags = _tags(row.bank, row.topic, row.level)
    return AnkiNote(guid_of(name), TYPE, (*texts, source, name), tags, f"quizapp::{row.title}", (card,))


@lru_cache(maxsize=256)
def _tags(bank: str, topic: str, level: int) -> tuple[str, ...]:
    return f"quizapp::{bank}", f"topic::{topic}", f"level::{level}"


def guid_of(name: str) -> str:
    """Return the guid of a card's note: the same in every export, so that a second import updates."""
    return f"qa{hashlib.sha256(name.encode()).hexdigest()[:18]}"


def _html(text: str) -> str:
    """Return Markdown as HTML, pictures by the names of their files; plain words need no reader of Markdown."""
    if is_plain(text):
        return text
    html = re.sub(r"picture:([0-9a-f]{32})", rf"\1{SUFFIX}", str(render_block(text))).strip()
    whole = re.fullmatch(r"<p>(.*)</p>", html, re.DOTALL)
    return (whole[1] if whole and "<p>" not in whole[1] else html).replace("\x1f", " ")
