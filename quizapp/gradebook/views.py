"""Pages of a class's gradebook for its teachers: the grid, one student, one assignment, one mark, files of it all."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.collecting import without_collecting
from quizapp.db import db
from quizapp.gradebook import access, pages, services
from quizapp.gradebook.exporting import MIMETYPE_XLSX, csv_of, xlsx_of
from quizapp.gradebook.grid import grid_page
from quizapp.web.ids import id_of

bp = Blueprint("gradebook", __name__)


@bp.get("/classes/<int:class_id>/gradebook")
@instructor_required
@without_collecting()
def show_gradebook(class_id: int) -> ResponseReturnValue:
    """Show the marks of a class: students by assignments."""
    return render_template("gradebook/show_gradebook.html", **grid_page(access.open_class(class_id)))


@bp.get("/classes/<int:class_id>/gradebook.csv")
@instructor_required
@without_collecting()
def export_csv(class_id: int) -> ResponseReturnValue:
    """Hand out the gradebook as CSV."""
    school_class = access.open_class(class_id)
    return _file(csv_of(pages.book_of(school_class)).encode(), "text/csv", f"{school_class.name}.csv")


@bp.get("/classes/<int:class_id>/gradebook.xlsx")
@instructor_required
@without_collecting()
def export_xlsx(class_id: int) -> ResponseReturnValue:
    """Hand out the gradebook as a spreadsheet."""
    school_class = access.open_class(class_id)
    return _file(xlsx_of(pages.book_of(school_class)), MIMETYPE_XLSX, f"{school_class.name}.xlsx")


def _file(content: bytes, mimetype: str, name: str) -> Response:
    return send_file(BytesIO(content), mimetype, as_attachment=True, download_name=name)


@bp.get("/classes/<int:class_id>/gradebook/assignments/<int:assignment_id>")
@instructor_required
@without_collecting()
def show_assignment_marks(class_id: int, assignment_id: int) -> ResponseReturnValue:
    """Show the marks of everybody in one assignment."""
    school_class = access.open_class(class_id)
    assignment = access.open_assignment(school_class, assignment_id)
    book = pages.book_of(school_class)
    page = pages.sayings(school_class, book.settings)
    return render_template("gradebook/show_assignment_marks.html", assignment=assignment, book=book, **page)


@bp.post("/classes/<int:class_id>/gradebook/assignments/<int:assignment_id>/release")
@instructor_required
def release_marks(class_id: int, assignment_id: int) -> ResponseReturnValue:
    """Let students see marks that were held back."""
    school_class = access.open_class(class_id, to_change=True)
    services.release_marks(db.session(), access.open_assignment(school_class, assignment_id).id)
    note_action(Act.MARKS_RELEASED, class_id=class_id, subject_id=assignment_id)
    db.session.commit()
    flash(_("Released: students see their marks now."))
    return redirect(url_for(".show_assignment_marks", class_id=class_id, assignment_id=assignment_id))


@bp.get("/classes/<int:class_id>/gradebook/students/<int:person_id>")
@instructor_required
def show_student_marks(class_id: int, person_id: int) -> ResponseReturnValue:
    """Show one student's marks, and how their grade came about."""
    school_class = access.open_class(class_id)
    row = access.open_student(school_class, person_id)
    return render_template("gradebook/show_student_marks.html", **pages.student_page(school_class, row))


@bp.get("/classes/<int:class_id>/gradebook/students/<int:person_id>/assignments/<int:assignment_id>")
@instructor_required
def show_mark(class_id: int, person_id: int, assignment_id: int) -> ResponseReturnValue:
    """Show how one mark came about, down to each response, and what can be decided about it."""
    school_class = access.open_class(class_id)
    assignment, row = access.open_assignment(school_class, assignment_id), access.open_student(school_class, person_id)
    asked = request.args.get("attempt", type=id_of)
    attempt = access.open_attempt(assignment, person_id, asked) if asked else None
    return render_template("gradebook/show_mark.html", **pages.mark_page(school_class, assignment, row, attempt))
