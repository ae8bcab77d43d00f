from __future__ import annotations

import pytest

from quizapp.db import db
from quizapp.quizzes.regrades.plan import Rule, plan_regrade, points_of


@pytest.fixture
def plan_of(app, asked):
    """Plan a regrade in a transaction of its own, which ends."""

    def plan_of(key, rule):
        question_id = asked(key)
        with app.app_context():
            plan = plan_regrade(db.session(), question_id, rule)
            db.session.rollback()
        return plan

    return plan_of


def differing(plan):
    return [(change.old_score, change.new_score, change.old_points, change.new_points) for change in plan.differing]


@pytest.mark.longer
def test_the_plan_says_who_gets_what_by_the_new_key_and_changes_nothing(plan_of, edit, answered, stored):
    answered("premier", ("1",))
    answered("premier", ("0",))
    edit("premier", answer="Ararat Mirzoyan", distractors=["Nikol Pashinyan", "Dmytro Kuleba"])
    before = stored("slots"), stored("attempts")
    plan = plan_of("premier", Rule.NEW_KEY)
    assert differing(plan) == [(0.0, 1.0, 0.0, 1.0), (1.0, 0.0, 1.0, 0.0)]
    assert (plan.answers, plan.untold, plan.open_places) == (2, 0, 0)
    assert (stored("slots"), stored("attempts")) == before


@pytest.mark.longer
def test_no_score_falls_where_the_better_key_counts(plan_of, edit, answered):
    answered("premier", ("1",))
    answered("premier", ("0",))
    edit("premier", answer="Ararat Mirzoyan", distractors=["Nikol Pashinyan", "Dmytro Kuleba"])
    plan = plan_of("premier", Rule.NO_LOSS)
    assert differing(plan) == [(0.0, 1.0, 0.0, 1.0)]
    assert plan.answers == 2


@pytest.mark.longer
def test_what_was_chosen_and_is_gone_keeps_its_score(plan_of, edit, answered):
    answered("premier", ("3",))
    edit("premier", answer="Ararat Mirzoyan", distractors=["Nikol Pashinyan"])
    plan = plan_of("premier", Rule.NEW_KEY)
    assert (plan.changes, plan.untold) == ((), 1)


@pytest.mark.longer
def test_open_places_are_counted_and_skipped_ones_of_finished_attempts_are_not(plan_of, edit, player):
    player.start()
    player.finish(player.start())
    edit("premier", answer="Ararat Mirzoyan", distractors=["Nikol Pashinyan"])
    plan = plan_of("premier", Rule.NEW_KEY)
    assert (len(plan.changes), plan.open_places, plan.answers) == (1, 1, 0)


@pytest.mark.longer
@pytest.mark.parametrize(
    ("key", "given", "changes", "score"),
    [
        ("surname", ("Pashinean X",), {"answers": ["Pashinyan", "Pashinean X"]}, 1.0),
        ("deaths", ("20000",), {"answer": "20000"}, 1.0),
        ("bodies", ("0", "2"), {"answers": ["CSTO", "NATO"], "distractors": ["EAEU", "OPEC"]}, 1.0),
        ("wars", ("1", "0", "2", "3"), {"items": ["second", "first", "third", "fourth"]}, 1.0),
        ("brokered", ("false",), {"answer": False}, 1.0),
    ],
)
def test_answers_of_every_sort_are_graded_by_the_new_key(plan_of, edit, answered, key, given, changes, score):
    answered(key, given)
    edit(key, **changes)
    plan = plan_of(key, Rule.NEW_KEY)
    assert [change.new_score for change in plan.changes] == [score]


@pytest.mark.longer
def test_the_number_of_statements_does_not_grow_with_answers(plan_of, edit, answered, statements):
    counts = []
    answered("surname", ("Pashin",))
    edit("surname", answers=["Pashinyan", "Pashin"])
    for given in ("Pashinya X", "Vart", "Kuleba"):
        with statements() as ran:
            plan_of("surname", Rule.NO_LOSS)
        counts.append(len(ran))
        answered("surname", (given,), old=True)
    assert counts[1] == counts[2]


def test_points_are_what_the_slots_add_up_to():
    assert points_of({1: 0.5, 2: None, 3: 1.0}) == 1.5
