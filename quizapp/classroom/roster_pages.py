"""What the pages of a list of names are handed, and what they send."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from flask_babel import lazy_gettext as _l

from quizapp.classroom.models import SchoolClass
from quizapp.classroom.roster_plan import RosterPlan, plan_roster
from quizapp.classroom.rosters import default_decision
from quizapp.db import db
from quizapp.formats.roster import Column, Roster, read_roster
from quizapp.formats.roster_tables import TableRow, table_of_file, table_of_text

SHOWN = 200
"""How many names of each sort a preview lists; the rest is counted."""
MOST_ASKED = 1_500
"""How many lines may be asked about on one page: a form brings no more than 2,000 fields (app.py)."""
COLUMN_NAMES = {
    Column.NAME: _l("Name"),
    Column.FIRST: _l("First name"),
    Column.LAST: _l("Family name"),
    Column.SIGN_IN: _l("Sign-in name"),
    Column.GROUP: _l("Group"),
    Column.NOTHING: _l("not needed"),
}


@dataclass(frozen=True, slots=True)
class Brought:
    """A list as it was brought: as text that is sent back with the preview, and what it says."""

    text: str
    roster: Roster


def pasted() -> str:
    """Return the text that was pasted."""
    return request.form.get("text", "").replace("\0", "")


def brought_list() -> Brought:
    """Return the list that was sent: a file, or else what was pasted.

    Raises:
        RosterError: it cannot be read.
    """
    file = request.files.get("file")
    data = file.read() if file is not None else b""
    rows = table_of_file(data) if data else table_of_text(pasted())
    columns = [Column(name) for name in request.form.getlist("column") if name in set(Column)] or None
    return Brought(_as_text(rows) if data else pasted(), read_roster(rows, None if data else columns))


def _as_text(rows: list[TableRow]) -> str:
    """Return a table as text with the same line numbers."""
    lines = [""] * (rows[-1].line if rows else 0)
    for row in rows:
        lines[row.line - 1] = "\t".join(" ".join(cell.split()) for cell in row.cells).rstrip("\t")
    return "\n".join(lines)


def plan_of(school_class: SchoolClass, brought: Brought) -> RosterPlan:
    """Return what a list would do."""
    return plan_roster(db.session(), school_class.id, brought.roster.lines)


def preview(school_class: SchoolClass, brought: Brought) -> str:
    """Return the page that shows what a list would do."""
    plan = plan_of(school_class, brought)
    problems = sorted((*brought.roster.problems, *plan.problems), key=lambda problem: problem.line)
    shown = {"plan": plan, "problems": problems, "text": brought.text, "roster": brought.roster}
    shown |= {"column_names": COLUMN_NAMES, "default_decision": default_decision, "shown": SHOWN}
    shown["most_asked"] = MOST_ASKED
    return render_template("classroom/preview_roster.html", school_class=school_class, **shown)


def decisions() -> dict[int, str]:
    """Return what was decided on lines, by their numbers."""
    sent = ((name.removeprefix("line-"), value) for name, value in request.form.items() if name.startswith("line-"))
    return {int(number): value for number, value in sent if number.isascii() and number.isdigit() and len(number) < 8}  # noqa: PLR2004 - a line's number
