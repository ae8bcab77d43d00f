"""What the templates of the pages about the banks are handed: long lists a part at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from quizapp.explore.actors import Span, actors_named, cards_by_actor, names_met, number_of_actors, number_of_cards
from quizapp.explore.sight import Sight
from quizapp.explore.timeline import Entry, actors_of, entries_about, headings, periods
from quizapp.web.paging import Part, page_asked

ENTRIES, NAMES, COUNTED_NAMES = 100, 25, 300
CARDS = 50
CARDS_OF_EACH = 6
"""How many cards a list of actors shows of each; the others stand on the page of that actor."""
LONGEST_NAME = 200


def name_asked_for() -> str:
    """Return the actor that the address names; no text of the database holds a NUL."""
    return request.args.get("actor", "").replace("\0", "")[:LONGEST_NAME]


def timeline(entries: Sequence[Entry]) -> dict[str, Any]:
    """Return a part of the timeline: that of a page, or where a year begins."""
    actor, year = request.args.get("actor", ""), request.args.get("year", "")
    listed = entries_about(entries, actor) if actor else entries
    names = headings(listed)
    number = names.index(year) // ENTRIES + 1 if year and year in names else page_asked(request.args)
    part = Part.near(number, len(listed), ENTRIES)
    return {
        "actor": actor,
        "names": actors_of(entries),
        "years": [name for name in dict.fromkeys(names) if name],
        "year": year,
        "part": part,
        "periods": periods(part.of(listed), part.of(names)),
        "total": len(entries),
        "uncovered": sum(not entry.covered for entry in entries),
    }


def actors_to_count(session: Session, sight: Sight) -> dict[str, Any]:
    """Return a part of all actors with the number of cards about each, for instructors."""
    counts = cards_by_actor(session, sight.within)
    part = Part.near(page_asked(request.args), len(counts), COUNTED_NAMES)
    return {"counts": part.of(counts), "part": part}


def actor_alone(session: Session, name: str, sight: Sight) -> dict[str, Any] | None:
    """Return one actor with a part of the cards that the reader may see; None where there is none of these."""
    known = number_of_cards(session, name, sight)
    part = Part.near(page_asked(request.args), known, CARDS)
    actors = actors_named(session, [name], sight, Span(part.first, CARDS)) if known else []
    return {"actors": actors, "alone": True, "part": part, "to_meet": 0} if actors else None


def actors_met(session: Session, sight: Sight) -> dict[str, Any]:
    """Return a part of the actors that a student has met, each with its first cards."""
    names = names_met(session, sight)
    part = Part.near(page_asked(request.args), len(names), NAMES)
    return {
        "actors": actors_named(session, part.of(names), sight, Span(0, CARDS_OF_EACH)),
        "alone": False,
        "part": part,
        "to_meet": number_of_actors(session, sight.within) - len(names),
    }
