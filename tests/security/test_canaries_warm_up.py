"""On the projector a question tells nothing of its answer before that is asked for; no student finds a way there."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Card, Question, may_be_asked
from quizapp.db import db
from tests.security.test_canaries import OPENING_OF_CLOZE

pytestmark = pytest.mark.slow


@pytest.fixture
def warm_ups(app, world):
    """The addresses of a warm-up of each card that may be asked."""
    with app.app_context():
        cards = db.session.scalars(sa.select(Card.id).join(Question).where(*may_be_asked())).all()
        db.session.rollback()
    return [f"/classes/{world.personal['class_id']['instructor']}/warm-up?cards={card}" for card in cards]


def test_a_question_on_the_wall_tells_nothing_before_its_answer_is_asked_for(act, canaries, warm_ups):
    teacher, kept_back = act("instructor"), 0
    for address in warm_ups:
        front = teacher.get(address)
        allowed = () if OPENING_OF_CLOZE in front.text else ("wrenlock-cl-key",)
        assert front.status_code == 200
        assert canaries.leaks(front, allowed) == set()
        answer = teacher.get(f"{address}&answer=1")
        assert canaries.NOTE not in answer.text
        if "its answer is kept back" in answer.text:  # somebody of the class is asked it in a quiz that is open
            kept_back += 1
            assert canaries.leaks(answer, allowed) == set()
        else:
            assert "wrenlock-why" in answer.text
    assert 0 < kept_back < len(warm_ups)


def test_a_student_reaches_no_page_of_an_insight(act, canaries, warm_ups):
    student = act("student")
    for address in (warm_ups[0], f"{warm_ups[0]}&answer=1", warm_ups[0].partition("/warm-up")[0] + "/insight/warm-up"):
        reply = student.get(address)
        assert reply.status_code == 403
        assert canaries.leaks(reply) == set()
