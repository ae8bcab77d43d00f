from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Bank, Origin, Question
from quizapp.bank.versions import Authorship, add_version, create_question, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Attempt, Quiz, Slot


@pytest.fixture
def change(app):
    """Return a function that edits the question of a bank."""

    def changing(bank, **changes):
        with app.app_context():
            statement = sa.select(Question).join(Bank).where(Bank.key == bank, Question.key == "one")
            question = db.session.scalars(statement).one()
            draft = replace(draft_of("one", question.current), **changes)
            add_version(db.session(), question, draft, Authorship(Origin.BROWSER), now=utcnow())
            db.session.commit()
            return question.id

    return changing


@pytest.fixture
def copied(instructor, load_one):
    reply = instructor.post("/banks/sample/copy", data={"title": "Mine", "key": "mine", "language": "en"})
    assert reply.status_code == 302
    return instructor


def explanation(app, question_id):
    with app.app_context():
        said = db.session.get_one(Question, question_id).current.explanation
        db.session.rollback()
    return said


@pytest.mark.longer
def test_a_change_upstream_is_shown_and_taken_over(app, copied, change):
    change("sample", explanation="Better words.")
    listed = copied.get("/banks/mine/upstream").text
    assert "1 question changed" in listed
    mine = change("mine", teacher_note="My own note.")
    page = copied.get(f"/banks/mine/upstream/{mine}").text
    assert "Better" in page
    assert "choice-" not in page
    page = copied.post(f"/banks/mine/upstream/{mine}/take", data={"seen": "2"}, follow_redirects=True).text
    assert "Taken over" in page
    assert "No question changed" in page
    assert explanation(app, mine) == "Better words."
    late = copied.post(f"/banks/mine/upstream/{mine}/take", data={"seen": "2"}, follow_redirects=True)
    assert "decided already" in late.text


@pytest.mark.parametrize(("choice", "expected"), [("theirs", "Their words."), ("mine", "My words.")])
@pytest.mark.longer
def test_what_both_changed_is_asked(app, copied, change, choice, expected):
    change("sample", explanation="Their words.")
    mine = change("mine", explanation="My words.")
    assert 'name="choice-explanation"' in copied.get(f"/banks/mine/upstream/{mine}").text
    copied.post(f"/banks/mine/upstream/{mine}/take", data={"seen": "2", "choice-explanation": choice})
    assert explanation(app, mine) == expected


@pytest.mark.longer
def test_mine_is_kept(app, copied, change):
    change("sample", explanation="Their words.")
    mine = change("mine", explanation="My words.")
    page = copied.post(f"/banks/mine/upstream/{mine}/keep", follow_redirects=True).text
    assert "Kept as it is" in page
    assert explanation(app, mine) == "My words."
    assert "decided already" in copied.get(f"/banks/mine/upstream/{mine}", follow_redirects=True).text


@pytest.mark.longer
def test_a_change_that_came_after_the_page_is_looked_at_first(app, copied, change):
    change("sample", explanation="Their words.")
    mine = change("mine", teacher_note="My own note.")
    change("sample", explanation="Other words again.")
    page = copied.post(f"/banks/mine/upstream/{mine}/take", data={"seen": "2"}, follow_redirects=True).text
    assert "was changed again meanwhile" in page
    assert explanation(app, mine) == "Because *it* is so."


@pytest.mark.longer
def test_new_questions_are_copied(app, copied, make_draft):
    with app.app_context():
        bank = db.session.scalars(sa.select(Bank).where(Bank.key == "sample")).one()
        create_question(db.session(), bank, make_draft("numeric", key="new"), Authorship(Origin.BROWSER), now=utcnow())
        db.session.commit()
    assert "1 new question" in copied.get("/banks/mine/upstream").text
    assert "1 question was copied." in copied.post("/banks/mine/upstream/new", follow_redirects=True).text


@pytest.mark.longer
def test_what_is_no_copy_is_not_there(copied, load_one):
    assert copied.get("/banks/sample/upstream").status_code == 404
    assert copied.get(f"/banks/mine/upstream/{load_one}").status_code == 404


@pytest.mark.longer
def test_another_key_that_is_taken_over_after_answers_is_not_silent(app, copied, change, make_person):
    mine, now, student = change("mine", teacher_note="My own note."), utcnow(), make_person()
    with app.app_context():
        quiz = Quiz(fingerprint="one", title="One", selection={}, feedback="at_once", created_at=now)
        db.session.add(quiz)
        db.session.flush()
        attempt = Attempt(event_id="event-1", quiz_id=quiz.id, learner_id=student, size=1, started_at=now)
        db.session.add(attempt)
        db.session.flush()
        asked = {"attempt_id": attempt.id, "position": 1, "version_id": db.session.get_one(Question, mine).current.id}
        db.session.add(Slot(**asked, arrangement=[], answers=["true"], score=1.0, answered_at=now))
        content = draft_of("one", db.session.get_one(Question, mine).current).content
        db.session.commit()
    change("sample", content=content.model_copy(update={"answer": not content.answer}))
    page = copied.post(f"/banks/mine/upstream/{mine}/take", data={"seen": "2"}, follow_redirects=True).text
    assert "Its key is another one now, and it was answered by the old one" in page
