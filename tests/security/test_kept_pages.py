"""Pages and files that name a student are kept by no browser: whoever sits there next does not find them."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.db import db

pytestmark = pytest.mark.slow


def test_no_browser_keeps_what_names_a_student_to_those_who_teach(app, act, routes, world):
    with app.app_context():
        db.session.execute(sa.text("UPDATE people SET name = 'Wrenlock' || id WHERE role = 'student'"))
        db.session.execute(sa.text("UPDATE enrolments SET roster_name = 'Wrenlock' || person_id"))
        db.session.commit()
    naming = {}
    for route in (one for one in routes.ROWS if one.startswith("GET")):
        who = "admin" if routes.ROWS[route].instructor == 403 else "instructor"
        reply = act(who).get(routes.address(app, route, world, "instructor"))
        if re.search(rb"Wrenlock\d", reply.data):
            naming[route] = reply.headers["Cache-Control"]
    assert len(naming) > 10
    assert {route: kept for route, kept in naming.items() if kept != "no-store"} == {}
