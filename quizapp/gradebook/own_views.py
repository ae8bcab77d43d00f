"""Pages of students: their marks in a class, how one came about, and a calendar of their deadlines."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor
from quizapp.classroom.access import open_enrolment
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.queries import classes_of_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook import access, pages, queries, services
from quizapp.gradebook.calendar import MIMETYPE, calendar_of
from quizapp.gradebook.deadlines import deadlines_of
from quizapp.gradebook.own import OwnMarks, own_marks
from quizapp.gradebook.views import bp
from quizapp.memory.access import rules_of_app


@bp.get("/classes/<int:class_id>/marks")
def show_own_marks(class_id: int) -> ResponseReturnValue:
    """Show a student what is due and coming, what they got, and what to do next."""
    school_class = access.open_own_class(class_id)
    own = _own(class_id)
    is_unseen = own.has_memory and open_enrolment(school_class, known_visitor().id).is_borrowed
    return render_template("gradebook/show_own_marks.html", is_unseen=is_unseen, **_page(school_class, own))


@bp.get("/classes/<int:class_id>/marks/<int:assignment_id>")
def show_own_mark(class_id: int, assignment_id: int) -> ResponseReturnValue:
    """Show a student how one of their marks came about."""
    school_class = access.open_own_class(class_id)
    assignment = access.open_assignment(school_class, assignment_id, is_taught=False)
    own = _own(class_id)
    page = _page(school_class, own)
    return render_template("gradebook/show_own_mark.html", own=own.entries[assignment.id], **page)


def _own(class_id: int) -> OwnMarks:
    rules = rules_of_app(current_app)
    return own_marks(db.session(), class_id, known_visitor().id, rules, now=utcnow())


def _page(school_class: SchoolClass, own: OwnMarks) -> dict[str, Any]:
    return {
        "marks": own,
        "due": own.to_do(utcnow()),
        "line": own.line,
        "titles": {number: one.entry.assignment.title for number, one in own.entries.items()},
        "attempt_address": lambda attempt_id: url_for("quizzes.show_attempt", attempt_id=attempt_id),
        **pages.sayings(school_class, own.settings),
    }


@bp.get("/calendar")
def show_calendar() -> ResponseReturnValue:
    """Show the secret address at which a calendar fetches somebody's deadlines, or offer to make one."""
    person = known_visitor()
    feed = queries.feed_of_person(db.session(), person.id)
    classes = classes_of_student(db.session(), person.id)
    return render_template("gradebook/show_calendar.html", feed=feed, classes=classes)


@bp.post("/calendar")
def make_calendar() -> ResponseReturnValue:
    """Make a calendar address; an earlier one holds no more."""
    services.make_feed(db.session(), known_visitor().id, now=utcnow())
    db.session.commit()
    flash(_("Here is your address. Only you know it."))
    return redirect(url_for(".show_calendar"))


@bp.post("/calendar/revoke")
def revoke_calendar() -> ResponseReturnValue:
    """Take a calendar address back."""
    services.revoke_feed(db.session(), known_visitor().id)
    db.session.commit()
    flash(_("Taken back: the address holds no more."))
    return redirect(url_for(".show_calendar"))


@bp.get("/calendar/<token>.ics")
def fetch_calendar(token: str) -> ResponseReturnValue:
    """Hand the deadlines out to whoever knows the address: calendar programs cannot sign in."""
    feed = access.open_feed(token)
    found = deadlines_of(db.session(), feed.person_id, rules_of_app(current_app), now=utcnow())
    return Response(calendar_of(_("Deadlines"), found), mimetype=MIMETYPE)
