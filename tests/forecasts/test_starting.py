from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.assignments.models import Assignment
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import CardsSettings, QuizSettings
from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.forecasts import starting
from quizapp.forecasts.recall import learners_with_curves
from quizapp.memory.access import rules_of_app
from tests.forecasts.conftest import memory
from tests.practice import Player


@pytest.fixture
def withheld(app):
    """Return the keys of the questions that are withheld from a class."""

    def withheld(class_id):
        with app.app_context():
            ids = starting.questions_withheld(db.session(), class_id, now=utcnow())
            keys = set(db.session.scalars(sa.select(Question.key).where(Question.id.in_(ids))))
            db.session.rollback()
        return keys

    return withheld


@pytest.mark.longer
def test_what_an_open_quiz_of_a_student_asks_is_withheld_until_it_is_finished(
    app, small_bank, browse, make_class, withheld
):
    (class_id, (student, _)), (other, _) = make_class(["Ani", "Ben"]), make_class(["Clara"])
    player = Player(app, browse(student))
    attempt = player.start("at_end", kinds=["single_choice"])
    assert withheld(class_id) == {"premier"}
    assert withheld(other) == set()
    player.finish(attempt)
    assert withheld(class_id) == set()
    attempt = player.start("at_once", kinds=["single_choice", "true_false"])
    player.answer(attempt, "premier")
    assert withheld(class_id) == {"brokered"}


@pytest.mark.longer
def test_who_left_a_class_holds_nothing_back(app, small_bank, browse, make_class, withheld, stored):
    class_id, (student,) = make_class(["Ani"])
    Player(app, browse(student)).start("at_end", kinds=["single_choice"])
    with app.app_context():
        db.session.execute(sa.text("UPDATE enrolments SET left_at = '2026-11-01 00:00:00.000000'"))
        db.session.commit()
    assert withheld(class_id) == set()


def test_what_is_given_out_to_the_class_is_withheld_until_it_is_over(app, small_bank, make_class, teacher, withheld):
    class_id, _ = make_class(["Ani"])
    now = utcnow()
    with app.app_context():
        session = db.session()
        ids = dict(session.execute(sa.select(Question.key, Question.id)).all())
        for key, closes, late in (
            ("premier", 1, None),
            ("surname", -2, None),
            ("wars", -2, 1),
            ("csto", None, None),
            ("bodies", 1, None),
        ):
            given = Given(
                "quiz",
                key,
                QuizSettings(questions=(ids[key],)),
                closes_at=None if closes is None else now + timedelta(hours=closes),
                late_until=None if late is None else now + timedelta(hours=late),
            )
            create_assignment(session, class_id, given, by_id=teacher, seed=1, now=now)
        create_assignment(
            session, class_id, Given("cards", "c", CardsSettings(target=5)), by_id=teacher, seed=1, now=now
        )
        session.execute(sa.update(Assignment).where(Assignment.title == "bodies").values(trashed_at=now))
        session.commit()
    assert withheld(class_id) == {"premier", "wars", "csto"}


@pytest.mark.longer
def test_the_cards_of_a_start_are_those_most_forgotten_and_not_withheld(
    app, session, make_class, cards_of, remember
):  # fmt: skip
    _, people = make_class(["Ani", "Ben", "Clara"])
    (premier,), (surname,), (brokered,) = cards_of("premier"), cards_of("surname"), cards_of("brokered")
    remember(
        *(memory(person, premier, 100, 0.5) for person in people),
        *(memory(person, surname, 100, 0.5) for person in people[:2]),
        memory(people[0], brokered, 100, 0.5),
    )
    learners = learners_with_curves(session, rules_of_app(app), people)
    withheld = frozenset(session.scalars(sa.select(Question.id).where(Question.key == "premier")))
    everything = starting.cards_to_start_with(session, learners, sa.true(), frozenset(), 110)
    assert [one.card_id for one in everything] == [premier, surname, brokered]
    chosen = starting.cards_to_start_with(session, learners, sa.true(), withheld, 110)
    assert [one.card_id for one in chosen] == [surname, brokered]
    keys = {one.id: one.key for one in session.scalars(sa.select(Question))}
    assert [keys[one] for one in starting.questions_of(chosen)] == ["surname", "brokered"]


def test_a_card_is_shown_as_its_question_is_now_unless_it_is_not_asked_any_more(session, cards_of):
    (premier,), (surname,), offices = cards_of("premier"), cards_of("surname"), cards_of("offices")
    found = starting.versions_of_cards(session, [premier, surname, *offices], Question.key != "surname")
    assert found.keys() == {premier, *offices}
    assert len({question for question, _version, _key in found.values()}) == 2
    session.execute(sa.update(Question).where(Question.key == "premier").values(archived_at=utcnow()))
    assert starting.versions_of_cards(session, [premier], sa.true()) == {}
