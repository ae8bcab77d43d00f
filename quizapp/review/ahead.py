"""Cards handed out ahead, so that an hour of them can be studied without a network: both sides, in today's order.

The answer to a question that an open quiz asks is not among them: it is not due.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import render_template

from quizapp.accounts.opaque import key_of
from quizapp.accounts.visitor import Visitor
from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.bank.queries import source_titles
from quizapp.db import db
from quizapp.memory.access import learner_of
from quizapp.memory.queries import memories_by_cards
from quizapp.planning.queries import coming_days
from quizapp.review import marks, pages, queries
from quizapp.review.access import OpenCard
from quizapp.review.candidates import suspended_cards
from quizapp.review.marks import Mark
from quizapp.scheduling.memory import Choice, preview
from quizapp.scheduling.placing import place_choices
from quizapp.scheduling.queue import Queue, QueueCard
from quizapp.scheduling.state import Memory, Phase, Rating

MOST = 120
"""An hour of cards at half a minute each."""
LONGEST_WAIT = timedelta(hours=1)
_PHASES = {Phase.NEW: "new", Phase.REVIEW: "review"}


@dataclass(frozen=True, slots=True)
class Coming:
    """A card that comes today, with all that its two sides depend on."""

    place: QueueCard
    key: str
    version: AskedVersion
    memory: Memory | None
    mark: Mark
    withheld: bool

    def tag(self, *rest: object) -> str:
        """Return what changes whenever its sides would."""
        seen = self.memory and (self.memory.reps, self.memory.last_at)
        told = (self.version.version_id, self.key, seen, self.mark, self.withheld, *rest)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:8]


def cards_ahead(person: Visitor, have: Collection[str], *, now: datetime) -> dict[str, Any]:
    """Return what comes today, and both sides of those cards that a device does not have as they are now."""
    queue, keys = pages.queue_of_visitor(now=now), pages.tools_of(0)["keys"]
    coming = _coming(person, queue, now)
    today = learner_of(person).rules.day(now)
    tags = {card.place.card_id: card.tag(today, keys) for card in coming}
    fresh = [card for card in coming if f"{card.place.card_id}.{tags[card.place.card_id]}" not in have]
    counts = {"learning": queue.learning, "review": queue.review, "new": queue.new, "later": queue.learning_later}
    return {
        "person": key_of(person.id),
        "order": [_place_of(card.place, now) for card in coming],
        "cards": [{"tag": tags[card["id"]], **card} for card in _sides(person, fresh, now)],
        "counts": counts | {"planned": queue.planned},
        "tools": _tools(0, Mark()),
    }


def _coming(person: Visitor, queue: Queue, now: datetime) -> list[Coming]:
    later = (card for card in queue.later if card.due_at is not None and card.due_at - now <= LONGEST_WAIT)
    places = {card.card_id: card for card in (*queue.cards, *later)}
    wanted = list(places)[:MOST]
    memories = memories_by_cards(db.session(), person.id, wanted)
    marked = marks.marks_of(db.session(), person.id, wanted)
    withheld = queries.questions_not_due(db.session(), person.id, now=now)
    found = queries.versions_of_cards(db.session(), wanted)
    coming = []
    for number in wanted:
        if number in found:
            version = asked_version(db.session(), found[number][0])
            facts = memories.get(number), marked.get(number, Mark()), version.question_id in withheld
            coming.append(Coming(places[number], found[number][1], version, *facts))
    return coming


def _place_of(card: QueueCard, now: datetime) -> dict[str, Any]:
    wait = (card.due_at - now).total_seconds() if card.due_at and card.phase not in _PHASES else 0
    return {"id": card.card_id, "phase": _PHASES.get(card.phase, "learning"), "wait": max(round(wait), 0)}


def _sides(person: Visitor, coming: Sequence[Coming], now: datetime) -> list[dict[str, Any]]:
    """Return the sides of cards as pages show them; due days are placed as if each were recalled in turn."""
    shown: list[dict[str, Any]] = []
    titles = source_titles(db.session()) if coming else {}
    placed = _placed(person, [card for card in coming if not card.withheld], now)
    for card in coming:
        number, more = card.place.card_id, {"mark": card.mark, "source_titles": titles, "was_seen": bool(card.memory)}
        face = next(face for face in card.version.content.cards() if face.key == card.key)
        more |= {"card": OpenCard(number, face, card.version), "ahead": True, **_of_all(), "typed": ""}
        choices = placed.get(number)
        back = choices and render_template("review/_answer.html", choices=choices, **more)
        waits = [round(choice.wait.total_seconds()) for choice in choices or ()]
        side = {"front": render_template("review/_front.html", **more), "back": back, "waits": waits}
        tools = _tools(number, card.mark) if card.mark.flag or card.mark.note else None
        shown.append({"id": number, "tools": tools, **side})
    return shown


def _placed(person: Visitor, coming: Sequence[Coming], now: datetime) -> Mapping[int, Sequence[Choice]]:
    rules = learner_of(person).rules
    choices: dict[int, Sequence[Choice]] = {
        card.place.card_id: preview(card.memory, at=now, card_id=card.place.card_id, rules=rules) for card in coming
    }
    each_choice = (choice for each in choices.values() for choice in each)
    days = coming_days(db.session(), person, each_choice, suspended_cards(person.id))
    if days is None:
        return choices
    for card in coming:
        placed = place_choices(choices[card.place.card_id], days.ahead(card.version.bank_id), rules)
        choices[card.place.card_id] = placed
        good, easy = placed[Rating.GOOD - 1], placed[Rating.EASY - 1]
        days.take((good if good.spread else easy).memory.due_day)  # in its steps Easy alone leads to a day
    return choices


def _of_all() -> dict[str, Any]:
    return {name: value for name, value in pages.tools_of(0).items() if name != "mark"}


def _tools(card_id: int, mark: Mark) -> str:
    named = {"card": {"id": card_id}, "mark": mark, "on": "front", "ahead": True}
    return render_template("review/_tools.html", **named, **_of_all())
