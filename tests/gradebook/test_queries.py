from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.classroom.models import Enrolment
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook import queries
from quizapp.grades.course import Scheme


@pytest.mark.longer
def test_the_newest_of_each_kind_counts_and_all_are_kept(app, give_out, students, decide):
    assignment, student = give_out(), students[0]
    for kind, value in (("override", 4), ("override", 6), ("comment", 1), ("comment", None)):
        decide(assignment, student, kind, value, f"{kind} {value}" if value else "")
    with app.app_context():
        history = queries.history_of(db.session(), [assignment])
        now = queries.decisions_in(history)[assignment, student]
    assert [one.value for one in history] == [4, 6, 1, None]
    assert (now.override.value, now.override.text, now.override.by) == (6, "override 6", "Ms Hakobyan")
    assert now.comment is None


@pytest.mark.longer
def test_the_roster_is_by_its_own_order_and_who_left_comes_last(app, class_id, students):
    with app.app_context():
        of = Enrolment.class_id == class_id
        for person_id, said in zip(
            students, ({"sort_name": "Zoryan"}, {"left_at": utcnow()}, {"sort_name": "աբ"}), strict=True
        ):
            db.session.execute(sa.update(Enrolment).where(of, Enrolment.person_id == person_id).values(**said))
        db.session.commit()
        rows = queries.rows_of_class(db.session(), class_id)
    assert [row.person_id for row in rows] == [students[0], students[2], students[1]]
    assert [row.has_left for row in rows] == [False, False, True]
    assert utcnow() - rows[0].joined_at < timedelta(minutes=5)


def test_a_class_without_rules_has_the_usual_ones(app, class_id):
    with app.app_context():
        found = queries.settings_of_class(db.session(), class_id, [])
    assert (found.scheme, found.places, found.shows_grade, found.counts_left) == (Scheme(), 1, True, False)
    assert found.item(1) == queries.USUAL


@pytest.mark.longer
def test_a_class_knows_what_it_was_asked(app, class_id, give_out, take, students, question_ids):
    with app.app_context():
        assert not queries.was_asked(db.session(), class_id, question_ids["surname"])
    take(give_out(), students[0])
    with app.app_context():
        assert queries.was_asked(db.session(), class_id, question_ids["surname"])
        assert not queries.was_asked(db.session(), class_id, question_ids["wars"])
