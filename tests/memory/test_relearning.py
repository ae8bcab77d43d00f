from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card
from quizapp.memory import queries, relearning, services
from quizapp.memory.carry_over import carry_over_evidence
from quizapp.memory.models import MemoryState, Relearn, ReviewEvent
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.relearning import AlreadyUndoneError, Reason
from quizapp.memory.services import Event, Learner
from quizapp.review.models import CardMark
from quizapp.scheduling.relearning import SPREAD
from quizapp.scheduling.state import Rating

DAY = timedelta(days=1)


@pytest.fixture
def reason(session):
    question, version = session.execute(sa.text("SELECT question_id, id FROM question_versions LIMIT 1")).one()
    return Reason(question, version, None, "The key was wrong.")


@pytest.fixture
def klass(session, learner, start):
    """Return ten learners, each with the first eight cards in review."""
    people = [learner, *(Learner(create_guest(session, now=start).id, learner.rules) for _ in range(9))]
    for number, person in enumerate(people):
        for card in range(1, 9):
            event = Event(f"event-{number}-{card:04}", start)
            services.record_review(session, person, card, Rating.EASY, event, now=start)
    return people


@pytest.fixture
def relearn(session, learner, reason):
    """Bring cards back for everybody, and return the record."""

    def relearn(cards, now):
        plan = relearning.plan_relearn(session, cards, learner.rules, now=now)
        return relearning.relearn_cards(session, plan, reason, learner.rules, now=now)

    return relearn


@pytest.mark.longer
def test_everybody_who_remembers_a_card_gets_it_back_soon(session, klass, relearn, start):
    now = start + DAY
    record = relearn([1, 2], now)
    assert (record.memories, record.learners, record.reason) == (20, 10, "The key was wrong.")
    today = klass[0].rules.day(now)
    for person in klass:
        memories = queries.memories_by_cards(session, person.id, list(range(1, 9)))
        soon = [memories[card].due_day - today for card in (1, 2)]
        assert all(1 <= days <= SPREAD for days in soon)
        assert memories[1].stability < memories[3].stability


@pytest.mark.longer
def test_a_rebuild_finds_no_difference_and_undo_restores_every_row(session, klass, relearn, rows, start):
    before = rows()
    record = relearn([1, 2, 3], start + DAY)
    assert rows() != before
    assert rebuild_memories(session, klass[0].rules)[1] == []
    relearning.undo_relearn(session, record, klass[0].rules, person_id=None, now=start + 2 * DAY)
    assert rows() == before
    assert rebuild_memories(session, klass[0].rules)[1] == []
    assert record.undone_at == start + 2 * DAY
    with pytest.raises(AlreadyUndoneError):
        relearning.undo_relearn(session, record, klass[0].rules, person_id=None, now=start + 3 * DAY)


@pytest.mark.longer
def test_what_came_along_into_an_account_is_taken_back_there_too(session, klass, relearn, start):
    record = relearn([1], start + DAY)
    account = Learner(create_guest(session, now=start).id, klass[0].rules)
    carry_over_evidence(session, klass[3].id, account, now=start + DAY)
    before = queries.memory_by_card(session, klass[3].id, 1)
    assert queries.memory_by_card(session, account.id, 1) == before
    relearning.undo_relearn(session, record, account.rules, person_id=None, now=start + 2 * DAY)
    after = queries.memory_by_card(session, account.id, 1)
    assert after == queries.memory_by_card(session, klass[3].id, 1) != before
    assert rebuild_memories(session, account.rules)[1] == []


@pytest.mark.longer
def test_what_was_recalled_since_stays_when_a_relearn_is_taken_back(session, klass, relearn, rows, start):
    learner, now = klass[0], start + 9 * DAY
    services.record_review(session, learner, 1, Rating.GOOD, Event("event-later", now), now=now)
    without = rows()
    services.undo_last_review(session, learner, "event-undo-1", now=now)
    record = relearn([1], start + DAY)
    services.record_review(session, learner, 1, Rating.GOOD, Event("event-again", now), now=now)
    assert rows() != without
    relearning.undo_relearn(session, record, learner.rules, person_id=None, now=now)
    assert rows() == without


@pytest.mark.longer
def test_the_plan_says_what_will_be_done_and_does_nothing(session, klass, rows, start):
    before, now = rows(), start + DAY
    plan = relearning.plan_relearn(session, list(range(1, 9)), klass[0].rules, now=now)
    assert (len(plan.returns), plan.learners) == (80, 10)
    per_day = plan.per_day(klass[0].rules.day(now))
    assert sum(per_day.values()) == 80
    assert set(per_day) == set(range(1, SPREAD + 1))
    assert rows() == before
    assert session.scalar(sa.select(sa.func.count()).select_from(Relearn)) == 0


@pytest.mark.longer
@pytest.mark.parametrize("away", ["suspended", "retired"])
def test_a_card_comes_back_as_if_there_were_none_that_never_come(session, klass, relearn, start, away):
    now = start + DAY
    relearn(range(2, 9), now)

    def days():
        plan = relearning.plan_relearn(session, [1], klass[0].rules, now=now)
        return {one.learner_id: one.days for one in plan.returns}

    crowded = days()
    if away == "retired":
        session.execute(sa.update(Card).where(Card.id > 1).values(retired_at=now))
    else:
        for person in klass:
            cards = range(2, 9)
            session.add_all(CardMark(learner_id=person.id, card_id=card, suspended_at=now) for card in cards)
    session.flush()
    found = days()
    session.execute(sa.delete(MemoryState).where(MemoryState.card_id > 1))
    assert found == days() != crowded


@pytest.mark.longer
def test_cards_of_several_changes_are_spread_over_the_days(session, klass, relearn, start):
    for card in range(1, 8):
        relearn([card], start + DAY)
    due = session.execute(
        sa.text("SELECT due_day, count(*) FROM memory_states WHERE learner_id = :id AND card_id < 8 GROUP BY due_day"),
        {"id": klass[3].id},
    ).all()
    assert max(count for _day, count in due) <= 2


def test_who_is_still_learning_a_card_goes_on(session, learner, review, relearn, start):
    review(1, 3)
    assert relearn([1], start + DAY) is None
    assert session.scalars(sa.select(ReviewEvent.source)).all() == ["review"]


@pytest.mark.longer
def test_the_number_of_statements_does_not_grow_with_learners(session, klass, relearn, statements, start):
    session.execute(sa.text("DELETE FROM memory_states WHERE card_id = 2 AND learner_id != :id"), {"id": klass[0].id})
    counts = []
    for card in (1, 2):
        with statements() as ran:
            relearn([card], start + DAY)
        counts.append(len(ran))
    assert counts[0] == counts[1] <= 8


@pytest.mark.longer
def test_a_question_s_newest_relearns_come_first(session, klass, relearn, reason, start):
    records = [relearn([card], start + card * DAY) for card in (1, 2)]
    assert relearning.relearns_of_question(session, reason.question_id) == records[::-1]
    assert relearning.relearns_of_question(session, reason.question_id + 1) == []
