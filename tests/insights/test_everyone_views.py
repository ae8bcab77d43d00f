from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.insights import everyone
from quizapp.memory.models import PredictionSummary
from quizapp.scheduling.summing import Summary

PAGE = "/progress/everyone"


@pytest.fixture
def instructor(app, small_bank, browse, make_person):
    return browse(make_person(Role.INSTRUCTOR))


@pytest.fixture
def studied_by(rate, make_person, cards_of):
    """Have so many learners recall the same cards on the same days."""

    def studied_by(learners, cards=2):
        for _ in range(learners):
            person_id = make_person()
            for number, card in enumerate([*cards_of("offices"), *cards_of("premier")][:cards]):
                for place, ago in enumerate((60, 50, 40, 20)):
                    rate(person_id, card, 1 if (person_id + number + place) % 5 == 3 else 4, utcnow() - timedelta(ago))

    return studied_by


@pytest.mark.longer
def test_below_five_learners_nothing_of_them_is_shown(instructor, studied_by):
    studied_by(4, cards=5)
    page = instructor.get(PAGE).text
    assert "Too few to say: figures are shown from 5 learners on" in page
    assert "<svg" not in page
    assert "Log loss</th>" not in page


@pytest.mark.longer
def test_five_learners_with_too_few_answers_are_not_judged_by(instructor, studied_by):
    studied_by(5, cards=1)
    page = instructor.get(PAGE).text
    assert "too few to say." in page
    assert "<svg" not in page


@pytest.mark.longer
def test_five_learners_are_shown_together_beside_two_that_know_nothing(instructor, studied_by):
    studied_by(5, cards=4)
    page = instructor.get(PAGE).text
    for words in ("AVG", "MOVING-AVG", "Log loss", "RMSE (bins)", "AUC", "Reliability", "of 5 learners."):
        assert words in page
    assert page.count("<circle") >= 1
    assert page.count('role="img"') == page.count("<svg") == 1


@pytest.mark.longer
def test_tenths_of_the_scale_with_answers_of_few_learners_are_left_out(
    app, instructor, studied_by, rate, stored, cards_of
):
    studied_by(5, cards=4)
    known = instructor.get(PAGE).text.count("<circle")
    (alone, *_rest) = [number for number, role in stored("people", "id", "role") if role == "student"]
    rate(alone, cards_of("surname")[0], 4, utcnow() - timedelta(days=900))
    rate(alone, cards_of("surname")[0], 3, utcnow())  # predicted at far below all others
    assert instructor.get(PAGE).text.count("<circle") == known >= 1


@pytest.mark.longer
def test_the_page_of_a_long_log_shows_what_was_worked_out_before(app, instructor, studied_by, monkeypatch):
    studied_by(5, cards=2)
    monkeypatch.setattr(everyone, "WORKED_OUT_AT_ONCE", 10)
    assert "it was not worked out yet" in instructor.get(PAGE).text
    with app.app_context():
        told = Summary(7, 12, 1, 2, None, None, None, ()).as_json()
        db.session.add(PredictionSummary(at=utcnow(), figures=told))
        db.session.commit()
    page = instructor.get(PAGE).text
    assert "So far 12 answers were predicted" in page
    assert "Work it out anew" in page


@pytest.mark.longer
def test_the_page_asks_no_more_of_the_database_for_more_learners(app, instructor, studied_by, statements):
    counts = []
    for learners in (5, 4):
        studied_by(learners)
        instructor.get(PAGE)
        with statements() as sent:
            assert instructor.get(PAGE).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 12


def test_students_and_guests_do_not_see_it(browse, client, make_person, small_bank):
    assert browse(make_person()).get(PAGE).status_code == 403
    assert client.get(PAGE).status_code == 302


@pytest.mark.longer
def test_nobody_is_named_but_who_asked_for_a_fit(app, instructor, studied_by):
    studied_by(5)
    with app.app_context():
        db.session.execute(sa.text("UPDATE people SET name = 'Nameless' WHERE role = 'student'"))
        db.session.commit()
    assert "Nameless" not in instructor.get(PAGE).text
