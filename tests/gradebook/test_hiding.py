"""A mark of what is remembered counts neither way while it is hidden, when all is over, too."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.classroom.models import Enrolment
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook.hiding import seen_by
from quizapp.grades.marks import Standing


@pytest.fixture
def borrowed(app, students):
    with app.app_context():
        db.session.execute(sa.update(Enrolment).where(Enrolment.person_id == students[0]).values(is_borrowed=True))
        db.session.commit()
    return students[0]


@pytest.mark.longer
def test_a_hidden_mark_counts_neither_way_and_one_by_hand_or_excused_stands(
    app, class_id, teacher, give_out, book, decide, borrowed
):
    goals = [give_out("cards", goal="retention", target=90, title=f"Goal {number}") for number in range(3)]
    decide(goals[1], borrowed, "override", 5)
    decide(goals[2], borrowed, "excuse", 1)
    later = utcnow() + timedelta(days=3)
    whole = book(later)
    with app.app_context():
        found = seen_by(db.session(), whole, class_id, teacher, now=later)
    marks = {line.row.person_id: [entry.mark for entry in line.entries.values()] for line in found.lines}
    hidden, by_hand, excused = marks[borrowed]
    assert (hidden.standing, hidden.share) == (Standing.WAITING, None)
    assert (by_hand.standing, by_hand.points, excused.standing) == (Standing.GRADED, 5, Standing.EXCUSED)
    others = [mark.standing for person_id, some in marks.items() if person_id != borrowed for mark in some]
    assert others == [Standing.MISSING] * 6
    assert [line.row.person_id for line in found.lines if line.grade.share] == [borrowed]


@pytest.mark.longer
def test_both_pages_say_that_the_grades_differ_while_a_mark_is_hidden(
    browse, class_id, teacher, students, give_out, borrowed
):
    give_out("cards", goal="retention", target=90)
    theirs, own = f"/classes/{class_id}/gradebook/students", f"/classes/{class_id}/marks"
    desk, student = browse(teacher), browse(borrowed)
    assert "Without 1 mark for what they remember" in desk.get(f"{theirs}/{borrowed}").text
    assert "the grade that they see is without it" in student.get(own).text
    assert "for what they remember" not in desk.get(f"{theirs}/{students[1]}").text
    assert "the grade that they see" not in browse(students[1]).get(own).text
    student.post(f"/classes/{class_id}/mine")
    assert "for what they remember" not in desk.get(f"{theirs}/{borrowed}").text
    assert "the grade that they see" not in student.get(own).text
