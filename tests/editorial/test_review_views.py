"""A question's way from draft to ready, with what is said on it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.db import db


@pytest.fixture
def path(question_id):
    return f"/questions/{question_id()}"


@pytest.fixture
def state(app, question_id):
    def read():
        with app.app_context():
            return db.session.scalar(sa.select(Question.state).where(Question.id == question_id()))

    return read


def sent(client, path, **fields):
    reply = client.post(path, data=fields, follow_redirects=True)
    assert reply.status_code == 200, reply.status_code
    return reply.text


@pytest.mark.longer
def test_the_way_of_a_question(act, path, state):
    editor, reviewer = act("editor"), act("reviewer")
    assert "draft again" in sent(editor, f"{path}/state", state="draft")
    assert "It waits for review now." in sent(editor, f"{path}/state", state="review")
    page = reviewer.get("/questions/waiting").text
    assert "surname of the premier" in page
    assert "editor," in page
    assert "Please say what is missing" in sent(reviewer, f"{path}/state", state="draft")
    assert state() == "review"
    page = sent(reviewer, f"{path}/state", state="draft", remark="Which **year**?")
    assert "<strong>year</strong>" in page
    assert state() == "draft"
    sent(editor, f"{path}/state", state="review")
    page = sent(reviewer, f"{path}/state", state="ready")
    assert "It is ready" in page
    assert "in review → <strong>ready</strong>" in page
    assert "No question waits." in reviewer.get("/questions/waiting").text


@pytest.mark.longer
@pytest.mark.parametrize(
    ("wanted", "allowed"),
    [
        ("review", {"editor", "owner"}),
        ("ready", {"reviewer", "editor", "owner"}),
        ("draft", {"reviewer", "editor", "owner"}),
    ],
)
def test_each_role_changes_the_states_that_it_may(act, path, wanted, allowed):
    for name in ("viewer", "reviewer", "editor", "owner"):
        status = act(name).post(f"{path}/state", data={"state": wanted, "remark": "So."}).status_code
        assert status == (302 if name in allowed else 403), name
    assert act("stranger").post(f"{path}/state", data={"state": wanted}).status_code == 404


@pytest.mark.longer
def test_an_unknown_state_changes_nothing(act, path, state):
    sent(act("owner"), f"{path}/state", state="done")
    assert state() == "ready"
    assert act("stranger").post(f"{path}/state", data={"state": "done"}).status_code == 404


@pytest.mark.longer
def test_a_page_offers_what_the_role_allows(act, path):
    assert "Take it back from students" in act("reviewer").get(path).text
    page = act("viewer").get(path).text
    for words in ("Take it back", "A new comment", '/edit"'):
        assert words not in page


@pytest.mark.longer
def test_of_what_lies_in_the_trash_no_state_is_offered(app, act, path, question_id):
    with app.app_context():
        db.session.get_one(Question, question_id()).trashed_at = utcnow()
        db.session.commit()
    page = act("owner").get(path).text
    assert "Students do not get it now." in page
    assert "Take it back from students" not in page


@pytest.mark.longer
def test_comments_are_threads_that_are_answered_changed_deleted_and_settled(act, path):
    reviewer, editor = act("reviewer"), act("editor")
    sent(reviewer, f"{path}/comments", text="Is <script>alert(1)</script> it *so*?")
    page = sent(editor, f"{path}/comments", text="It is.", thread="1")
    assert "<em>so</em>" in page
    assert "<script>alert" not in page
    assert "It is." in page
    assert "1 open comment" in act("viewer").get("/questions").text
    assert "Is it so, too?" in sent(reviewer, "/comments/1", text="Is it so, too?")
    assert "is settled" in sent(editor, "/comments/1/settle")
    page = editor.get(path).text
    assert "1 settled thread" in page
    assert "Settled by editor" in page
    assert "open again" in sent(editor, "/comments/1/settle", open="1")
    page = sent(reviewer, "/comments/1/delete")
    assert "Bring it back" in page
    assert "A comment that its author deleted." in page
    assert "too?" not in editor.get(path).text
    assert "there again" in sent(reviewer, "/comments/1/restore")


@pytest.mark.longer
def test_what_says_nothing_or_answers_nothing_is_told(act, path):
    reviewer = act("reviewer")
    assert "A comment says something." in sent(reviewer, f"{path}/comments", text=" ")
    assert "your answer was not kept" in sent(reviewer, f"{path}/comments", text="Yes.", thread="9")
    sent(reviewer, f"{path}/comments", text="One.")
    assert "delete it" in sent(reviewer, "/comments/1", text=" ")


@pytest.mark.longer
def test_a_question_s_page_takes_as_many_statements_however_much_is_said(act, path, statements):
    reviewer = act("reviewer")
    sent(reviewer, f"{path}/comments", text="One.")
    with statements() as one:
        reviewer.get(path)
    for number in range(5):
        sent(reviewer, f"{path}/comments", text=f"More {number}.", thread="1" if number % 2 else "")
    with statements() as many:
        reviewer.get(path)
    assert len(many) == len(one)
