"""What pages show of today's queue, and of where each rating leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import current_app, g
from flask_babel import gettext as _

from quizapp.accounts.access import visitor
from quizapp.accounts.visitor import Visitor
from quizapp.db import db
from quizapp.kinds.base import CardFace
from quizapp.memory.access import learner_of, rules_of_app
from quizapp.memory.postponing import loads_of_days, overdue_cards
from quizapp.memory.queries import memories_by_cards
from quizapp.memory.services import Learner
from quizapp.planning.queries import coming_days
from quizapp.review import habits, queries
from quizapp.review.candidates import suspended_cards
from quizapp.review.habits import Habit
from quizapp.review.keys import USUAL
from quizapp.review.marks import FLAGS, Deed, Mark, mark_of
from quizapp.review.studying import Which
from quizapp.review.summary import Coming, what_comes
from quizapp.scheduling.backlog import Spread, spread_backlog
from quizapp.scheduling.memory import Choice
from quizapp.scheduling.placing import place_choices
from quizapp.scheduling.queue import Order, Queue
from quizapp.web.markdown import plain_text
from quizapp.web.rendering import show_back

NEW_FOR_VISITORS = 20
USUAL_PER_DAY = 50
"""Reviews a day that a plan begins with."""


def queue_of_visitor(*, now: datetime) -> Queue:
    """Return today's queue of whoever is asking; a first visitor's holds new cards alone."""
    person = visitor()
    if person is None:
        day = rules_of_app(current_app).day(now)
        return queries.first_queue(db.session(), new_per_day=NEW_FOR_VISITORS, day=day, now=now)
    return queries.queue_of_day(db.session(), person, learner_of(person), _habit_of(person.id).order, now=now)


def coming_of_visitor(queue: Queue, *, now: datetime) -> Coming | None:
    """Return what comes for whoever is asking; None while something is asked, or where nothing was yet."""
    person = visitor()
    return what_comes(db.session(), learner_of(person), now=now) if person and not queue.cards else None


def tools_of(card_id: int) -> dict[str, Any]:
    """Return what goes with a card's page: what its learner put on it, and their keys."""
    person = visitor()
    if person is None:
        return {"mark": Mark(), "keys": dict(USUAL), "flags": flag_names()}
    habit = _habit_of(person.id)
    mark = mark_of(db.session(), person.id, card_id) if card_id else Mark()
    return {"mark": mark, "keys": dict(habit.keys), "flags": flag_names()}


def _habit_of(person_id: int) -> Habit:
    """Return how a learner likes to review, looked up once a request."""
    kept: dict[int, Habit] = g.setdefault("habits", {})
    if person_id not in kept:
        kept[person_id] = habits.habit_of(db.session(), person_id)
    return kept[person_id]


def flag_names() -> dict[int, str]:
    """Return the flags by number, with the names of their colours."""
    return {number: _(colour) for number, colour in FLAGS.items()}


def said_of(deed: Deed, *, undone: bool = False) -> str:
    """Say what was done with a card, or taken back."""
    done: dict[Deed, tuple[str, str]] = {
        Deed.FLAG: (_("The flag is changed."), _("Undone: the flag is as before.")),
        Deed.BURY: (_("Buried: the card comes back tomorrow."), _("Undone: the card is not buried any more.")),
        Deed.SUSPEND: (_("Suspended: the card is not asked any more."), _("Undone: the card is asked again.")),
        Deed.UNSUSPEND: (_("The card is asked again."), _("Undone: the card is out of the way again.")),
        Deed.NOTE: (_("Your note is saved."), _("Undone: the note is as before.")),
        Deed.RATE: ("", _("Undone: rate this card again.")),
        Deed.POSTPONE: ("", _("Undone: everything is due as before.")),
    }
    return done[deed][undone]


def said_elsewhere() -> str:
    """Say why a rating does not count, of a card that was open on two pages."""
    sentence: str = _("You rated this card elsewhere while it was open here, so this rating was not counted.")
    return sentence


def deed_names() -> dict[str, str]:
    """Return what keys do, in words."""
    names = flag_names()
    said = {
        "show": _("Show the answer"),
        "again": _("Again"),
        "hard": _("Hard"),
        "good": _("Good"),
        "easy": _("Easy"),
        "undo": _("Undo the last step"),
        "undo_too": _("The same, by another key"),
        "bury": _("Bury until tomorrow"),
        "suspend": _("Suspend"),
        "note": _("Write a note"),
        "report": _("Say that the question is wrong"),
    }
    return said | {f"flag_{number}": _("Flag: %(colour)s", colour=name) for number, name in names.items()}


def habit_form(habit: Habit, faults: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page of habits shows."""
    shown = {"chosen": habit.keys, "order": habit.order, "faults": faults}
    return shown | {"deeds": deed_names(), "orders": order_names()}


def which_names() -> dict[Which, str]:
    """Return which cards can be gone through, in words."""
    return {
        Which.MET: _("All that I have met"),
        Which.DUE: _("Those that are due"),
        Which.NEW: _("Those that I have not met yet"),
        Which.HARD: _("Those that are hard for me"),
    }


def wanted_per_day(sent: Mapping[str, str], person: Visitor) -> int:
    """Return how many cards a day somebody wants, or their own limit of reviews where they do not say."""
    said = sent.get("per_day", "")
    known = said.isascii() and said.isdigit() and 0 < len(said) <= len("9999")
    return max(int(said), 1) if known else max(min(person.reviews_per_day, USUAL_PER_DAY), 1)


def backlog_plan(learner: Learner, per_day: int, *, now: datetime) -> Spread:
    """Return how what is overdue would be spread over the days."""
    session, today = db.session(), learner.rules.day(now)
    cards = overdue_cards(session, learner, queries.hidden_cards(learner.id, today, now=now), now=now)
    overdue = memories_by_cards(session, learner.id, cards) if cards else {}
    loads = loads_of_days(session, learner, suspended_cards(learner.id), now=now)
    return spread_backlog(overdue, loads, per_day, today, learner.rules.parameters)


def order_names() -> dict[Order, str]:
    """Return the orders, in words."""
    return {
        Order.MIXED: _("Topics mixed, the most nearly forgotten first"),
        Order.DUE: _("The longest overdue first"),
        Order.CHANCE: _("By chance"),
        Order.TOPIC: _("Topic after topic"),
    }


def hint_of(face: CardFace) -> str:
    """Return the first letter of each word of a back as it is shown, and dots for the others."""
    words = plain_text(show_back(face)).split()
    return " ".join(word[0] + "·" * (len(word) - 1) for word in words)


def choices_for(person: Visitor, choices: Sequence[Choice], bank_id: int) -> tuple[Choice, ...]:
    """Return the choices with their due days placed where the learner's days have most room."""
    days = coming_days(db.session(), person, choices, suspended_cards(person.id))
    return tuple(choices) if days is None else place_choices(choices, days.ahead(bank_id), learner_of(person).rules)
