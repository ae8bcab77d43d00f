"""What the pages of progress are handed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import attrgetter

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.db import db
from quizapp.insights import queries
from quizapp.insights.charts import BarChart, Point, Value, bar_chart, point
from quizapp.insights.coming import Coming, ComingDay
from quizapp.insights.remembered import (
    CardMemory,
    Retention,
    TopicMemory,
    nearly_forgotten,
    retention_of,
    topics_of,
)
from quizapp.insights.study_days import Square, Streak, StudyWeek, squares_of, streak_of, weeks_of
from quizapp.kinds.base import CardFace
from quizapp.memory.raw_log import events_by_card
from quizapp.memory.services import Learner
from quizapp.quizzes.queries import questions_not_due
from quizapp.review.queries import faces_of_cards
from quizapp.scheduling.judging import Judged
from quizapp.scheduling.metrics import ReliabilityBin
from quizapp.scheduling.replaying import Replayer
from quizapp.scheduling.summing import Summary
from quizapp.web.rendering import show_date, show_percent


@dataclass(frozen=True, slots=True)
class WeakCard:
    """A card that is nearly forgotten, by its front."""

    card_id: int
    face: CardFace
    recall: float


@dataclass(frozen=True, slots=True)
class Progress:
    """All that the page of progress shows."""

    streak: Streak
    answers: int
    minutes: float
    squares: list[Square]
    weeks: list[StudyWeek]
    time_chart: BarChart
    retention: list[Retention]
    topics: list[TopicMemory]
    weak: list[WeakCard]
    leaves_out: bool
    """Whether cards are left out of retention, topics and weak, as a quiz asks them whose answers are not due."""


def progress_of(learner: Learner, *, now: datetime) -> Progress:
    """Return what a learner practised and remembers."""
    today, session = learner.rules.day(now), db.session()
    activity = queries.activity_by_day(session, learner.id)
    waiting = queries.cards_that_wait(session, learner.id, now=now)
    cards = queries.card_memories(session, learner.id, but_for=waiting)
    weeks = weeks_of(activity, today)
    return Progress(
        streak=streak_of(activity.keys(), today),
        answers=sum(day.answers for day in activity.values()),
        minutes=sum(day.minutes for day in activity.values()),
        squares=squares_of(activity, today),
        weeks=weeks,
        time_chart=bar_chart([_week_bar(week) for week in weeks]),
        retention=retention_of(answers_of(learner, but_for=waiting), today),
        topics=topics_of(cards, today, learner.rules.parameters),
        weak=_weak_cards(learner, cards, now),
        leaves_out=bool(waiting),
    )


def answers_of(learner: Learner, *, but_for: Collection[int]) -> list[Judged]:
    """Return what was predicted for a learner, in the order of time, with what came of it; but for some cards."""
    replayer = Replayer(learner.rules)
    logs = events_by_card(db.session().connection(), learner.id)
    answers = [replayer.judged(card_id, events) for card_id, events in logs.items() if card_id not in but_for]
    return sorted(chain.from_iterable(answers), key=attrgetter("day", "at_place"))


def _week_bar(week: StudyWeek) -> Value:
    minutes = ngettext("%(num)d minute", "%(num)d minutes", round(week.minutes))
    return Value(week.minutes, _("week of %(day)s: %(minutes)s", day=show_date(week.begins), minutes=minutes))


def _weak_cards(learner: Learner, cards: list[CardMemory], now: datetime) -> list[WeakCard]:
    covered, today = questions_not_due(db.session(), learner.id, now=now), learner.rules.day(now)
    open_cards = [card for card in cards if card.question_id not in covered]
    weakest = nearly_forgotten(open_cards, today, learner.rules.parameters)
    faces = faces_of_cards(db.session(), [card.card_id for card, _chance in weakest])
    return [WeakCard(card.card_id, faces[card.card_id], chance) for card, chance in weakest if card.card_id in faces]


def forecast_chart(coming: Coming) -> BarChart:
    """Return the bars of the coming days."""
    return bar_chart([_coming_bar(day) for day in coming.days])


def _coming_bar(day: ComingDay) -> Value:
    cards = ngettext("%(num)d card", "%(num)d cards", day.due)
    kind = "usual" if day.share >= 1 else "easy"
    drawn = {"off": day.share == 0, "lesson": day.has_lesson, "test": day.has_test}
    title = _("%(day)s: %(cards)s", day=show_date(day.on), cards=", ".join((cards, *day.notes)))
    return Value(day.due, title, kind, frozenset(name for name, is_so in drawn.items() if is_so))


@dataclass(frozen=True, slots=True)
class Prediction:
    """How well recall was predicted, with the points of its reliability plot."""

    summary: Summary
    points: list[Point]


def prediction_of(summary: Summary) -> Prediction:
    """Return how well the model predicted, beside AVG and MOVING-AVG, and its reliability."""
    most = max((one.count for one in summary.bins), default=1)
    return Prediction(
        summary, [point(one.predicted, one.recalled, one.count / most, _told(one)) for one in summary.bins]
    )


def _told(one: ReliabilityBin) -> str:
    shares = {"predicted": show_percent(one.predicted), "recalled": show_percent(one.recalled)}
    return str(
        ngettext(
            "%(num)d answer: predicted %(predicted)s, recalled %(recalled)s",
            "%(num)d answers: predicted %(predicted)s, recalled %(recalled)s",
            one.count,
            **shares,
        )
    )
