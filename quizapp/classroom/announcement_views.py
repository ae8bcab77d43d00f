"""Pages of announcements: a teacher writes them and sees who has read them, a student reads them."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.classroom import access, announcement_queries, announcements
from quizapp.classroom.announcement_forms import EditedAnnouncementForm, NewAnnouncementForm, kept_announcement
from quizapp.classroom.announcement_queries import PAGE_SIZE
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.views import bp
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.web.ids import ids_of
from quizapp.web.paging import page_asked

MOST_READ = 1_000
"""Announcements that somebody says at once to have read."""


@bp.get("/classes/<int:class_id>/announcements")
@instructor_required
def list_announcements(class_id: int) -> ResponseReturnValue:
    """Show a class's announcements to its teachers, and the form of a new one."""
    return _page(access.open_class(class_id), NewAnnouncementForm(formdata=None))


@bp.post("/classes/<int:class_id>/announcements")
@instructor_required
def write_announcement(class_id: int) -> ResponseReturnValue:
    """Tell a class something."""
    school_class = access.open_class(class_id, to_change=True)
    form = NewAnnouncementForm()
    form.today = announcement_queries.today_in(school_class.time_zone, utcnow())
    if not form.validate_on_submit():
        return _page(school_class, form), 422
    announcements.write_announcement(db.session(), school_class, known_visitor().id, form.notice(), now=utcnow())
    note_action(Act.ANNOUNCEMENT_WRITTEN, class_id=class_id)
    db.session.commit()
    flash(_("The class is told. Students see it on its page, and that it is new on their start page."))
    return _to(school_class)


def _page(school_class: SchoolClass, form: NewAnnouncementForm) -> str:
    session, page = db.session(), page_asked(request.args)
    told = announcement_queries.announcements_for_teacher(session, school_class.id, limit=PAGE_SIZE + 1, page=page)
    shown = {
        "told": told[:PAGE_SIZE],
        "page": page,
        "has_more": len(told) > PAGE_SIZE,
        "students": announcement_queries.students_count(session, school_class.id),
        "today": announcement_queries.today_in(school_class.time_zone, utcnow()),
    }
    return render_template("classroom/list_announcements.html", school_class=school_class, form=form, **shown)


@bp.route("/classes/<int:class_id>/announcements/<int:announcement_id>/edit", methods=["GET", "POST"])
@instructor_required
def edit_announcement(class_id: int, announcement_id: int) -> ResponseReturnValue:
    """Show and change an announcement."""
    school_class = access.open_class(class_id, to_change=True)
    announcement = access.open_announcement(school_class, announcement_id)
    form = EditedAnnouncementForm(data=kept_announcement(announcement))
    form.today = announcement_queries.today_in(school_class.time_zone, utcnow())
    if not form.validate_on_submit():
        shown = {"school_class": school_class, "announcement": announcement, "form": form}
        return render_template("classroom/edit_announcement.html", **shown), 422 if form.is_submitted() else 200
    as_new = bool(form.as_new.data)
    announcements.edit_announcement(db.session(), announcement, form.notice(), as_new=as_new, now=utcnow())
    note_action(Act.ANNOUNCEMENT_CHANGED, class_id=class_id)
    db.session.commit()
    flash(_("The announcement is changed."))
    return _to(school_class)


@bp.post("/classes/<int:class_id>/announcements/<int:announcement_id>/withdraw")
@instructor_required
def withdraw_announcement(class_id: int, announcement_id: int) -> ResponseReturnValue:
    """Take an announcement back."""
    school_class = access.open_class(class_id, to_change=True)
    announcement = access.open_announcement(school_class, announcement_id)
    announcements.withdraw_announcement(db.session(), announcement, now=utcnow())
    note_action(Act.ANNOUNCEMENT_WITHDRAWN, class_id=class_id)
    db.session.commit()
    flash(_("It is taken back: students see it no more. You can show it again below."))
    return _to(school_class)


@bp.post("/classes/<int:class_id>/announcements/<int:announcement_id>/restore")
@instructor_required
def restore_announcement(class_id: int, announcement_id: int) -> ResponseReturnValue:
    """Show an announcement again that was taken back."""
    school_class = access.open_class(class_id, to_change=True)
    announcements.restore_announcement(db.session(), access.open_announcement(school_class, announcement_id))
    note_action(Act.ANNOUNCEMENT_RESTORED, class_id=class_id)
    db.session.commit()
    flash(_("The announcement is shown again."))
    return _to(school_class)


@bp.get("/classes/<int:class_id>/announcements/<int:announcement_id>/readers")
@instructor_required
def list_readers(class_id: int, announcement_id: int) -> ResponseReturnValue:
    """Show who of a class has read an announcement, and who has not."""
    school_class = access.open_class(class_id)
    announcement = access.open_announcement(school_class, announcement_id)
    readers = announcement_queries.readers_of(db.session(), announcement)
    shown = {"school_class": school_class, "announcement": announcement, "readers": readers}
    return render_template("classroom/list_readers.html", **shown)


@bp.get("/classes/<int:class_id>/mine/announcements")
def list_own_announcements(class_id: int) -> ResponseReturnValue:
    """Show all announcements of a class to somebody who learns there."""
    school_class, person_id = access.open_own_class(class_id), known_visitor().id
    part = {"limit": PAGE_SIZE + 1, "page": page_asked(request.args)}
    found = announcement_queries.announcements_for_student(db.session(), school_class, person_id, now=utcnow(), **part)
    shown = {"shown": found[:PAGE_SIZE], "page_number": part["page"], "has_more": len(found) > PAGE_SIZE}
    return render_template("classroom/list_own_announcements.html", school_class=school_class, **shown)


@bp.post("/classes/<int:class_id>/mine/announcements")
def acknowledge_announcements(class_id: int) -> ResponseReturnValue:
    """Keep that somebody has read some announcements."""
    school_class = access.open_own_class(class_id, to_change=True)
    ids = ids_of(request.form.getlist("id")[:MOST_READ])
    announcements.acknowledge_announcements(db.session(), school_class, known_visitor().id, ids, now=utcnow())
    db.session.commit()
    flash(_("Marked as read."))
    page = ".list_own_announcements" if request.form.get("page") == "all" else ".show_own_class"
    return redirect(url_for(page, class_id=class_id))


def _to(school_class: SchoolClass) -> ResponseReturnValue:
    return redirect(url_for(".list_announcements", class_id=school_class.id))
