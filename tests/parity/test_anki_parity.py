"""Our memories and intervals beside those of the real anki package, on random histories."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import timedelta
from itertools import pairwise
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
    rng = Random(seed)  # noqa: S311 - a test's chance is to be replayed
    waits = gaps(rng)
    at = now - sum(waits, timedelta(0)) - timedelta(days=rng.randint(0, 40), seconds=1)
    events = []
    for wait in waits:
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


def ask_anki(cards):
    interpreter = ROOT / os.environ.get("QUIZAPP_ANKI_PYTHON", ".venv-anki/bin/python")
    if not interpreter.exists():
        pytest.fail(f"There is no {interpreter}: run `make .venv-anki` to install the anki package beside the project.")
    done = subprocess.run(
        [interpreter, WORKER],
        input=json.dumps({"cards": cards}),
        capture_output=True,
        text=True,
        env={**os.environ, "TZ": ZONE},
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
def answer(now, memories):
    today = RULES.day(now)
    cards = [
        {"id": card_id, "log": log_rows(card_id, states, events), "state": anki_state(states[-1], today)}
        for card_id, (events, states) in memories.items()
    ]
    return ask_anki(cards)


@pytest.fixture(scope="module")
def pairs(answer, memories):
    """Each card's id, our memory of it, and anki's report."""
    return [(card["id"], memories[card["id"]][1][-1], card) for card in answer["cards"]]


def test_the_learner_day_ends_when_ankis_does(answer, now):
    assert answer["today_ends_at"] == RULES.start(RULES.day(now) + 1).timestamp()


def test_stability_and_difficulty_are_ankis(pairs):
    assert len(pairs) == HISTORIES
    for card_id, memory, theirs in pairs:
        assert memory.stability == pytest.approx(theirs["stability"], rel=1e-4), card_id
        assert memory.difficulty == pytest.approx(theirs["difficulty"], rel=1e-4), card_id


def test_steps_and_their_waits_are_ankis(pairs, now):
    for card_id, memory, theirs in pairs:
        for choice, (unit, amount) in zip(
            preview(memory, at=now, card_id=card_id, rules=RULES), theirs["next"], strict=True
        ):
            if unit == "seconds":
                assert choice.memory.phase in {Phase.LEARNING, Phase.RELEARNING}
                assert choice.wait.total_seconds() == amount
            else:
                assert choice.memory.phase is Phase.REVIEW


def possible_goods(choices, theirs):
    """Return the intervals that Good may have, in days: anki tells one, unless Good leads to another step."""
    (unit, days), wanted = theirs[2], choices[2].memory.stability
    if unit == "days":
        return (days,)
    first, last = fuzz_range(plain(wanted))
    return range(first, last + 1)


def one_factor_explains(memory, choices, intervals):
    """Tell whether some fuzz factor makes our rules give exactly these intervals (None: not in days) for Hard, Good, Easy.

    Anki draws one factor for a card and uses it for all its buttons; which one it drew cannot be asked for.
    """
    in_review = memory.phase is Phase.REVIEW
    low, high, least = 0.0, 1.0, 1
    for choice, days in zip(choices[1:], intervals, strict=True):
        if days is None:
            continue
        wanted = choice.memory.stability if in_review else plain(choice.memory.stability)
        if in_review:
            least = max(least, least_interval(wanted, memory.interval_days))
        first, last = fuzz_range(wanted, least)
        low = max(low, (days - first) / (last - first + 1))
        high = min(high, (days - first + 1) / (last - first + 1))
        least = days + 1
    return low < high


def test_every_cards_intervals_are_ankis_for_one_and_the_same_fuzz_factor(pairs, now):
    unexplained = []
    for card_id, memory, theirs in pairs:
        choices, intervals = preview(memory, at=now, card_id=card_id, rules=RULES), theirs["next"]
        hard, easy = (days if unit == "days" else None for unit, days in (intervals[1], intervals[3]))
        goods = possible_goods(choices, intervals)
        if not any(one_factor_explains(memory, choices, (hard, good, easy)) for good in goods):
            unexplained.append((card_id, memory, intervals))
    assert unexplained == []


def test_intervals_too_short_for_fuzz_are_ankis_exactly(pairs, now):
    compared = 0
    for card_id, memory, theirs in pairs:
        choices = preview(memory, at=now, card_id=card_id, rules=RULES)
        for choice, (unit, days) in zip(choices, theirs["next"], strict=True):
            if unit == "days" and choice.memory.interval_days <= 2 and choice.memory.stability < 2.5:
                assert choice.memory.interval_days == days
                compared += 1
    assert compared > 5
