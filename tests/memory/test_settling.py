from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.accounts.services import create_guest
from quizapp.memory import crediting, queries, settling
from quizapp.memory.fits import Outcome
from quizapp.memory.models import FitLearner, MemoryFit
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, Learner, learner_by_id, learner_now, record_review
from quizapp.memory.weights import fit_in_force, fit_of_group
from quizapp.scheduling.state import DEFAULT_WEIGHTS, Rating

QUICK = tuple(round(weight * (0.5 if place < 4 else 1), 4) for place, weight in enumerate(DEFAULT_WEIGHTS))
DAY = timedelta(days=1)


@pytest.fixture
def adopt(session, start):
    """Put weights in force for everyone, or for one learner, without bringing anybody over yet."""

    def adopt(learner_id=None, weights=QUICK):
        fit = MemoryFit(
            begun_at=start, finished_at=start, outcome=Outcome.ADOPTED, learner_id=learner_id, weights=list(weights)
        )
        session.add(fit)
        session.flush()
        return fit

    return adopt


def settle(session, rules):
    replayed = settling.replay_learners(session, rules, settling.next_unsettled(session))
    settling.settle_learners(session, rules, replayed)
    return [one.learner.id for one in replayed]


def stability(session, learner, card=1):
    return queries.memory_by_card(session, learner.id, card).stability


@pytest.mark.longer
def test_memories_follow_adopted_weights_and_go_back_byte_for_byte(session, learner, review, rows, adopt):
    review(1, 3)
    before = rows()
    fit = adopt()
    assert settling.unsettled(session) == 1
    assert settle(session, learner.rules) == [learner.id]
    assert settling.unsettled(session) == 0
    assert stability(session, learner) < before[0][4]
    assert rebuild_memories(session, learner.rules) == (1, [])
    fit.reverted_at = fit.begun_at
    settle(session, learner.rules)
    assert rows() == before


def test_who_remembers_nothing_is_brought_over_at_once_and_who_is_new_begins_so(session, learner, adopt, start):
    fit = adopt()
    settling.settle_strangers(session)
    session.expire_all()
    assert session.get_one(Person, learner.id).weights_id == fit.id
    assert create_guest(session, now=start).weights_id == fit.id
    assert settling.unsettled(session) == 0


def test_weights_of_ones_own_come_before_everyones(session, learner, review, adopt):
    review(1, 3)
    own = adopt(learner.id, [*QUICK[:2], 7.5, *QUICK[3:]])
    adopt()
    settle(session, learner.rules)
    assert stability(session, learner) == 7.5
    assert learner_by_id(session, learner.id, learner.rules).weights_id == own.id


@pytest.mark.longer
def test_weights_of_a_group_come_before_everyones_and_after_ones_own(session, learner, review, adopt, start):
    review(1, 3)
    outside = Learner(create_guest(session, now=start).id, learner.rules)
    record_review(session, outside, 1, Rating.GOOD, Event("outside-0001", start), now=start)
    group = adopt(weights=[*QUICK[:2], 5.5, *QUICK[3:]])
    group.of_group = True
    session.add(FitLearner(fit_id=group.id, learner_id=learner.id))
    everyones = adopt()
    settle(session, learner.rules)
    assert (stability(session, learner), stability(session, outside)) == (5.5, QUICK[2])
    assert fit_in_force(session, None) is everyones
    assert fit_of_group(session, [learner.id]) is group
    assert fit_of_group(session, [learner.id, outside.id]) is everyones
    adopt(learner.id, [*QUICK[:2], 7.5, *QUICK[3:]])
    settle(session, learner.rules)
    assert stability(session, learner) == 7.5
    assert rebuild_memories(session, learner.rules)[1] == []


def test_who_answered_after_the_replay_is_replayed_again(session, learner, review, adopt, start):
    review(1, 3)
    adopt()
    replayed = settling.replay_learners(session, learner.rules, settling.next_unsettled(session))
    review(1, 1, start + 3 * DAY)
    settling.settle_learners(session, learner.rules, replayed)
    assert queries.memory_by_card(session, learner.id, 1).reps == 2
    assert rebuild_memories(session, learner.rules) == (1, [])


def test_a_fit_taken_back_after_the_replay_is_not_followed(session, learner, review, rows, adopt):
    review(1, 3)
    before, fit = rows(), adopt()
    replayed = settling.replay_learners(session, learner.rules, settling.next_unsettled(session))
    fit.reverted_at = fit.begun_at
    session.flush()
    settling.settle_learners(session, learner.rules, replayed)
    assert rows() == before


def test_a_rating_and_a_quiz_answer_read_before_an_adoption_follow_the_weights_after_it(
    session, learner, review, adopt, start
):
    review(1, 3)
    review(2, 3)
    stale = learner
    met = crediting.foresee_scores(session, stale, {2: 1.0}, at=start + DAY)
    new = crediting.foresee_scores(session, stale, {3: 1.0}, at=start + DAY)
    adopt()
    settle(session, learner.rules)
    record_review(session, stale, 1, Rating.GOOD, Event("late-rating", start + DAY), now=start + DAY)
    record_review(session, stale, 4, Rating.GOOD, Event("late-new-card", start + DAY), now=start + DAY)
    for number, foreseen in enumerate((met, new)):
        event = Event(f"late-quiz-{number}", start + DAY)
        crediting.record_foreseen(session, stale, foreseen, event, now=start + DAY)
    versions = session.scalars(sa.text("SELECT DISTINCT parameters FROM memory_states")).all()
    assert versions == ["fsrs-6-fit-1"]
    assert rebuild_memories(session, learner.rules) == (4, [])


def test_a_learner_read_before_weights_were_taken_back_follows_the_models_own_again(session, learner, review, adopt):
    review(1, 3)
    fit = adopt()
    settle(session, learner.rules)
    stale = learner_by_id(session, learner.id, learner.rules)
    fit.reverted_at = fit.begun_at
    settle(session, learner.rules)
    assert learner_now(session, stale) == Learner(learner.id, learner.rules)


@pytest.mark.longer
def test_only_a_few_learners_are_brought_over_at_once(session, learner, adopt, start):
    for _ in range(settling.LEARNERS_AT_ONCE + 2):
        guest = Learner(create_guest(session, now=start).id, learner.rules)
        record_review(session, guest, 1, Rating.GOOD, Event("same-for-each", start), now=start)
    adopt()
    assert len(settle(session, learner.rules)) == settling.LEARNERS_AT_ONCE
    assert settling.unsettled(session) == 2
    assert rebuild_memories(session, learner.rules)[1] == []  # in the middle of it, too
