"""Our memories and intervals beside those of the real anki package, on random histories."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import timedelta
from itertools import pairwise, product
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from quizapp.clock import utcnow
from quizapp.scheduling.fuzz import fuzz_range, least_interval, plain
from quizapp.scheduling.memory import preview, review
from quizapp.scheduling.state import Parameters, Phase, Rating, Rules

pytestmark = [pytest.mark.anki, pytest.mark.slow]

ZONE = "Asia/Yerevan"
RULES = Rules(ZoneInfo(ZONE), parameters=Parameters(fuzz=False))
HISTORIES = 200
FIRST_CARD = 1_700_000_000_000
KINDS = {Phase.NEW: 0, Phase.LEARNING: 0, Phase.REVIEW: 1, Phase.RELEARNING: 2}
TYPES = {Phase.LEARNING: 1, Phase.REVIEW: 2, Phase.RELEARNING: 3}

NEARLY = 3e-4
"""By what share anki's intervals can be off: it counts in 32 bits, and stores stability and decay rounded."""

WORKER = Path(__file__).with_name("anki_worker.py")
ROOT = WORKER.parents[2]


def gaps(rng):
    """Draw waits between reviews: of minutes, over a night (and so over the roll-over), of days and months."""
    longest = rng.choice((3, 20, 120))
    kinds = (
        lambda: timedelta(seconds=rng.randint(30, 2_000)),
        lambda: timedelta(hours=rng.randint(1, 30), seconds=rng.randint(0, 3_599)),
        lambda: timedelta(days=rng.randint(1, longest), seconds=rng.randint(0, 86_399)),
    )
    return [rng.choice(kinds)() for _ in range(rng.randint(1, 15))]


def history(seed, now):
    """Return random (moment, rating) pairs of which the last is up to 40 days past."""
    rng = Random(seed)
    waits = gaps(rng)
    at = now - sum(waits, timedelta(0)) - timedelta(days=rng.randint(0, 40), seconds=1)
    events = []
    for wait in waits:
        if RULES.day(at) != RULES.day(at - timedelta(seconds=1)):  # anki counts a day's first second to the day before
            at += timedelta(seconds=1)
        events.append((at, rng.choices(list(Rating), weights=(2, 1, 5, 1))[0]))
        at += wait
    return events


def replayed(card_id, events):
    """Return the memories after each event, with what came before the first."""
    memories = [None]
    for at, rating in events:
        memories.append(review(memories[-1], rating, at=at, card_id=card_id, rules=RULES))
    return memories


def log_rows(card_id, memories, events):
    """Return anki's log of a history; its ids are milliseconds and must differ between cards."""
    rows = []
    for (before, after), (at, rating) in zip(pairwise(memories), events, strict=True):
        interval = after.interval_days or -round((after.due_at - at).total_seconds())
        kind = KINDS[before.phase if before else Phase.NEW]
        rows.append((int(at.timestamp()) * 1000 + (card_id - FIRST_CARD), int(rating), interval, kind))
    return rows


def anki_state(memory, today):
    """Return the columns of anki's card that say the same as a memory."""
    state = {"type": TYPES[memory.phase], "reps": memory.reps, "lapses": memory.lapses, "ivl": memory.interval_days}
    if memory.phase is Phase.REVIEW:
        return state | {"queue": 2, "due": memory.due_day - today, "left": 0}
    parameters = RULES.parameters
    steps = parameters.learning_steps if memory.phase is Phase.LEARNING else parameters.relearning_steps
    left = len(steps) - memory.step
    return state | {"queue": 1, "due": int(memory.due_at.timestamp()), "left": left * 1001}


