from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.asked import asked_version
from quizapp.bank.models import Card, Question
from quizapp.memory.models import ReviewEvent
from quizapp.memory.queries import memory_by_card
from quizapp.memory.services import Learner
from quizapp.quizzes import queries, services
from quizapp.quizzes.held_back import NoQuestionsError
from quizapp.quizzes.models import Attempt, Feedback, Quiz, Response, Slot
from quizapp.quizzes.selection import Selection
from quizapp.quizzes.services import Asked, NotRevealedError, Practice, SlotClosedError
from quizapp.scheduling.state import Rating, Rules

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)
RULES = Rules(ZoneInfo("UTC"))


@pytest.fixture
def learner(small_bank, session):
    return Learner(create_guest(session, now=NOW).id, RULES)


@pytest.fixture
def start(session, learner):
    def start(feedback=Feedback.AT_ONCE, seed=1, event_id=None, now=NOW, **selection):
        practice = Practice("A title", Selection(**({"size": 50} | selection)), feedback)
        event_id = event_id or f"attempt-{seed}-{feedback}-{now:%m%d%H}"
        return services.start_attempt(session, learner.id, practice, event_id=event_id, rng=Random(seed), now=now)

    return start


@pytest.fixture
def slot(session, learner):
    """Return the slot of a question, as it stands now."""

    def slot(attempt, key):
        for stored in queries.slots_of_attempt(session, attempt.id):
            if asked_version(session, stored.version_id).key == key:
                session.expire_all()
                return queries.slot_of_learner(session, learner.id, attempt.id, stored.position)
        raise LookupError(key)

    return slot


@pytest.fixture
def answer(session, learner, slot):
    def answer(attempt, key, answers, event_id=None, now=NOW):
        event_id = event_id or f"{key}-{answers}-{now}"
        open_slot = slot(attempt, key)
        asked = Asked(open_slot, asked_version(session, open_slot.version_id))
        marked = services.mark_answers(session, learner, asked, answers, now=now)
        services.submit_answer(session, learner, open_slot, marked, event_id=event_id, now=now)
        return marked.grade

    return answer


@pytest.fixture
def evidence(session):
    """Return the log's (rating, score) of a question's cards, in the order of the cards."""

    def evidence(key):
        statement = (
            sa.select(ReviewEvent.rating, ReviewEvent.score)
            .join(Card, Card.id == ReviewEvent.card_id)
            .join(Question)
            .where(Question.key == key)
            .order_by(ReviewEvent.id, Card.position)
        )
        return [tuple(row) for row in session.execute(statement)]

    return evidence


def card_of(session, key):
    return session.scalar(sa.select(Card.id).join(Question).where(Question.key == key).order_by(Card.position))


def test_an_attempt_draws_each_question_once(session, start):
    attempt = start()
    slots = queries.slots_of_attempt(session, attempt.id)
    assert attempt.size == len(slots) == 8
    assert len({slot.version_id for slot in slots}) == 8
    assert [slot.position for slot in slots] == list(range(1, 9))


def test_an_attempt_draws_no_more_than_was_wanted(start):
    assert start(size=3).size == 3


@pytest.mark.longer
def test_chance_decides_the_draw_and_the_order(session, start):
    drawn = [
        tuple(slot.version_id for slot in queries.slots_of_attempt(session, start(seed=seed).id)) for seed in range(6)
    ]
    assert len(set(drawn)) > 1


def test_the_same_choice_is_the_same_quiz(session, start):
    start(seed=1)
    start(seed=2)
    start(Feedback.AT_END)
    assert session.scalar(sa.select(sa.func.count()).select_from(Quiz)) == 2


def test_the_same_event_returns_the_attempt_that_it_opened(session, start):
    assert start(seed=1, event_id="event-same").id == start(seed=2, event_id="event-same").id
    assert session.scalar(sa.select(sa.func.count()).select_from(Slot)) == 8


@pytest.mark.parametrize("selection", [{"topics": ("nothing",)}, {"questions": (999,)}, {"size": 0}])
def test_a_selection_that_leaves_nothing_is_refused(session, start, selection):
    with pytest.raises(NoQuestionsError):
        start(**selection)
    assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 0


@pytest.mark.parametrize(
    ("key", "answers", "score", "rating"),
    [
        ("brokered", ("true",), 1, Rating.GOOD),
        ("brokered", ("false",), 0, Rating.AGAIN),
        ("wars", ("0", "1", "2", "3"), 1, Rating.GOOD),
        ("bodies", ("0",), 0.5, Rating.HARD),
        ("bodies", ("2",), 0, Rating.AGAIN),
    ],
)
def test_an_answer_is_evidence_for_its_card(start, answer, evidence, key, answers, score, rating):
    assert answer(start(), key, answers).score == score
    assert evidence(key) == [(rating, score)]


def test_each_part_is_evidence_for_its_own_card(start, answer, evidence):
    assert answer(start(), "offices", ("0", "1", "3", "")).score == 0.5
    assert sorted(evidence("offices")) == [(Rating.AGAIN, 0), (Rating.GOOD, 1), (Rating.GOOD, 1)]


def test_a_blank_is_no_evidence_and_never_wrong(session, learner, start, answer, evidence):
    attempt = start(Feedback.AT_END)
    grade = answer(attempt, "premier", ())
    services.finish_attempt(session, learner, attempt, now=NOW)
    assert (grade.answered, grade.score) == (False, 0)
    assert evidence("premier") == []


