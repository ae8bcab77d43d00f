from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.forecasts import queries
from quizapp.forecasts.recall import learners_with_curves
from quizapp.memory.access import rules_of_app
from quizapp.review.models import CardMark
from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.state import DEFAULT_WEIGHTS
from quizapp.scheduling.warm_up import Candidate
from tests.forecasts.conftest import memory

ALL = sa.true()
RECALL = formulas(DEFAULT_WEIGHTS).recall


@pytest.fixture
def learners(app, session):
    return lambda *people: learners_with_curves(session, rules_of_app(app), people)


def test_a_topic_of_a_student_is_added_up(session, learners, make_person, cards_of, remember):
    one, other, stranger = make_person(), make_person(), make_person()
    offices = cards_of("offices")
    remember(
        memory(one, offices[0], 100, stability=4.0, reps=3, due_day=104),
        memory(one, offices[1], 90, stability=2.0, reps=1, due_day=105),
        memory(other, cards_of("premier")[0], 101, stability=1.0),
        memory(stranger, offices[0], 100),
    )
    found = {
        (row.student_id, row.topic): row
        for row in queries.standings(session, learners(one, other), ALL, today=104, then=107)
    }
    assert found.keys() == {(one, "about-offices"), (other, "about-premier")}
    row = found[one, "about-offices"]
    assert row[2:6] == (2, 4, 1, 100)
    assert row.now == pytest.approx(RECALL(4.0, 4) + RECALL(2.0, 14))
    assert row.then == pytest.approx(RECALL(4.0, 7) + RECALL(2.0, 17))


def test_what_a_student_suspended_is_forgotten_like_the_rest_but_does_not_wait_for_them(
    session, learners, make_person, cards_of, remember
):
    one, other = make_person(), make_person()
    cards = cards_of("offices")[:2]
    remember(*(memory(person, card, 100, stability=4.0, due_day=104) for person in (one, other) for card in cards))
    session.add(CardMark(learner_id=one, card_id=cards[0], suspended_at=utcnow()))
    session.add(CardMark(learner_id=one, card_id=cards[1], buried_day=104))
    session.flush()
    rows = queries.standings(session, learners(one, other), ALL, today=104, then=107)
    assert {row.student_id: (row.met, row.due) for row in rows} == {one: (2, 1), other: (2, 2)}
    assert [row.then for row in rows] == pytest.approx([2 * RECALL(4.0, 7)] * 2)
    (curve,) = queries.curves_by_topic(session, learners(one, other), ALL, [107])
    assert (curve.met, curve.recalled) == (4, pytest.approx((4 * RECALL(4.0, 7),)))


@pytest.mark.longer
def test_what_is_not_asked_any_more_or_not_to_be_seen_is_left_out(
    session, learners, make_person, cards_of, remember
):  # fmt: skip
    one, keys = make_person(), ("premier", "surname", "offices")
    remember(*(memory(one, cards_of(key)[0], 100) for key in keys))
    session.execute(sa.update(Question).where(Question.key == "surname").values(archived_at=utcnow()))
    within = Question.key != "offices"
    rows = queries.standings(session, learners(one), within, today=100, then=100)
    assert [row.topic for row in rows] == ["about-premier"]
    cards = queries.cards_by_topic(session, within)
    assert "about-surname" not in cards
    assert "about-offices" not in cards
    assert (cards["about-premier"], cards["about-csto"]) == (1, 2)
    assert queries.last_days(session, learners(one)) == {one: 100}


@pytest.mark.longer
def test_a_class_forgets_a_topic_day_by_day(session, learners, make_person, cards_of, remember):
    one, other = make_person(), make_person()
    remember(
        memory(one, cards_of("premier")[0], 100, stability=2.0),
        memory(other, cards_of("premier")[0], 98, stability=5.0),
    )
    (curve,) = queries.curves_by_topic(session, learners(one, other), ALL, [100, 110])
    assert (curve.topic, curve.met) == ("about-premier", 2)
    assert curve.recalled == pytest.approx((1 + RECALL(5.0, 2), RECALL(2.0, 10) + RECALL(5.0, 12)))


@pytest.mark.longer
def test_what_a_class_will_have_forgotten_is_counted_by_card(session, learners, make_person, cards_of, remember):
    one, other = make_person(), make_person()
    (premier,), offices = cards_of("premier"), cards_of("offices")
    remember(memory(one, premier, 100, stability=2.0), memory(other, premier, 98), memory(one, offices[1], 100))
    found = {one.card_id: one for one in queries.candidates(session, learners(one, other), ALL, 110)}
    assert found.keys() == {premier, offices[1]}
    told = found[premier]
    assert told == Candidate(premier, told.question_id, "about-premier", 2, told.forgotten)
    assert told.forgotten == pytest.approx(2 - RECALL(2.0, 10) - RECALL(10.0, 12))


def test_a_class_of_nobody_has_no_figures(session, learners, small_bank):
    nobody = learners()
    assert queries.standings(session, nobody, ALL, today=1, then=2) == []
    assert queries.curves_by_topic(session, nobody, ALL, [1]) == []
    assert queries.candidates(session, nobody, ALL, 1) == []
    assert queries.last_days(session, nobody) == {}
