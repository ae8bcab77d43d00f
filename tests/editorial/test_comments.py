"""Saying something about a question, mending it, taking it back for thirty days, and settling a thread."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question
from quizapp.db import db
from quizapp.editorial.comment_queries import comment_by_id
from quizapp.editorial.comments import (
    KEPT_DELETED,
    EmptyCommentError,
    NoSuchThreadError,
    Remark,
    add_comment,
    delete_comment,
    edit_comment,
    restore_comment,
    settle_thread,
)


@pytest.fixture
def questions(app, people):
    with app.app_context():
        yield db.session.scalars(sa.select(Question).order_by(Question.id)).all()
        db.session.rollback()


@pytest.fixture
def say(questions, people, now):
    def say(text="A word.", thread=None, question=0, at=now):
        remark = Remark(people["reviewer"], text, thread)
        return add_comment(db.session(), questions[question], remark, now=at)

    return say


def test_a_comment_is_about_the_version_that_stands(say, people, now):
    comment = say(" A\r\nword.\0 ")
    assert (comment.number, comment.text, comment.author_id, comment.created_at) == (
        1,
        "A\nword.",
        people["reviewer"],
        now,
    )


@pytest.mark.longer
@pytest.mark.parametrize("text", ["", " \n ", "\0"])
def test_a_comment_says_something(say, text, now):
    with pytest.raises(EmptyCommentError):
        say(text)
    with pytest.raises(EmptyCommentError):
        edit_comment(db.session(), say(), text, now=now)


@pytest.mark.longer
def test_an_answer_belongs_to_a_thread_of_the_same_question(say):
    first = say()
    answer = say("Yes.", thread=first.id)
    assert answer.thread_id == first.id
    for thread, question in ((answer.id, 0), (first.id, 1), (999, 0)):
        with pytest.raises(NoSuchThreadError):
            say("No.", thread=thread, question=question)


@pytest.mark.longer
def test_a_change_is_told_and_none_is_not(say, now):
    comment = say("One.")
    edit_comment(db.session(), comment, "One. ", now=now)
    assert comment.edited_at is None
    edit_comment(db.session(), comment, "Two.", now=now)
    assert (comment.text, comment.edited_at) == ("Two.", now)


@pytest.mark.longer
def test_what_is_deleted_comes_back_within_thirty_days_and_is_gone_after(say, now):
    gone, alone = say("Gone."), say("Alone.")
    answer = say("An answer.", thread=gone.id)
    for comment in (gone, alone):
        delete_comment(db.session(), comment, now=now)
    say(at=now + KEPT_DELETED)
    restore_comment(db.session(), alone)
    assert (alone.deleted_at, alone.text) == (None, "Alone.")
    delete_comment(db.session(), alone, now=now)
    ids = gone.id, alone.id, answer.id
    say(at=now + KEPT_DELETED + timedelta(seconds=1))
    db.session.expire_all()
    found = [comment_by_id(db.session(), number) for number in ids]
    assert found[0].text == "", "its answers need a place"
    assert found[1] is None
    assert found[2].text == "An answer."


def test_a_thread_is_settled_and_opened_again(say, people, now):
    comment = say()
    settle_thread(db.session(), comment, people["editor"], now=now)
    assert (comment.resolved_at, comment.resolved_by_id) == (now, people["editor"])
    settle_thread(db.session(), comment, None, now=now)
    assert (comment.resolved_at, comment.resolved_by_id) == (None, None)
