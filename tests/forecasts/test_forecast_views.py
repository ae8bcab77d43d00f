from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.db import db
from quizapp.memory.models import ReviewEvent
from tests.forecasts.conftest import BEGUN, memory


@pytest.fixture
def classroom(make_class, remember, cards_of, today):
    """A class of two in which one forgets the offices sooner than the other."""
    class_id, (ani, ben) = make_class(["Ani", "Ben"], lesson_days=(0, 1, 2, 3, 4, 5, 6))
    for person, stability in ((ani, 30.0), (ben, 0.5)):
        remember(*(memory(person, card, today - 1, stability, reps=3) for card in cards_of("offices")))
    return class_id, (ani, ben)


def figures(page):
    """Return the row of all topics on each of the days."""
    row = re.search(r'<tr class="whole">.*?</tr>', page, re.DOTALL)[0]
    return [int(number) for number in re.findall(r">(\d+)\s%", row)]


@pytest.mark.longer
def test_a_forecast_falls_from_today_on_and_says_what_it_cannot_know(browse, teacher, classroom):
    class_id, _ = classroom
    page = browse(teacher).get(f"/classes/{class_id}/insight/forecast").text
    met, *shares = figures(page)
    assert len(shares) == 7
    assert shares == sorted(shares, reverse=True)
    assert 0 < met < 100
    assert page.count("<polyline") == 1
    assert "the forecast knows nothing" in page
    assert "So far 0 answers of this class were predicted: too few to say, which takes 30." in page


@pytest.mark.longer
def test_each_student_has_a_forecast_of_their_own(browse, teacher, classroom):
    class_id, _ = classroom
    page = browse(teacher)
    links = re.findall(
        r'href="(/classes/\d+/insight/students/\d+)', page.get(f"/classes/{class_id}/insight/topics").text
    )
    ani, ben = (page.get(link).text for link in links)
    assert figures(ani)[-1] > figures(ben)[-1] + 15
    assert "Nothing stands out beside the others." in ani


@pytest.mark.longer
def test_a_student_who_answered_nothing_has_facts_and_no_curve(browse, teacher, make_class, small_bank):
    class_id, (ani,) = make_class(["Ani"])
    page = browse(teacher)
    shown = page.get(f"/classes/{class_id}/insight/students/{ani}").text
    assert "Has not answered anything yet." in shown
    assert "<polyline" not in shown
    assert "Nobody has answered" in page.get(f"/classes/{class_id}/insight/forecast").text


@pytest.mark.longer
def test_calibration_is_told_once_there_are_answers_enough(app, browse, teacher, classroom, cards_of):
    class_id, people = classroom
    cards = [*cards_of("offices"), *cards_of("csto"), *cards_of("premier"), *cards_of("surname")]
    rows = [
        {
            "event_id": f"e-{card}-{day}",
            "learner_id": person,
            "card_id": card,
            "source": "review",
            "rating": 4,
            "at": BEGUN + timedelta(days=day),
            "day": 20_697 + day,
            "recorded_at": BEGUN,
            "was_new": day == 0,
        }
        for person in people
        for card in cards
        for day in (0, 9, 30)
    ]
    with app.app_context():
        db.session.execute(sa.insert(ReviewEvent), rows)
        db.session.commit()
    page = browse(teacher).get(f"/classes/{class_id}/insight/forecast").text
    assert re.search(r"Of 32 answers of this class, \d+\s% were predicted to be right, and 100\s% were\.", page)
    assert "The figures, and the weights of this class" in page


@pytest.mark.longer
def test_forecasts_are_a_teachers_and_ask_no_more_for_many(
    browse, teacher, classroom, make_person, make_class, remember, cards_of, today, statements
):
    class_id, people = classroom
    for person in (people[0], make_person(Role.INSTRUCTOR)):
        for path in ("forecast", f"students/{people[0]}"):
            assert browse(person).get(f"/classes/{class_id}/insight/{path}").status_code in {403, 404}
    many, others = make_class([f"Student {number}" for number in range(7)])
    remember(*(memory(person, card, today) for person in others for card in cards_of("csto") + cards_of("offices")))
    counts = []
    page = browse(teacher)
    for one in (class_id, many):
        with statements() as sent:
            assert page.get(f"/classes/{one}/insight/forecast").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert page.get(f"/classes/{many}/insight/students/{people[0]}").status_code == 404
