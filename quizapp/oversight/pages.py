"""What pages of the log show: which entries are asked for, and each as a sentence with its way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, request, url_for
from werkzeug.datastructures import MultiDict

from quizapp.accounts.access import known_visitor, own_time_zone
from quizapp.clock import FIRST_YEAR, LAST_YEAR, utcnow
from quizapp.db import db
from quizapp.extensions import settings_of
from quizapp.oversight import wording
from quizapp.oversight.entries import Area, Cursor, Entry, Record, Wanted
from quizapp.oversight.naming import Names, names_for
from quizapp.oversight.queries import entries_page
from quizapp.oversight.ways_back import WayBack, standing_of, way_back
from quizapp.web.ids import id_of
from quizapp.web.rendering import show_day

PAGE_SIZE = 50
EXPORTED_AT_ONCE = 500
MOST_EXPORTED = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as a page shows it."""

    entry: Entry
    sentence: str
    undone_by: str
    """Who took it back; "" where nobody did."""
    way_back: WayBack | None


def read_wanted(args: MultiDict[str, str]) -> Wanted:
    """Return which entries an address asks for; what makes no sense in it does not matter."""
    area = args.get("area", "")
    since, until = _day(args.get("since", "")), _day(args.get("until", ""))
    return Wanted(
        by_id=args.get("by", type=id_of),
        area=Area(area) if area in set(Area) else None,
        class_id=args.get("class", type=id_of),
        since=_midnight(since) if since else None,
        until=_midnight(until + timedelta(days=1)) if until else None,
        after=read_cursor(args.get("after", "")),
    )


def read_cursor(text: str) -> Cursor | None:
    """Return the place that an address names; None where it makes no sense."""
    at, _, rest = text.partition("_")
    record, _, number = rest.partition("_")
    try:
        moment = datetime.fromisoformat(at)
        return Cursor(moment.astimezone(UTC), Record(record), id_of(number)) if moment.tzinfo else None
    except (ValueError, OverflowError):  # the latter: in UTC it lies before the first year
        return None


def log_page(wanted: Wanted, **place: Any) -> dict[str, Any]:
    """Return what a template shows of the entries that are asked for."""
    session = db.session()
    found = entries_page(session, wanted, PAGE_SIZE)
    names = names_for(session, found.entries)
    standing = standing_of(session, found.entries, names, known_visitor(), utcnow())
    lines = [
        Line(entry, wording.sentence(entry, names), _undone_by(entry, names), way_back(entry, standing))
        for entry in found.entries
    ]
    narrowing = {name: value for name, value in request.args.items() if name != "after" and value}
    asked = narrowing | place
    older = found.after and url_for(str(request.endpoint), **asked, after=str(found.after))
    newest = url_for(str(request.endpoint), **asked) if wanted.after else None
    days = [(day, list(of_day)) for day, of_day in groupby(lines, key=lambda line: show_day(line.entry.at))]
    return {"days": days, "older": older, "newest": newest, "asked": asked, "narrowed": bool(narrowing or wanted.after)}


def told(wanted: Wanted) -> Iterator[tuple[Entry, str, str]]:
    """Yield entries with who did them and the sentence, the newest first, up to a limit."""
    session, count = db.session(), 0
    while count < MOST_EXPORTED:
        found = entries_page(session, wanted, EXPORTED_AT_ONCE)
        names = names_for(session, found.entries)
        yield from ((entry, wording.who(entry, names), wording.sentence(entry, names)) for entry in found.entries)
        count += len(found.entries)
        if found.after is None:
            return
        wanted = replace(wanted, after=found.after)


def _undone_by(entry: Entry, names: Names) -> str:
    return "" if entry.undone_at is None else wording.person(entry.undone_by_id, names)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _midnight(day: date) -> datetime:
    zone = own_time_zone() or str(settings_of(current_app).timezone)
    return datetime.combine(day, time(), ZoneInfo(zone))
