"""Banks and what somebody remembers of them, as an Anki package. Nothing here changes anything."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection as Several
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.bank.queries import source_titles
from quizapp.collecting import without_collecting
from quizapp.formats.anki.container import Container, write_container
from quizapp.formats.anki.notes import AnkiCard, AnkiNote, AnkiReview, CardState, CardType, Collection, NoteType
from quizapp.formats.anki.questions import OWN_TYPE
from quizapp.formats.anki.writing import write_collection
from quizapp.formats.base import named
from quizapp.kinds import registry
from quizapp.kinds.base import CardFace
from quizapp.kinds.pictures import pictures_in
from quizapp.kinds.plain import is_plain
from quizapp.memory.raw_log import events_by_card, states_by_card
from quizapp.memory.services import Learner
from quizapp.pictures.store import SUFFIX, Store
from quizapp.scheduling.moments import moment_of
from quizapp.scheduling.replaying import Replayer
from quizapp.scheduling.state import Phase
from quizapp.statements import Prepared
from quizapp.web.citations import cited
from quizapp.web.markdown import render_block

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
    withheld: frozenset[int] = frozenset()
    """Questions, by id, that are left out: their answers are not due to the learner."""


@without_collecting()
def export_package(session: Session, store: Store, wanted: Wanted, *, now: datetime, legacy: bool = False) -> bytes:
    """Return banks as an Anki package, with what the learner remembers of them."""
    collection, pictures = collection_of(session, wanted, now=now)
    media = {f"{name}{SUFFIX}": store.read(name) for name in sorted(pictures) if store.has(name)}
    data = write_collection(collection, now=int(now.timestamp()))
    return write_container(Container(data, media), legacy=legacy)


def collection_of(session: Session, wanted: Wanted, *, now: datetime) -> tuple[Collection, set[str]]:
    """Return banks as a collection, and the names of the pictures that they show."""
    rules = wanted.learner.rules
    first_day = rules.day(now) - DAYS_BEFORE
    connection, making, pictures = session.connection(), _Making(session, wanted, first_day), set[str]()
    notes = []
    for number, key, title in _banks.rows(connection, {}):
        if wanted.banks and key not in wanted.banks:
            continue
        deck = f"quizapp::{title}"
        for row, face in _faces(connection, number):
            if row.question_id in wanted.withheld or (wanted.only_met and row.id not in making.memories):
                continue
            notes.append(making.note(key, deck, row, face))
            for text in (face.front, face.back, row.explanation):
                if "picture:" in text:
                    pictures.update(pictures_in(text))
    begin = rules.start(first_day)
    offset = begin.astimezone(rules.zone).utcoffset()
    west = -int(offset.total_seconds() // 60) if offset else 0
    return Collection(int(begin.timestamp()), tuple(notes), rules.rollover_hour, west), pictures


_banks = Prepared(
    lambda _dialect: sa.select(Bank.id, Bank.key, Bank.title).where(Bank.trashed_at.is_(None)).order_by(Bank.key)
)


class _Row(NamedTuple):
    """A card with what its note needs, as _cards selects it; JSON as texts."""

    id: int
    question_id: int
    key: str
    question: str
    kind: str
    content: str
    topic: str
    level: int
    explanation: str
    sources: str


def _faces(connection: Connection, bank_id: int) -> Iterator[tuple[_Row, CardFace]]:
    """Yield each card of a bank with its two sides."""
    rows = list(map(named, repeat(_Row), _cards.rows(connection, {"bank": bank_id})))
    contents = json.loads(f"[{','.join([row.content for row in rows])}]")  # all at once: in half the time
    for row, content in zip(rows, contents, strict=True):
        for face in registry.KINDS[row.kind].stored_cards(content):
            if face.key == row.key:
                yield row, face


def _select_cards(_dialect: str) -> sa.Select[Any]:
    version = QuestionVersion
    content, sources = (sa.cast(column, sa.Text) for column in (version.content, version.sources))
    return (
        sa.select(Card.id, Card.question_id, Card.key, Question.key)
        .add_columns(version.kind, content, version.topic, version.level, version.explanation, sources)
        .join(Question, Question.id == Card.question_id)
        .join(version, is_current())
        .where(Question.bank_id == sa.bindparam("bank", type_=sa.Integer), Card.retired_at.is_(None), *may_be_asked())
        .order_by(Question.position, Card.position)
    )


_cards = Prepared(_select_cards)


class _Making:
    """Making notes: what is the same for all of them, and what the learner remembers."""

    def __init__(self, session: Session, wanted: Wanted, first_day: int) -> None:
        connection, learner = session.connection(), wanted.learner
        self.memories = states_by_card(connection, learner.id)
        self._logs = events_by_card(connection, learner.id)
        self._rules, self._first_day, self._replayer = learner.rules, first_day, Replayer(learner.rules)
        titles = source_titles(session)
        self._cite = lru_cache(lambda sources: "; ".join(one.text for one in cited(json.loads(sources), titles)))

    def note(self, bank: str, deck: str, row: _Row, face: CardFace) -> AnkiNote:
        """Return a card of a bank as a note in a deck."""
        name = f"{bank}/{row.question}/{row.key}"
        front = f"{face.context}\n\n{face.front}" if face.context else face.front
        texts = (_html(front), _html(face.back), _html_once(row.explanation))
        fields = (*texts, self._cite(row.sources), name)
        tags = _tags(bank, row.topic, row.level)
        return named(AnkiNote, (guid_of(name), TYPE, fields, tags, deck, (self._card(row.id),)))

    def _card(self, card_id: int) -> AnkiCard:
        state = self.memories.get(card_id)
        if state is None:
            return NEW_CARD
        phase, step, stability, difficulty, _day, _at, due_at, due_day, interval, reps, lapses, _credited = state
        kind = TYPES[phase]
        if kind is CardType.REVIEW:
            due, left = due_day - self._first_day, 0
        else:
            steps = self._rules.parameters.learning_steps if kind is CardType.LEARNING else ()
            due, left = int(moment_of(due_at).timestamp()), max(1, len(steps) - step)
        kept = named(CardState, (kind, due, interval, reps, lapses, left, stability, difficulty))
        return named(AnkiCard, (0, self._log(card_id), kept))

    def _log(self, card_id: int) -> tuple[AnkiReview, ...]:
        """Return a card's log with the interval that each rating led to."""
        reviews, last = [], 0
        for event, phase, interval in self._replayer.intervals(card_id, self._logs.get(card_id, ())):
            _card, at, _id, rating, _source, _placed, _days, took = event
            if rating:
                moment = round(moment_of(at).timestamp() * 1000)
                reviews.append(named(AnkiReview, (moment, rating, KINDS[phase], interval, last, took or 0)))
            last = interval
        return tuple(reviews)


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


_html_once = lru_cache(maxsize=256)(_html)
"""For what many notes have alike."""
