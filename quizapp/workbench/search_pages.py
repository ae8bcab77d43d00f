"""What the list of questions shows: what is asked for in an address, what was found, and words about both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, request, url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from quizapp.accounts.access import known_visitor
from quizapp.bank.access import bank_to_write, seen_banks, seen_questions
from quizapp.bank.conditions import FEWEST_ANSWERED
from quizapp.bank.finding import MOST_COUNTED, PAGE_SIZE, Found, Order, Wanted, find_questions
from quizapp.bank.queries import counted_at
from quizapp.bank.vocabulary import known_values
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.extensions import settings_of
from quizapp.formats.base import LEVELS
from quizapp.kinds.registry import KINDS
from quizapp.search.fields import FIELDS, MARK_HELP, Vocabulary
from quizapp.search.parsing import LONGEST, parse
from quizapp.search.query import Choice, Comparison, Query, Words
from quizapp.web.ids import id_of, ids_of
from quizapp.workbench.journal import operation_by_id
from quizapp.workbench.models import BulkOperation
from quizapp.workbench.searches import searches_of_person
from quizapp.workbench.selection import Selection, read, written
from quizapp.workbench.wording import named

LAST_PAGE = 10_000
LONGEST_NUMBER = 9
NOTHING = Selection()
EXAMPLE = "(topic:csto OR actor:pashinyan) -is:unused"
ORDERS = {
    Order.BANK: _l("as in the bank"),
    Order.RELEVANCE: _l("best match first"),
    Order.EDITED: _l("last changed first"),
    Order.LEVEL: _l("by level"),
    Order.ID: _l("by id"),
    Order.FACILITY: _l("hardest first"),
    Order.USE: _l("most answered first"),
}
_OLD_FIELDS = {"bank": "bank", "kind": "kind", "topic": "topic", "passage": "source"}
"""What addresses named before there was a language, and what it is called there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as an address asks for it, with what is chosen in it."""

    text: str
    wanted: Wanted
    chosen: Selection = NOTHING

    def at(self, page: int) -> str:
        """Return the address of another page of this list."""
        return address_of(self.text, self.wanted.order, page, self.chosen)

    def of(self, text: str) -> str:
        """Return the address of another search, sorted as this one; nothing is chosen there yet."""
        return address_of(text, self.wanted.order)

    def after_change(self, operation_id: int) -> str:
        """Return where somebody comes back to after a bulk change, who may want to take it back."""
        shown = fields_of(self.text, self.wanted.order, self.wanted.page, NOTHING)
        return url_for("workbench.list_questions", done=operation_id, **shown)

    def fields(self) -> dict[str, Any]:
        """Return it as the fields of an address; what is usual is left out."""
        return fields_of(self.text, self.wanted.order, self.wanted.page, self.chosen)


def fields_of(text: str, order: Order, page: int, chosen: Selection) -> dict[str, Any]:
    """Return the fields of a list's address; None for what is usual."""
    return {
        "q": text or None,
        "sort": None if order is Order.BANK else order.value,
        "page": page if page > 1 else None,
        "all": 1 if chosen.is_all else None,
        "chosen": written(chosen.ids) or None,
    }


def address_of(text: str, order: Order = Order.BANK, page: int = 1, chosen: Selection = NOTHING) -> str:
    """Return the address of a list; what is usual is left out of it."""
    return url_for("workbench.list_questions", **fields_of(text, order, page, chosen))


def asked_for(fields: Mapping[str, str]) -> tuple[Asked, Vocabulary]:
    """Return the list that fields ask for, with what is chosen; and the values that questions have."""
    vocabulary = known_values(db.session(), seen_banks())
    text = fields["q"][: LONGEST + 1] if "q" in fields else str(_query_of_choices(fields))
    order, page = fields.get("sort", ""), fields.get("page", fields.get("at", "1"))
    number = min(max(int(page[:LONGEST_NUMBER]), 1), LAST_PAGE) if page.isdecimal() else 1
    sort = Order(order) if order in ORDERS else Order.BANK
    wanted = Wanted(parse(text, vocabulary), seen_questions(), sort, number)
    return Asked(text, wanted, chosen_in(fields)), vocabulary


