"""The grid of a gradebook: a part of the students by a part of the assignments, made ready for its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import request, url_for

from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.gradebook.book import Column, Entry, Line
from quizapp.gradebook.pages import book_of, sayings
from quizapp.gradebook.queries import Row
from quizapp.gradebook.windows import MOST_ASSIGNMENTS, MOST_STUDENTS, newest_page
from quizapp.grades.course import CourseGrade
from quizapp.web.addresses import addresses_of
from quizapp.web.paging import Part, page_asked


class GridLine(NamedTuple):
    """A student in the grid."""

    row: Row
    grade: CourseGrade
    address: str
    cells: Sequence[tuple[str, Entry]]
    """Each entry that is shown, with the address of its mark."""


def grid_page(school_class: SchoolClass) -> dict[str, Any]:
    """Return what the grid shows.

    The book itself is not handed on: what is not shown of it, which is most, goes before the page is made.
    """
    book = book_of(school_class)
    now = utcnow()
    closed = sum(one.closes_at is not None and one.closes_at <= now for one in book.assignments)
    newest = newest_page(closed, len(book.assignments), MOST_ASSIGNMENTS)
    asked = page_asked(request.args, "assignments", newest)
    columns = Part.near(asked, len(book.assignments), MOST_ASSIGNMENTS)
    students = Part.near(page_asked(request.args, "students"), len(book.lines), MOST_STUDENTS)
    assignments = columns.of(book.assignments)
    return {
        "columns": columns,
        "assignments": assignments,
        "of_assignments": len(book.assignments),
        "students": students,
        "lines": _lines(school_class.id, students.of(book.lines), assignments),
        "of_students": len(book.lines),
        "averages": {one.id: book.average(one.id) for one in assignments},
        "average_grade": book.average_grade,
        "somebody_left": any(line.row.has_left for line in book.lines),
        "address": _address,
        **sayings(school_class, book.settings),
    }


def _lines(class_id: int, lines: Sequence[Line], assignments: Sequence[Column]) -> list[GridLine]:
    of_student = addresses_of(".show_student_marks", "person_id", class_id=class_id)
    of_mark = addresses_of(".show_mark", "person_id", "assignment_id", class_id=class_id)
    found = []
    for line in lines:
        who = line.row.person_id
        cells = [(of_mark(person_id=who, assignment_id=one.id), line.entries[one.id]) for one in assignments]
        found.append(GridLine(line.row, line.grade, of_student(person_id=who), cells))
    return found


def _address(**changes: object) -> str:
    kept = {name: request.args.get(name) for name in ("students", "assignments")}
    return url_for(str(request.endpoint), **dict(request.view_args or {}) | kept | changes)
