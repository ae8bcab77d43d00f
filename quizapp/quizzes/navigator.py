"""The row of numbers above a question: where one is, what is answered, and (where that is due) how it was scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from quizapp.quizzes.open_slots import OpenSlot
from quizapp.quizzes.queries import SlotMark
from quizapp.web.translation import gettext as _

SIGNS = {"right": "✓", "partly": "◐", "wrong": "✗", "answered": "●", "open": ""}


@dataclass(frozen=True, slots=True)
class NavigatorItem:
    """One question's place in the row."""

    position: int
    url: str
    state: str
    """right, partly, wrong, answered or open: the class that colours it."""
    sign: str
    """The same, for eyes that do not go by colour."""
    label: str
    """The same, for ears."""


def navigator(slot: OpenSlot, marks: Sequence[SlotMark]) -> list[NavigatorItem]:
    """Return the row for a slot's page; scores appear in it only where feedback is due."""
    shows_scores = slot.shows_marks
    words = {
        "right": _("right"),
        "partly": _("partly right"),
        "wrong": _("wrong"),
        "answered": _("answered"),
        "open": _("not answered"),
    }
    label = _("Question %(number)d, %(state)s")  # one look-up for the whole row, which may have fifty places
    first = url_for("quizzes.show_slot", attempt_id=slot.attempt_id, position=1)
    items = []
    for mark in marks:
        state = _state(mark, shows_scores=shows_scores)
        said = label % {"number": mark.position, "state": words[state]}
        items.append(NavigatorItem(mark.position, f"{first[:-1]}{mark.position}", state, SIGNS[state], said))
    return items


def _state(mark: SlotMark, *, shows_scores: bool) -> str:
    if not mark.answered:
        return "open"
    if not shows_scores or mark.score is None:
        return "answered"
    if mark.score >= 1:
        return "right"
    return "partly" if mark.score > 0 else "wrong"