def chosen_in(fields: Mapping[str, str]) -> Selection:
    """Return what is chosen: by what pages before have handed on, by the boxes of this one, or by a button."""
    if (pick := fields.get("pick")) in {"all", "none"}:
        return Selection(is_all=pick == "all")
    chosen = Selection(read(fields.get("chosen", "")), fields.get("all") == "1")
    if "shown" not in fields:
        return chosen
    ticked = fields.getlist("tick") if isinstance(fields, MultiDict) else []
    return chosen.after(read(fields["shown"]), ids_of(ticked))


def now_here() -> datetime:
    """Return this moment in the time zone whose days are meant."""
    return utcnow().astimezone(settings_of(current_app).timezone)


def results() -> dict[str, Any]:
    """Return what the results of this request show."""
    asked, vocabulary = asked_for(request.args)
    found = find_questions(db.session(), asked.wanted, vocabulary, now=now_here())
    ids = [row.id for row in found.rows]
    return {
        "asked": asked,
        "found": found,
        "count": count_of(found),
        "ticked": {one for one in ids if asked.chosen.has(one)},
        "shown": written(ids),
        "beyond": asked.chosen.beyond(ids),
        "chosen_count": asked.chosen.count(found.total),
        "written": written,
        "shares_since": counted_at(db.session()) if shows_shares(asked.wanted) else None,
        "shows_shares": shows_shares(asked.wanted),
        "fewest": FEWEST_ANSWERED,
    }


def shows_shares(wanted: Wanted) -> bool:
    """Say whether somebody wants to know how many points were reached."""
    is_asked = any(isinstance(term, Comparison) and term.field == "facility" for term in wanted.query.all_terms())
    return is_asked or wanted.order in {Order.FACILITY, Order.USE}


def page() -> dict[str, Any]:
    """Return what the whole page shows."""
    shown = results()
    return shown | {
        "orders": ORDERS,
        "kinds": KINDS,
        "fields": FIELDS.values(),
        "marks": MARK_HELP,
        "example": EXAMPLE,
        "bank_key": bank_to_write(shown["asked"].wanted.query.only_value("bank")),
        "searches": searches_of_person(db.session(), known_visitor().id),
        "done": _operation_done(),
        "named": named,
    }


def _operation_done() -> BulkOperation | None:
    """Return the operation that this visitor comes from, while it can be taken back."""
    number = request.args.get("done", type=id_of)
    operation = operation_by_id(db.session(), number) if number else None
    is_theirs = operation is not None and operation.person_id == known_visitor().id
    return operation if operation is not None and is_theirs and operation.undone_at is None else None


def _query_of_choices(fields: Mapping[str, str]) -> Query:
    """Return the query of an address that names its choices one by one."""
    words = fields.get("words", "").replace('"', " ").split()
    terms: list[Words | Choice] = [Words(word, is_prefix=True) for word in words]
    for old, name in _OLD_FIELDS.items():
        if value := " ".join(fields.get(old, "").replace('"', " ").split()):
            terms.append(Choice(name, (value,)))
    if (level := fields.get("level", "")) in map(str, LEVELS):
        terms.append(Choice("level", (level,)))
    return Query(tuple(terms))


def count_of(found: Found) -> str:
    """Return how many questions fit, and which of them are seen."""
    if found.is_capped:
        total = _("more than %(count)s questions", count=format_decimal(MOST_COUNTED))
    else:
        total = ngettext("%(count)s question", "%(count)s questions", found.total, count=format_decimal(found.total))
    if not found.rows or (found.page == 1 and not found.has_more):
        return str(total)
    first = (found.page - 1) * PAGE_SIZE + 1
    last = format_decimal(first + len(found.rows) - 1)
    return str(_("%(total)s, %(first)s to %(last)s shown", total=total, first=format_decimal(first), last=last))
