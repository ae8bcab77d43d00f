"""Evidence from elsewhere, and replaying the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.evidence import credit, rating_for, replay
from quizapp.scheduling.memory import review
from quizapp.scheduling.relearning import postpone, relearn
from quizapp.scheduling.state import Evidence, OutOfOrderError, Parameters, Phase, Rating, Rules, Source

AGAIN, HARD, GOOD, EASY = Rating
RULES = Rules(ZoneInfo("Asia/Yerevan"), parameters=Parameters(fuzz=False))
FUZZED = Rules(ZoneInfo("Asia/Yerevan"))
CARD = 4_711
NOON = RULES.start(20_000) + timedelta(hours=8)
DAY = timedelta(days=1)
MOVES = {Source.RELEARN: relearn, Source.POSTPONE: postpone}
RECALLS = (Source.REVIEW, Source.QUIZ, Source.LIVE)


def credited(memory, rating, at, rules=RULES):
    return credit(memory, rating, at=at, card_id=CARD, rules=rules)


def reviewed(memory, rating, at, rules=RULES):
    return review(memory, rating, at=at, card_id=CARD, rules=rules)


def step(memory, event, rules):
    if event.source in MOVES:
        return MOVES[event.source](memory, event.days, at=event.at, rules=rules)
    answered = reviewed if event.source is Source.REVIEW else credited
    return answered(memory, event.rating, event.at, rules)


@pytest.mark.parametrize(
    ("score", "rating"), [(1, GOOD), (0.99, HARD), (0.5, HARD), (0.49, AGAIN), (0, AGAIN)]
)  # fmt: skip
def test_a_score_says_how_well_a_card_was_recalled(score, rating):
    assert rating_for(score) is rating


# ---- success


def test_a_right_answer_to_a_card_never_seen_skips_the_steps():
    memory = credited(None, GOOD, NOON)
    assert (memory.phase, memory.interval_days, memory.reps, memory.credited_day) == (Phase.REVIEW, 2, 1, 20_000)


def test_a_right_answer_skips_the_steps_that_a_card_is_in():
    learning = reviewed(None, AGAIN, NOON)
    relearning = reviewed(reviewed(None, EASY, NOON), AGAIN, NOON + 8 * DAY)
    assert credited(learning, GOOD, NOON + DAY).phase is Phase.REVIEW
    assert credited(relearning, HARD, NOON + 9 * DAY).phase is Phase.REVIEW


def test_a_right_answer_when_due_counts_like_a_review():
    memory = reviewed(None, EASY, NOON)
    assert credited(memory, GOOD, NOON + 8 * DAY).stability == reviewed(memory, GOOD, NOON + 8 * DAY).stability


def test_a_right_answer_never_brings_the_due_day_nearer():
    patient = Rules(RULES.zone, parameters=Parameters(desired_retention=0.8, fuzz=False))
    memory = reviewed(None, EASY, NOON, patient)
    after = credited(memory, HARD, NOON + 2 * DAY)
    assert reviewed(memory, HARD, NOON + 2 * DAY).due_day < memory.due_day
    assert after.stability > memory.stability
    assert (after.due_day, after.due_at) == (memory.due_day, memory.due_at)
    assert after.last_day + after.interval_days == after.due_day


def test_a_right_answer_on_a_day_of_flashcards_says_nothing_new():
    memory = reviewed(None, EASY, NOON)
    assert credited(memory, GOOD, NOON + timedelta(hours=5)) is memory


# ---- failure


def test_a_wrong_answer_sends_a_card_back_to_the_steps():
    memory = reviewed(None, EASY, NOON)
    after = credited(memory, AGAIN, NOON + 3 * DAY)
    assert (after.phase, after.lapses, after.interval_days) == (Phase.RELEARNING, 1, 0)
    assert after.due_at == NOON + 3 * DAY + timedelta(minutes=10)
    assert credited(None, AGAIN, NOON).phase is Phase.LEARNING


def test_a_wrong_answer_counts_even_on_a_day_of_flashcards():
    memory = reviewed(None, EASY, NOON)
    assert credited(memory, AGAIN, NOON + timedelta(hours=5)).phase is Phase.RELEARNING


# ---- once a day


@pytest.mark.parametrize("first", [AGAIN, HARD, GOOD])
@pytest.mark.parametrize("second", [AGAIN, HARD, GOOD])
def test_one_answer_counts_a_learner_day(first, second):
    memory = credited(None, first, NOON)
    assert credited(memory, second, NOON + timedelta(hours=3)) is memory
    assert credited(memory, second, NOON + timedelta(hours=15, minutes=59)) is memory  # a minute before four at night
    assert credited(memory, second, NOON + timedelta(hours=16)).reps == 2


def test_flashcards_of_the_same_day_do_not_open_the_day_for_another_answer():
    memory = reviewed(credited(None, AGAIN, NOON), GOOD, NOON + timedelta(hours=1))
    assert memory.credited_day == 20_000
    assert credited(memory, AGAIN, NOON + timedelta(hours=2)) is memory


def test_an_answer_older_than_the_last_evidence_is_refused():
    memory = reviewed(None, EASY, NOON)
    with pytest.raises(OutOfOrderError):
        credited(memory, GOOD, NOON - timedelta(seconds=1))


# ---- replay


def test_an_empty_log_leaves_no_memory():
    assert replay([], card_id=CARD, rules=RULES) is None


def test_a_late_event_is_put_in_its_place():
    in_time = [
        Evidence(GOOD, NOON, log_id=1),
        Evidence(GOOD, NOON + DAY, log_id=2),
        Evidence(AGAIN, NOON + 3 * DAY, log_id=3),
    ]
    late = [in_time[0], in_time[2], Evidence(GOOD, NOON + DAY, log_id=4)]
    assert replay(late, card_id=CARD, rules=RULES) == replay(in_time, card_id=CARD, rules=RULES)


def test_events_of_one_moment_are_replayed_as_they_were_recorded():
    log = [Evidence(AGAIN, NOON, log_id=9), Evidence(GOOD, NOON, log_id=10)]
    expected = reviewed(reviewed(None, AGAIN, NOON), GOOD, NOON)
    assert replay(log, card_id=CARD, rules=RULES) == replay(log[::-1], card_id=CARD, rules=RULES) == expected


def test_a_card_moved_before_it_was_ever_recalled_is_a_card_never_seen():
    assert replay([Evidence(None, NOON, Source.RELEARN, days=3)], card_id=CARD, rules=RULES) is None


def test_a_recall_without_a_rating_is_an_error():
    with pytest.raises(ValueError, match="rating"):
        replay([Evidence(None, NOON)], card_id=CARD, rules=RULES)


def test_an_event_left_out_is_as_if_it_had_never_been():
    log = [Evidence(GOOD, NOON, log_id=1), Evidence(GOOD, NOON + DAY, log_id=2)]
    undone = [*log, Evidence(AGAIN, NOON + 4 * DAY, log_id=3)]
    assert replay(undone[:-1], card_id=CARD, rules=RULES) == replay(log, card_id=CARD, rules=RULES)


# ---- laws

WAITS = st.one_of(
    st.timedeltas(timedelta(0), timedelta(minutes=30)),
    st.timedeltas(timedelta(hours=1), timedelta(hours=30)),
    st.timedeltas(timedelta(days=1), timedelta(days=200)),
)


@st.composite
def logs(draw):
    """Draw a card's log in order of time: a recall, then more of them and days that were moved."""
    event = st.tuples(WAITS, st.sampled_from(Rating), st.sampled_from((*RECALLS, *MOVES)))
    drawn = [draw(st.tuples(WAITS, st.sampled_from(Rating), st.sampled_from(RECALLS)))]
    drawn += draw(st.lists(event, max_size=11))
    at, log = datetime(2026, 1, 5, 9, 30, tzinfo=UTC), []
    for log_id, (wait, rating, source) in enumerate(drawn, start=1):
        at += wait
        if source in MOVES:
            log.append(Evidence(None, at, source, log_id, days=rating * 3))
            continue
        # Quizzes and live rounds never say Easy.
        log.append(Evidence(rating if source is Source.REVIEW else min(rating, GOOD), at, source, log_id))
    return log


