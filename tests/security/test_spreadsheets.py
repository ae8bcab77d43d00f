"""Whatever anybody is called, no file for spreadsheets runs it as a formula."""

from __future__ import annotations

import csv
import io
import warnings

import pytest
import sqlalchemy as sa

from quizapp.db import db

pytestmark = pytest.mark.slow

STARTS = ("=", "+", "-", "@", "\t", "\r")
NAMED = ("people.name", "enrolments.roster_name", "enrolments.group_name", "classes.name", "assignments.title",
         "assignments.category", "banks.title", "question_versions.title", "question_versions.topic")  # fmt: skip
OF_SPREADSHEETS = {"text/csv": "csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx"}


def cells_of(reply):
    if OF_SPREADSHEETS[reply.mimetype] == "csv":
        return [cell for row in csv.reader(io.StringIO(reply.get_data(as_text=True).lstrip("\ufeff"))) for cell in row]
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(reply.data))
    found = [cell for sheet in book for row in sheet for cell in row]
    assert [cell for cell in found if cell.data_type == "f"] == []
    return [cell.value for cell in found if isinstance(cell.value, str)]


def is_a_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_no_name_is_run(app, act, routes, world):
    with app.app_context():
        for column in NAMED:
            table, name = column.split(".")
            hostile = sa.text(f"UPDATE {table} SET {name} = substr('=+-@', 1 + id % 4, 1) || '1+HYPERLINK' || id")  # noqa: S608 - ours
            db.session.execute(hostile)
        db.session.commit()
    seen, hostile = set(), 0
    for route in (one for one in routes.ROWS if one.startswith("GET")):
        for who in ("instructor", "admin"):
            reply = act(who).get(routes.address(app, route, world, "instructor"))
            if reply.mimetype in OF_SPREADSHEETS:
                seen.add(route)
                cells = cells_of(reply)
                assert [one for one in cells if one.startswith(STARTS) and not is_a_number(one)] == [], route
                hostile += sum("HYPERLINK" in one for one in cells)
    assert len(seen) > 5
    assert hostile > 5
