"""What the projector's page of a warm-up is handed: which card it shows, where it stands, and whether it is answered.

The cards travel in the address, so that a reload, going back and a second screen show the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, request
from sqlalchemy.orm import Session

from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.forecasts.queries import Condition
from quizapp.forecasts.starting import versions_of_cards
from quizapp.kinds.base import CardFace
from quizapp.web.ids import ids_of

MOST = 20
"""Cards that an address may name."""


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as the projector shows it."""

    question_id: int
    version: AskedVersion
    face: CardFace


def chosen_cards(text: str) -> list[int]:
    """Return the cards, by id, that an address names, each once; of what is no address none."""
    return ids_of(text.split("-")[:MOST])


def shown_cards(session: Session, card_ids: Sequence[int], within: Condition) -> dict[int, ShownCard]:
    """Return the cards that may be shown, by id, in the order that is asked for."""
    found = versions_of_cards(session, card_ids, within)
    shown = {}
    for card_id in card_ids:
        if card_id in found:
            question_id, version_id, key = found[card_id]
            version = asked_version(session, version_id)
            face = next((face for face in version.content.cards() if face.key == key), None)
            if face is not None:
                shown[card_id] = ShownCard(question_id, version, face)
    return shown


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a warm-up stands."""

    card: ShownCard | None
    """None at its end."""
    place: int
    """From 1."""
    count: int
    is_answered: bool


def screen_of(shown: Mapping[int, ShownCard]) -> Screen:
    """Return what the address asks for of the cards that are shown, or 404 where it is nowhere."""
    place = request.args.get("place", 1, type=int)
    if not 1 <= place <= len(shown) + 1:
        abort(404)
    card = list(shown.values())[place - 1] if place <= len(shown) else None
    return Screen(card, place, len(shown), request.args.get("answer") == "1")
