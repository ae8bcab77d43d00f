from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.bank.loading import load_bank
from quizapp.bank.models import QuestionVersion
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Attempt, Quiz, Slot
from quizapp.studio.key_views import PAGE


def text_of(reply):
    return " ".join(re.sub(r"<[^>]+>", " ", reply.text.partition("<main")[2]).split())


@pytest.mark.longer
def test_a_changed_key_is_listed_until_somebody_decides(instructor, save, correct, single, answered):
    assert "There is none" in instructor.get("/questions/keys").text
    answered(("1",))
    answered(("0",))
    save(**{"answer-text": "Nikol Pashinian"})
    assert "There is none" in instructor.get("/questions/keys").text
    correct()
    listed = instructor.get("/questions/keys")
    assert f'href="{single}/touches?since=1"' in listed.text
    assert "2 answers, 1 learner remembers its cards, changed" in text_of(listed)
    assert "Changed keys, answers not graded again: 1" in text_of(instructor.get("/banks"))
    instructor.post(f"{single}/kept")
    assert "There is none" in instructor.get("/questions/keys").text
    assert "Changed keys" not in text_of(instructor.get("/banks"))


@pytest.mark.longer
def test_a_grading_again_decides_too_and_taken_back_it_is_open_again(instructor, correct, single, answered):
    answered()
    correct()
    regrade = instructor.post(f"{single}/regrades").location
    assert "There is none" in instructor.get("/questions/keys").text
    instructor.post(f"{regrade}/undo")
    assert "1 question was answered" in instructor.get("/questions/keys").text


@pytest.mark.longer
def test_many_are_listed_a_page_at_a_time(app, instructor, make_draft, make_bank, make_person):
    student, now = make_person(), utcnow()
    with app.app_context():
        for answer in ("yes", "no"):
            content = {"stem": "So it was.", "answer": answer}
            questions = [make_draft(key=f"q{number}", raw=content) for number in range(PAGE + 1)]
            load_bank(db.session(), make_bank(*questions), now=now)
            if answer == "yes":
                quiz = Quiz(fingerprint="one", title="One", selection={}, feedback="at_once", created_at=now)
                db.session.add(quiz)
                db.session.flush()
                attempt = Attempt(
                    event_id="event-1", quiz_id=quiz.id, learner_id=student, size=PAGE + 1, started_at=now
                )
                db.session.add(attempt)
                db.session.flush()
                asked = {"attempt_id": attempt.id, "arrangement": [], "answers": ["true"], "score": 1.0}
                for place, version in enumerate(db.session.scalars(sa.select(QuestionVersion.id)), start=1):
                    db.session.add(Slot(**asked, position=place, version_id=version, answered_at=now))
        db.session.commit()
    first, last = (instructor.get(f"/questions/keys?page={page}") for page in (1, 9))
    assert (first.text.count("/touches?since=1"), last.text.count("/touches?since=1")) == (PAGE, 1)
    assert "Page 1 of 2 Next" in text_of(first)
    assert "Back Page 2 of 2" in text_of(last)


@pytest.mark.longer
def test_the_list_costs_the_same_for_one_answer_and_for_many(instructor, correct, answered, statements):
    answered()
    correct()
    counts = []
    for _ in range(2):
        with statements() as ran:
            instructor.get("/questions/keys")
        counts.append(len(ran))
        answered(("0",))
    assert counts[0] == counts[1]