def test_quizzes_credit_a_card_once_a_learner_day(session, learner, start, answer):
    answer(start(seed=1), "brokered", ("true",))
    card = card_of(session, "brokered")
    first = memory_by_card(session, learner.id, card)
    answer(start(seed=2), "brokered", ("false",), now=NOW + timedelta(hours=3))
    assert memory_by_card(session, learner.id, card) == first
    answer(start(seed=3), "brokered", ("false",), now=NOW + DAY)
    later = memory_by_card(session, learner.id, card)
    assert later != first
    assert later.lapses == first.lapses + 1


@pytest.mark.longer
def test_success_never_brings_the_due_day_nearer(session, learner, start, answer):
    card = card_of(session, "brokered")
    for step in range(6):
        before = memory_by_card(session, learner.id, card)
        moment = NOW + step * DAY
        answer(start(seed=step, now=moment), "brokered", ("true",), now=moment)
        after = memory_by_card(session, learner.id, card)
        assert before is None or after.due_day >= before.due_day


def test_feedback_at_the_end_hands_evidence_down_at_the_finish_with_the_time_of_the_answer(
    session, learner, start, answer, evidence
):
    attempt = start(Feedback.AT_END)
    answer(attempt, "brokered", ("false",))
    answer(attempt, "brokered", ("true",), now=NOW + timedelta(minutes=1))
    assert evidence("brokered") == []
    services.finish_attempt(session, learner, attempt, now=NOW + DAY)
    assert evidence("brokered") == [(Rating.GOOD, 1)]
    assert session.scalars(sa.select(ReviewEvent.at)).one() == NOW + timedelta(minutes=1)


def test_finishing_adds_up_the_points_and_twice_changes_nothing(session, learner, start, answer, evidence):
    attempt = start(Feedback.AT_END)
    answer(attempt, "premier", ("0",))
    answer(attempt, "offices", ("0", "1", "3", "2"))
    for hours in (0, 1):
        services.finish_attempt(session, learner, attempt, now=NOW + timedelta(hours=hours))
    assert (attempt.score, attempt.finished_at) == (1.5, NOW)
    assert attempt.share == pytest.approx(1.5 / 8)
    assert len(evidence("offices")) == 4


def test_an_answer_at_once_stands(start, answer, session):
    attempt = start()
    answer(attempt, "premier", ("1",))
    with pytest.raises(SlotClosedError):
        answer(attempt, "premier", ("0",))
    assert session.scalar(sa.select(sa.func.count()).select_from(Response)) == 1


def send(session, learner, open_slot, answers, event_id):
    """Send an answer to a slot as it was read, maybe a while ago."""
    asked = Asked(open_slot, asked_version(session, open_slot.version_id))
    marked = services.mark_answers(session, learner, asked, answers, now=NOW)
    services.submit_answer(session, learner, open_slot, marked, event_id=event_id, now=NOW)


@pytest.mark.parametrize("second", ["event-two", "event-one"])
def test_of_two_tabs_that_both_saw_a_question_open_the_first_one_counts(session, learner, start, slot, second):
    attempt = start()
    session.commit()
    seen = slot(attempt, "premier")
    send(session, learner, seen, ("1",), "event-one")
    session.commit()
    if second == "event-one":  # a double click
        send(session, learner, seen, ("1",), second)
    else:
        with pytest.raises(SlotClosedError):
            send(session, learner, seen, ("0",), second)
        session.rollback()
    session.commit()
    assert slot(attempt, "premier").answers == ("1",)
    assert session.scalar(sa.select(sa.func.count()).select_from(Response)) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(ReviewEvent)) == 1


def test_an_attempt_that_was_finished_meanwhile_takes_no_answer(session, learner, start, slot):
    attempt = start(Feedback.AT_END)
    seen = slot(attempt, "premier")
    services.finish_attempt(session, learner, attempt, now=NOW)
    session.commit()
    with pytest.raises(SlotClosedError):
        send(session, learner, seen, ("0",), "too-late")
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Response)) == 0


def test_a_finished_attempt_takes_no_answers(session, learner, start, answer, slot):
    attempt = start(Feedback.AT_END)
    services.finish_attempt(session, learner, attempt, now=NOW)
    with pytest.raises(SlotClosedError):
        answer(attempt, "premier", ("0",))
    with pytest.raises(SlotClosedError):
        services.reveal_back(session, slot(attempt, "csto"), (), now=NOW)


def test_the_same_event_is_graded_again_but_kept_once(session, start, answer, evidence):
    attempt = start()
    grades = [answer(attempt, "premier", ("0",), event_id="event-same") for _ in range(2)]
    assert grades[0] == grades[1]
    assert session.scalar(sa.select(sa.func.count()).select_from(Response)) == 1
    assert len(evidence("premier")) == 1


def test_a_flashcard_is_rated_only_after_its_back_was_seen(session, start, answer, slot, evidence):
    attempt = start()
    with pytest.raises(NotRevealedError):
        answer(attempt, "csto", ("good", ""))
    services.reveal_back(session, slot(attempt, "csto"), ("", "typed"), now=NOW)
    services.reveal_back(session, slot(attempt, "csto"), ("", "too late"), now=NOW)
    assert slot(attempt, "csto").answers == ("", "typed")
    answer(attempt, "csto", ("hard", "typed"))
    assert evidence("csto") == [(Rating.HARD, 0.5)]


def test_marking_knows_the_names_of_the_bank(session, start, slot):
    version = asked_version(session, slot(start(), "surname").version_id)
    assert services.grade_answers(session, version, ("Pashinyan",)).score == 1
    assert services.grade_answers(session, version, ("Putin",)).score == 0


def test_the_database_refuses_to_change_a_response(session, start, answer):
    answer(start(), "premier", ("1",))
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        session.execute(sa.update(Response).values(score=1.0))
