from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question
from quizapp.db import db
from quizapp.editorial.comment_queries import Marks, marks_of_questions, threads_of_question
from quizapp.editorial.comments import KEPT_DELETED, Remark, add_comment, delete_comment, settle_thread


@pytest.fixture
def question(app, people):
    with app.app_context():
        yield db.session.scalars(sa.select(Question).order_by(Question.id)).first()
        db.session.rollback()


@pytest.fixture
def say(question, people, now):
    return lambda text, thread=None: add_comment(
        db.session(), question, Remark(people["reviewer"], text, thread), now=now
    )


def texts(threads):
    return [[one.first.comment.text, *(row.comment.text for row in one.answers)] for one in threads]


@pytest.mark.longer
def test_threads_are_open_or_settled_with_their_answers(say, question, people, now):
    first, second = say("First."), say("Second.")
    say("Yes.", first.id)
    settle_thread(db.session(), second, people["owner"], now=now)
    found = threads_of_question(db.session(), question.id, people["viewer"], now=now)
    assert (texts(found.open), texts(found.settled), found.deleted) == ([["First.", "Yes."]], [["Second."]], [])
    assert (found.open[0].first.author, found.settled[0].first.settled_by) == ("reviewer", "owner")


@pytest.mark.longer
def test_what_is_deleted_is_its_authors_alone_for_thirty_days(say, question, people, now):
    alone, answered = say("Alone."), say("Answered.")
    answer = say("An answer.", answered.id)
    for comment in (alone, answered):
        delete_comment(db.session(), comment, now=now)
    found = threads_of_question(db.session(), question.id, people["reviewer"], now=now)
    assert [one.first.comment.id for one in found.open] == [answered.id]
    assert found.open[0].answers[0].comment is answer
    assert found.deleted == [alone, answered]
    assert threads_of_question(db.session(), question.id, people["owner"], now=now).deleted == []
    assert threads_of_question(db.session(), question.id, people["reviewer"], now=now + KEPT_DELETED).deleted == []


@pytest.mark.longer
def test_what_waits_is_counted_in_two_statements(say, question, people, now, statements):
    first, second = say("First."), say("Second.")
    say("An answer.", first.id)
    settle_thread(db.session(), second, people["owner"], now=now)
    with statements() as ran:
        assert marks_of_questions(db.session(), [question.id, 999]) == {question.id: Marks(threads=1)}
    assert len(ran) == 2