def ask_anki(cards, *, fuzz):
    interpreter = ROOT / os.environ.get("QUIZAPP_ANKI_PYTHON", ".venv-anki/bin/python")
    if not interpreter.exists():
        pytest.fail(f"There is no {interpreter}: run `make .venv-anki` to install the anki package beside the project.")
    # In its test mode anki draws no fuzz; nothing else of what is asked here depends on it.
    done = subprocess.run(
        [interpreter, WORKER],
        input=json.dumps({"cards": cards}),
        capture_output=True,
        text=True,
        env={**os.environ, "TZ": ZONE} | ({} if fuzz else {"ANKI_TEST_MODE": "1"}),
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def now():
    return utcnow()


@pytest.fixture(scope="module")
def memories(now):
    histories = {FIRST_CARD + seed: history(seed, now) for seed in range(HISTORIES)}
    return {card_id: (events, replayed(card_id, events)) for card_id, events in histories.items()}


@pytest.fixture(scope="module")
def cards(now, memories):
    today = RULES.day(now)
    return [
        {"id": card_id, "log": log_rows(card_id, states, events), "state": anki_state(states[-1], today)}
        for card_id, (events, states) in memories.items()
    ]


@pytest.fixture(scope="module")
def answer(cards):
    return ask_anki(cards, fuzz=False)


@pytest.fixture(scope="module")
def buttons(answer, memories, now):
    """Each button of each card: the memory before, our choice, and anki's unit and amount."""
    return list(each_button(answer, memories, now))


def each_button(answer, memories, now):
    for card in answer["cards"]:
        memory = memories[card["id"]][1][-1]
        choices = preview(memory, at=now, card_id=card["id"], rules=RULES)
        for choice, (unit, amount) in zip(choices, card["next"], strict=True):
            yield memory, choice, unit, amount


def test_the_learner_day_ends_when_ankis_does(answer, now):
    assert answer["today_ends_at"] == RULES.start(RULES.day(now) + 1).timestamp()


def test_stability_and_difficulty_are_ankis(answer, memories):
    assert len(answer["cards"]) == HISTORIES
    for card in answer["cards"]:
        memory = memories[card["id"]][1][-1]
        assert memory.stability == pytest.approx(card["stability"], rel=2e-5), card
        assert memory.difficulty == pytest.approx(card["difficulty"], rel=2e-5), card


def test_a_button_leads_to_a_step_where_ankis_does_and_waits_as_long(buttons):
    for memory, choice, unit, amount in buttons:
        assert (unit == "days") == (choice.memory.phase is Phase.REVIEW), memory
        if unit == "seconds":
            assert choice.wait.total_seconds() == amount, memory


def near(choice):
    """Return our wish for a button's interval in days, and what anki's rounding could make of it."""
    return [choice.memory.stability * factor for factor in (1 - NEARLY, 1, 1 + NEARLY)]


def test_an_interval_in_days_is_ankis(buttons):
    exact, compared = 0, 0
    for memory, choice, unit, days in buttons:
        if unit == "days":
            compared += 1
            exact += days == choice.memory.interval_days
            halfway = len({plain(days) for days in near(choice)}) > 1
            assert abs(days - choice.memory.interval_days) <= halfway, (memory, choice)
    assert compared > HISTORIES
    assert exact >= 0.98 * compared


def possible_days(memory, choice, below):
    """Return the days that our fuzz allows for a button, given those that anki's next lower button may have got."""
    days = set()
    for wanted, lower in product(near(choice), below):
        if memory.phase is Phase.REVIEW:
            first, last = fuzz_range(wanted, max(least_interval(wanted, memory.interval_days), lower + 1))
        else:
            first, last = fuzz_range(plain(wanted), lower + 1)
        days.update(range(first, last + 1))
    return days


def possible_below(memory, choice, unit, days):
    """Return the days that anki may count the next button from: for Easy after the steps it draws an unrounded Good."""
    if memory.phase is Phase.REVIEW or choice.rating is not Rating.GOOD:
        return {days if unit == "days" else 0}
    ranges = [fuzz_range(wanted) for wanted in near(choice)]
    return {day for first, last in ranges for day in range(first, last + 1)} | {days if unit == "days" else 1}


def test_a_fuzzed_interval_of_ankis_lies_in_our_range(cards, memories, now):
    outside, below, moved = [], {0}, 0
    for memory, choice, unit, days in each_button(ask_anki(cards, fuzz=True), memories, now):
        # Hard and the first Good after the steps have no lower button in days.
        counted_from = {0} if choice.rating <= Rating.HARD else below
        if unit == "days":
            moved += days != choice.memory.interval_days
            if days not in possible_days(memory, choice, counted_from):
                outside.append((memory, choice, days))
        below = possible_below(memory, choice, unit, days)
    assert outside == []
    assert moved > HISTORIES / 2
