"""Pages about one's own progress show fronts at the most: no back, no explanation, no note to teachers."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Card, Question, may_be_asked
from quizapp.db import db

pytestmark = pytest.mark.slow


@pytest.fixture
def cards(app):
    """Return the id of every card that may be asked, with the key of its question."""
    with app.app_context():
        found = db.session.execute(sa.select(Card.id, Question.key).join(Question).where(*may_be_asked())).all()
        db.session.rollback()
    return found


def test_why_a_card_is_due_never_tells_its_back(act, canaries, cards):
    student = act("student")
    for card, key in cards:
        path = f"/progress/cards/{card}"
        assert canaries.leaks(student.get(path)) == set()
        assert student.post(f"/review/cards/{card}", {"rating": "3"}).status_code == 302
        page = student.get(path)
        assert page.status_code == 200
        # The other gaps of a cloze stand on its cards' fronts; the one that is asked does not.
        allowed = ("wrenlock-cl-key",) if key == "cloze" and "One […]" not in page.text else ()
        assert canaries.leaks(page, allowed) == set()
        assert act("other").get(path).status_code == 404


def test_an_open_quiz_covers_the_story_of_what_it_asks(act, canaries, cards):
    student = act("student")
    for card, _key in cards:
        student.post(f"/review/cards/{card}", {"rating": "3"})
    attempt = student.start("at_end")
    for card, _key in cards:
        page = student.get(f"/progress/cards/{card}")
        assert canaries.leaks(page) == set()
        assert "covered until it is finished" in page.text
    student.post(f"{attempt}/finish")
    assert "covered until" not in student.get(f"/progress/cards/{cards[0][0]}").text