@pytest.mark.longer
@given(logs(), st.randoms(use_true_random=False))
def test_replaying_the_log_in_any_order_gives_exactly_the_stored_memory(log, random):
    memory = None
    for event in log:
        memory = step(memory, event, FUZZED)
    shuffled = list(log)
    random.shuffle(shuffled)
    assert replay(shuffled, card_id=CARD, rules=FUZZED) == memory


@pytest.mark.longer
@given(logs(), WAITS, st.sampled_from([HARD, GOOD]))
def test_no_success_in_a_quiz_makes_a_card_due_earlier(log, wait, rating):
    memory = replay(log, card_id=CARD, rules=FUZZED)
    after = credited(memory, rating, log[-1].at + wait, FUZZED)
    assert after.due_day >= memory.due_day
    assert after is memory or after.due_at >= memory.due_at
    assert after is memory or after.phase is Phase.REVIEW


@pytest.mark.longer
@given(logs(), st.lists(st.sampled_from([AGAIN, HARD, GOOD]), min_size=2, max_size=6))
def test_quizzes_of_one_day_change_a_memory_at_most_once(log, ratings):
    memory = replay(log, card_id=CARD, rules=FUZZED)
    at = FUZZED.start(FUZZED.day(memory.last_at) + 1)
    first = credited(memory, ratings[0], at, FUZZED)
    after = first
    for rating in ratings[1:]:
        at += timedelta(minutes=10)
        after = credited(after, rating, at, FUZZED)
    assert after is first
    assert first.reps == memory.reps + 1
