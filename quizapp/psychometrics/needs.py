"""Who in a class needs help, and by which facts: rules that a page can state, no score and no ranking. Pure."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.psychometrics.shares import Share, share_of

ABSENT_DAYS = 14
"""Days without an answer from which on somebody counts as absent; days of a holiday are not counted."""
RESTING_DAYS = 7
"""Days that a topic was not studied for, from which on what is due of it is told; without those of a holiday, too."""
Spans = Collection[tuple[int, int]]
"""The first and the last learner-day of each holiday."""
FEWEST_DUE, SHARE_DUE = 5, 2 / 3
FEWEST_ANSWERS = 5
"""Answers in a topic below which nothing is said of how well somebody knows it."""
FEWEST_OTHERS = 5
"""Classmates below which nobody is held against them."""
FAR_BELOW = 0.10
"""How far below the others the whole interval of somebody's recall lies."""
HALF, FEWEST_MET = 0.5, 10
"""Who met less than half of what the middle one met is told, where that is so much at least."""
MOST_FACTS = 3


class Sign(StrEnum):
    """What is told of somebody."""

    NOT_BEGUN = "not_begun"
    ABSENT = "absent"
    BELOW = "below"
    DUE = "due"
    FEW_MET = "few_met"


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """What somebody has met of a topic."""

    topic: str
    met: int
    """Cards that they answered at least once."""
    answers: int
    due: int
    """Cards met that wait for them."""
    last_day: int
    """Learner-day of their last answer in it."""
    recalled: float
    """How many of the cards met they are expected to recall."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is told of somebody, with what its sentence needs."""

    sign: Sign
    topic: str = ""
    count: int = 0
    of: int = 0
    day: int = 0
    share: Share | None = None
    others: float = 0.0


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody who needs help, and why."""

    student_id: int
    is_absent: bool
    """Whether they stay away, rather than learn and fall behind."""
    facts: tuple[Fact, ...]
    more: int
    """Facts that were left out."""

    @property
    def has_not_begun(self) -> bool:
        """Say whether they have not answered anything at all."""
        return self.facts[0].sign == Sign.NOT_BEGUN


def needs_of(
    standings: Mapping[int, Sequence[TopicStanding]], last_days: Mapping[int, int], today: int, off: Spans = ()
) -> list[Need]:
    """Return who needs help, in the order in which they are given; each student with the topics that they met.

    last_days holds the learner-day of the last answer of everybody who gave any, in whatever topic. Days of a holiday
    do not count as days on which nothing was done.
    """
    others = _Others(standings)
    middle = statistics.median([met for met in map(_met, standings.values()) if met] or [0])
    found = []
    for student, topics in standings.items():
        last = last_days.get(student)
        resting = [one.last_day for one in topics if _days_since(one.last_day, today, off) >= RESTING_DAYS]
        facts = [*_away(last, today, off), *_facts(topics, frozenset(resting), others, middle)]
        if facts:
            absent = facts[0].sign in {Sign.NOT_BEGUN, Sign.ABSENT}
            found.append(Need(student, absent, tuple(facts[:MOST_FACTS]), max(len(facts) - MOST_FACTS, 0)))
    return found


def _away(last: int | None, today: int, off: Spans) -> Iterator[Fact]:
    if last is None:
        yield Fact(Sign.NOT_BEGUN)
    elif (days := _days_since(last, today, off)) >= ABSENT_DAYS:
        yield Fact(Sign.ABSENT, day=last, count=days)


def _days_since(last: int, today: int, off: Spans) -> int:
    """Count the days after one up to today, without those of a holiday."""
    days = today - last
    for day in range(last + 1, today + 1) if off else ():
        days -= any(first <= day <= ends for first, ends in off)
    return days


def _facts(topics: Sequence[TopicStanding], resting: frozenset[int], others: _Others, middle: float) -> Iterator[Fact]:
    below = [fact for one in topics if (fact := others.fact_below(one))]
    yield from sorted(below, key=lambda fact: (fact.share.value - fact.others if fact.share else 0, fact.topic))
    told = {fact.topic for fact in below}
    due = [one for one in topics if one.topic not in told and one.last_day in resting and _is_left(one)]
    for one in sorted(due, key=lambda one: (-one.due, one.topic)):
        yield Fact(Sign.DUE, one.topic, one.due, one.met, one.last_day)
    met = _met(topics)
    if topics and middle >= FEWEST_MET and met < HALF * middle:
        yield Fact(Sign.FEW_MET, count=met, of=round(middle))


def _is_left(one: TopicStanding) -> bool:
    return one.due >= FEWEST_DUE and one.due >= SHARE_DUE * one.met


def _met(topics: Iterable[TopicStanding]) -> int:
    return sum(one.met for one in topics)


class _Others:
    """What a class recalls of each topic, from which anybody's own part can be taken out."""

    def __init__(self, standings: Mapping[int, Sequence[TopicStanding]]) -> None:
        self._shares: dict[str, list[float]] = {}
        for topics in standings.values():
            for one in topics:
                if one.answers >= FEWEST_ANSWERS:
                    self._shares.setdefault(one.topic, []).append(one.recalled / one.met)

    def fact_below(self, one: TopicStanding) -> Fact | None:
        """Return that somebody is far below the mean of the others; None where not, or where it is too few to say."""
        shares = self._shares.get(one.topic, [])
        if one.answers < FEWEST_ANSWERS or len(shares) - 1 < FEWEST_OTHERS:
            return None
        share = share_of(one.recalled, one.met)
        others = (sum(shares) - share.value) / (len(shares) - 1)
        if share.high >= others - FAR_BELOW:
            return None
        return Fact(Sign.BELOW, one.topic, one.met, day=one.last_day, share=share, others=others)
