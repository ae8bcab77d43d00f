"""What the list of questions shows: what is asked for in an address, what was found, and words about both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.accounts.access import known_visitor
from quizapp.bank.access import bank_to_write, seen_banks, seen_questions
from quizapp.bank.finding import MOST_COUNTED, PAGE_SIZE, Found, Order, Wanted, find_questions
from quizapp.bank.vocabulary import known_values
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import LEVELS
from quizapp.kinds.registry import KINDS
from quizapp.search.fields import FIELDS
from quizapp.search.parsing import LONGEST, parse
from quizapp.search.query import Choice, Query, Words
from quizapp.workbench.searches import searches_of_person

LAST_PAGE = 10_000
ORDERS = {
    Order.BANK: _l("as in the bank"),
    Order.RELEVANCE: _l("best match first"),
    Order.EDITED: _l("last changed first"),
    Order.LEVEL: _l("by level"),
    Order.ID: _l("by id"),
}
_OLD_FIELDS = {"bank": "bank", "kind": "kind", "topic": "topic", "passage": "source"}
"""What addresses named before there was a language, and what it is called there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as an address asks for it."""

    text: str
    wanted: Wanted

    def at(self, page: int) -> str:
        """Return the address of another page of this list."""
        return address_of(self.text, self.wanted.order, page)

    def of(self, text: str) -> str:
        """Return the address of another search, sorted as this one."""
        return address_of(text, self.wanted.order)


def address_of(text: str, order: Order = Order.BANK, page: int = 1) -> str:
    """Return the address of a list; what is usual is left out of it."""
    sort = None if order is Order.BANK else order.value
    return url_for("workbench.list_questions", q=text or None, sort=sort, page=page if page > 1 else None)


def results() -> dict[str, Any]:
    """Return what the results of this request show."""
    vocabulary = known_values(db.session(), seen_banks())
    text = request.args["q"][: LONGEST + 1] if "q" in request.args else str(_query_of_choices())
    order = request.args.get("sort", "")
    page = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    order = Order(order) if order in ORDERS else Order.BANK
    wanted = Wanted(parse(text, vocabulary), seen_questions(), order, page)
    now = utcnow().astimezone(current_app.extensions["quizapp.settings"].timezone)
    found = find_questions(db.session(), wanted, vocabulary, now=now)
    return {"asked": Asked(text, wanted), "found": found, "count": count_of(found)}


def page() -> dict[str, Any]:
    """Return what the whole page shows."""
    shown = results()
    return shown | {
        "orders": ORDERS,
        "kinds": KINDS,
        "fields": FIELDS.values(),
        "bank_key": bank_to_write(shown["asked"].wanted.query.only_value("bank")),
        "searches": searches_of_person(db.session(), known_visitor().id),
    }


def _query_of_choices() -> Query:
    """Return the query of an address that names its choices one by one."""
    words = request.args.get("words", "").replace('"', " ").split()
    terms: list[Words | Choice] = [Words(word, is_prefix=True) for word in words]
    for old, name in _OLD_FIELDS.items():
        if value := " ".join(request.args.get(old, "").replace('"', " ").split()):
            terms.append(Choice(name, (value,)))
    if (level := request.args.get("level", "")) in map(str, LEVELS):
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
