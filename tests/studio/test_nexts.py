from __future__ import annotations

import pytest

from quizapp.bank.loading import load_bank
from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.db import db


@pytest.fixture
def ids(app, make_bank, make_draft):
    """Load five questions of two topics; return their ids in the order of the bank."""
    with app.app_context():
        drafts = [make_draft(key=f"q{place}", topic="odd" if place % 2 else "even") for place in range(5)]
        load_bank(db.session(), make_bank(*drafts), now=utcnow())
        db.session.commit()
        return list(db.session.scalars(db.select(Question.id).order_by(Question.position)))


@pytest.fixture
def save(instructor, fields_at):
    """Change a question's explanation and save it; return where the editor goes."""

    def save(question_id, trail="", **changes):
        address = f"/questions/{question_id}/edit{trail}"
        fields = fields_at(instructor, address) | {"explanation": ["Another reason."], "save": ["next"]} | changes
        reply = instructor.post(address, data=fields)
        assert reply.status_code == 302, reply.text
        return reply.location

    return save


@pytest.mark.longer
def test_the_next_question_of_the_bank_comes_next(ids, save):
    assert save(ids[0]) == f"/questions/{ids[1]}/edit"


@pytest.mark.longer
def test_after_the_last_one_the_question_itself_is_shown(instructor, ids, save):
    assert save(ids[-1]) == f"/questions/{ids[-1]}"
    assert "This was the last question there." in instructor.get("/banks").text


@pytest.mark.longer
def test_the_next_question_of_the_list_comes_next(ids, save):
    assert save(ids[0], "?q=topic:even&at=0") == f"/questions/{ids[2]}/edit?q=topic:even&at=1"
    assert save(ids[4], "?q=topic:even&at=2") == f"/questions/{ids[4]}?q=topic:even&at=2"


@pytest.mark.longer
def test_a_question_that_leaves_its_list_skips_nobody(ids, save):
    assert save(ids[0], "?q=topic:even&at=0", topic=["odd"]) == f"/questions/{ids[2]}/edit?q=topic:even&at=0"


@pytest.mark.longer
@pytest.mark.parametrize(
    "trail", ["?at=x", "?at=-5", "?at=99999999999999", "?at=0&sort=x&q=%22", "?at=0&q=" + "y" * 900]
)
def test_an_address_that_makes_no_sense_is_no_error(ids, save, trail):
    assert save(ids[0], trail).startswith("/questions/")


@pytest.mark.longer
def test_a_list_leads_through_the_question_to_the_editor(instructor, ids):
    listed = instructor.get("/questions?q=topic:odd").text
    assert f"/questions/{ids[3]}?q=topic:odd&amp;at=1" in listed
    assert (
        f"/questions/{ids[3]}/edit?q=topic:odd&amp;at=1" in instructor.get(f"/questions/{ids[3]}?q=topic:odd&at=1").text
    )
