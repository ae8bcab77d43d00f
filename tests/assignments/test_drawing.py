from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.assignments.drawing import _candidates, draw_questions, seed_of
from quizapp.assignments.settings import QuizSettings
from quizapp.bank.asked import asked_version
from quizapp.bank.models import Question, QuestionFacility
from quizapp.clock import utcnow
from quizapp.db import db
from tests import practice


@pytest.fixture
def many(load):
    load(practice.many_questions(30))


@pytest.fixture
def draw(app, many):
    """Return the keys that a quiz draws for a student, and how many of them were met before."""

    def draw(seed=1, person_id=1, **said):
        with app.app_context():
            drawn = draw_questions(db.session(), QuizSettings(**said), person_id, seed, now=utcnow())
            keys = [asked_version(db.session(), number).key for number in drawn.version_ids]
            db.session.rollback()
        return keys, drawn.seen_before

    return draw


def topics(keys):
    return {int(key.removeprefix("fact-")) % 5 for key in keys}


def test_rules_draw_what_their_search_finds_and_nothing_twice(draw):
    keys, _seen = draw(rules=[{"count": 3, "query": "topic:topic-1"}, {"count": 2, "query": "topic:topic-2"}])
    assert topics(keys[:3]) == {1}
    assert topics(keys[3:]) == {2}
    assert len(set(keys)) == 5


def test_the_same_seed_draws_the_same_and_another_one_something_else(draw):
    rules = [{"count": 10, "query": ""}]
    assert draw(seed=1, rules=rules) == draw(seed=1, rules=rules)
    assert draw(seed=1, rules=rules) != draw(seed=2, rules=rules)


def test_seeds_differ_by_student_and_attempt_and_fit_their_column():
    seeds = {seed_of(7, person, number) for person in range(20) for number in range(5)}
    assert len(seeds) == 100
    assert max(seeds) < 2**31


def test_a_rule_that_finds_nothing_or_too_little_makes_the_quiz_shorter(draw):
    assert draw(rules=[{"count": 3, "query": "topic:nowhere"}])[0] == []
    assert len(draw(rules=[{"count": 9, "query": "topic:topic-1"}])[0]) == 6


def test_a_fixed_list_is_asked_in_its_order_unless_it_is_shuffled(app, draw):
    with app.app_context():
        ids = db.session.scalars(sa.select(Question.id).order_by(Question.id.desc()).limit(8)).all()
    keys, _seen = draw(questions=ids)
    assert keys == sorted(keys, key=lambda key: -int(key.removeprefix("fact-")))
    mixed, _seen = draw(questions=ids, shuffled=True)
    assert sorted(mixed) == sorted(keys)
    assert mixed != keys


def test_a_question_in_the_trash_is_not_asked(app, draw):
    with app.app_context():
        ids = list(db.session.scalars(sa.select(Question.id).limit(3)))
        db.session.get_one(Question, ids[0]).trashed_at = utcnow()
        db.session.commit()
    assert len(draw(questions=ids)[0]) == 2


@pytest.mark.longer
def test_questions_met_lately_are_drawn_only_where_there_are_no_others(app, draw, browse, make_person):
    person = make_person()
    player = practice.Player(app, browse(person))
    player.start(topics="topic-1", size="4")
    with app.app_context():
        met = set(
            db.session.scalars(
                sa.text(
                    "SELECT q.key FROM questions q JOIN question_versions v ON v.question_id = q.id "
                    "JOIN slots s ON s.version_id = v.id"
                )
            )
        )
    rule = {"count": 2, "query": "topic:topic-1", "unseen_days": 14}
    keys, seen = draw(person_id=person, rules=[rule])
    assert (set(keys) & met, seen) == (set(), 0)
    keys, seen = draw(person_id=person, rules=[rule | {"count": 5}])
    assert (len(keys), len(set(keys) & met), seen) == (5, 3, 3)


@pytest.mark.longer
def test_balanced_quizzes_are_as_hard_for_everybody(app, draw):
    with app.app_context():
        for place, number in enumerate(db.session.scalars(sa.select(Question.id).order_by(Question.id))):
            db.session.add(QuestionFacility(question_id=number, answered=20, share=0.1 if place % 2 else 0.9))
        db.session.commit()
    rules = [{"count": 6, "query": ""}]

    def hard(balanced):
        sizes = []
        for seed in range(12):
            keys, _seen = draw(seed=seed, rules=rules, balanced=balanced)
            sizes.append(sum(int(key.removeprefix("fact-")) % 2 for key in keys))
        return sizes

    assert len(set(hard(balanced=False))) > 1
    assert len(set(hard(balanced=True))) == 1


@pytest.mark.longer
@pytest.mark.sqlite
def test_a_rule_may_find_more_questions_than_a_statement_takes(usual_limit):
    assert _candidates(usual_limit, range(1, 40_000)) == {}
