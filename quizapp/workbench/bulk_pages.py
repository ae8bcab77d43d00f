"""What the page of bulk changes shows: what is chosen, what can be changed of it, and what a change would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from quizapp.bank.access import seen_banks, seen_questions
from quizapp.bank.models import Origin
from quizapp.bank.roles import BankRole
from quizapp.bank.versions import Authorship
from quizapp.db import db
from quizapp.formats.base import FACETS, LEVELS, STANDINGS
from quizapp.search.fields import Vocabulary
from quizapp.workbench import wording
from quizapp.workbench.changes import Change, banks_to_move_to, read_change
from quizapp.workbench.chosen import MOST_CHANGED, Chosen, count_chosen, outlook
from quizapp.workbench.search_pages import Asked, asked_for, now_here

MOST_NAMED = 20
_CHANGE_FIELDS = ("action", "value", "clash")


@dataclass(frozen=True, slots=True)
class Request:
    """A bulk change as a request asks for it."""

    asked: Asked
    chosen: Chosen
    change: Change | None
    vocabulary: Vocabulary
    banks: tuple[tuple[str, str], ...]
    """Those that questions may move to: key and title."""
    fields: Mapping[str, Any]
    """What was said of the change."""

    def address(self) -> str:
        """Return where this request is looked at before it is done."""
        return url_for("workbench.choose_change", **self.asked.fields(), **self.fields)


def read_request(fields: Mapping[str, str]) -> Request:
    """Return the bulk change that some fields ask for."""
    asked, vocabulary = asked_for(fields)
    banks = db.session().execute(banks_to_move_to(seen_banks(BankRole.EDITOR))).all()
    changeable = seen_questions(BankRole.EDITOR)
    chosen = Chosen(asked.chosen, asked.wanted.query, vocabulary, seen_questions(), changeable, now_here())
    said = {name: fields[name] for name in _CHANGE_FIELDS if fields.get(name)}
    change = read_change(fields, {key: number for key, number, _title in banks})
    return Request(asked, chosen, change, vocabulary, tuple((key, title) for key, _id, title in banks), said)


def page(asked: Request) -> dict[str, Any]:
    """Return what the page shows."""
    session = db.session()
    shown: dict[str, Any] = {
        "request_": asked,
        "asked": asked.asked,
        "back": asked.asked.at(asked.asked.wanted.page),
        "most": MOST_CHANGED,
        "topics": asked.vocabulary.get("topic", ()),
        "facets": FACETS,
        "levels": LEVELS,
        "standings": STANDINGS,
    }
    if asked.change is None:
        total = count_chosen(session, asked.chosen)
        return shown | {"total": total, "heading": heading(total)}
    found = outlook(session, asked.chosen, asked.change)
    return shown | {
        "total": found.total,
        "heading": heading(found.total),
        "outlook": found,
        "named": wording.named(asked.change.action, asked.change.value),
        "hindered": {reason: wording.hindered(reason, count) for reason, count in found.hindered.items()},
    }


def heading(total: int) -> str:
    """Return how many questions are chosen, in words."""
    said = ngettext("%(count)s question chosen", "%(count)s questions chosen", total, count=format_decimal(total))
    return str(said)


def changed(count: int) -> str:
    """Return how many questions were changed, in words."""
    said = ngettext(
        "%(count)s question is changed.", "%(count)s questions are changed.", count, count=format_decimal(count)
    )
    return str(said)


def listed(titles: Sequence[str]) -> str:
    """Return the first titles of a list, and how many more there are."""
    said = ", ".join(_("“%(title)s”", title=title) for title in titles[:MOST_NAMED])
    more = len(titles) - MOST_NAMED
    return said if more <= 0 else str(_("%(titles)s and %(more)s more", titles=said, more=format_decimal(more)))


def authorship(person_id: int, note: str) -> Authorship:
    """Return who writes versions here, and why."""
    return Authorship(Origin.BROWSER, person_id, note)
