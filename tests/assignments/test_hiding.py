"""A goal of what is remembered tells a teacher nothing of somebody who has not said that the class is theirs."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.classroom.models import Enrolment
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating
from tests.assignments.conftest import RULES


@pytest.fixture
def remembering(app, cards_of, students, class_id, small_bank):
    """Let the first two students remember one card; the first one's account is only lent to the class."""
    card_id = cards_of("premier")[0]
    with app.app_context():
        for person_id in students[:2]:
            event = Event(f"{person_id}", utcnow())
            record_review(db.session(), Learner(person_id, RULES), card_id, Rating.GOOD, event, now=utcnow())
        db.session.execute(sa.update(Enrolment).where(Enrolment.person_id == students[0]).values(is_borrowed=True))
        db.session.commit()


@pytest.mark.longer
def test_what_a_borrowed_student_remembers_is_shown_to_them_and_to_a_teacher_once_they_say_yes(
    browse, teacher, students, class_id, give_out, remembering
):
    goal = give_out("cards", goal="retention", target=90, query="topic:about-premier,about-brokered")
    desk, student = browse(teacher), browse(students[0])
    pages = (
        f"/assignments/{goal}/students",
        f"/assignments/{goal}/students/{students[0]}",
        f"/classes/{class_id}/gradebook/students/{students[0]}",
        f"/classes/{class_id}/gradebook/students/{students[0]}/assignments/{goal}",
    )
    before = [desk.get(page).text for page in pages]
    assert before[0].count("aim: 90") == 2  # the two whose class it is
    assert ["aim: 90" in page for page in before[1:]] == [False] * 3
    assert ["once they say that this is their class" in page for page in before] == [True, True, False, True]
    assert "not shown" in before[0]
    assert "aim: 90" in student.get(f"/assignments/{goal}").text
    student.post(f"/classes/{class_id}/mine")
    after = [desk.get(page).text for page in pages]
    assert after[0].count("aim: 90") == 3
    assert "aim: 90" in after[1]
    assert not any("once they say that this is their class" in page for page in after)


@pytest.mark.longer
def test_what_they_did_for_the_class_is_for_its_teachers(browse, teacher, give_out, remembering):
    goal = give_out("cards", target=2, query="topic:about-premier")
    page = browse(teacher).get(f"/assignments/{goal}/students").text
    assert "not shown" not in page
    assert page.count(" of 2") == 3
