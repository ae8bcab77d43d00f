from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import QuestionVersion
from quizapp.db import db
from quizapp.quizzes.marking import grade_answers, grading_context, marked_by

WRONG = {"answer": "Ararat Mirzoyan", "distractors": ["Nikol Pashinyan", "Dmytro Kuleba"]}


@pytest.fixture
def versions(app, asked):
    """Return the ids of a question's versions."""

    def versions(key):
        question = asked(key)
        with app.app_context():
            found = sa.select(QuestionVersion.id).where(QuestionVersion.question_id == question)
            return list(db.session.scalars(found.order_by(QuestionVersion.number)))

    return versions


def test_the_key_of_the_version_asked_marks_where_nothing_else_was_chosen(app, versions):
    (first,) = versions("premier")
    with app.app_context():
        version, answers = marked_by(db.session(), first, None, ("1",))
        assert (version.version_id, answers) == (first, ("1",))
        assert grade_answers(db.session(), version, answers).score == 0


def test_a_chosen_key_marks_answers_in_its_own_terms(app, edit, versions):
    edit("premier", **WRONG)
    first, second = versions("premier")
    with app.app_context():
        version, answers = marked_by(db.session(), first, second, ("1",))
        assert (version.version_id, answers) == (second, ("0",))
        assert grade_answers(db.session(), version, answers).score == 1


def test_what_a_chosen_key_does_not_know_is_marked_as_it_was_asked(app, edit, versions):
    edit("premier", **WRONG)
    first, second = versions("premier")
    with app.app_context():
        version, answers = marked_by(db.session(), first, second, ("3",))
        assert (version.version_id, answers) == (first, ("3",))


def test_only_kinds_that_compare_names_look_them_up(app, versions):
    ids = [versions(key)[0] for key in ("premier", "surname")]
    with app.app_context():
        contexts = [grading_context(db.session(), marked_by(db.session(), one, None, ())[0]) for one in ids]
    assert contexts[0].rivals == ()
    assert "Nikol Pashinyan" in contexts[1].rivals
