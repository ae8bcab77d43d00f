"""How a class or a student forgets each topic from today on, if nothing is studied. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quizapp.forecasts.drawing import CurveChart, curve_chart
from quizapp.forecasts.queries import TopicCurve

AHEAD = (0, 1, 3, 7, 14, 28, 56)
"""Days from today on which recall is worked out; a curve is bent most at its beginning."""
DRAWN = 3
"""Topics that are drawn beside all of them together: those that are forgotten most."""


@dataclass(frozen=True, slots=True)
class TopicForecast:
    """How one topic is forgotten."""

    topic: str
    met: int
    """Cards met, added up over the students."""
    of: int
    """Cards that could have been met by all of them."""
    shares: tuple[float, ...]
    """Recall of the cards met, day by day."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """How topics are forgotten, with the curves."""

    days: tuple[date, ...]
    asked: int
    """The place of the day asked about among them."""
    whole: TopicForecast | None
    """All topics; None where nothing was met."""
    topics: tuple[TopicForecast, ...]
    """The one forgotten most on the day asked about first."""
    chart: CurveChart | None

    @property
    def drawn(self) -> tuple[TopicForecast, ...]:
        """Return the topics that have a curve."""
        return self.topics[:DRAWN] if len(self.topics) > 1 else ()


def days_ahead(today: date, on: date) -> list[int]:
    """Return the days from today on which recall is worked out, the one asked about among them."""
    return sorted({*AHEAD, (on - today).days})


def forecast_of(
    curves: Sequence[TopicCurve], cards: Mapping[str, int], students: int, *, today: date, on: date
) -> Forecast:
    """Return how topics are forgotten, from what is recalled of each on the days of days_ahead."""
    ahead = days_ahead(today, on)
    asked = ahead.index((on - today).days)
    topics = sorted(
        (_topic(one.topic, [one], cards.get(one.topic, 0) * students) for one in curves),
        key=lambda one: (one.shares[asked], one.topic),
    )
    whole = _topic("", curves, sum(cards.values()) * students) if curves else None
    found = Forecast(tuple(today + timedelta(days=day) for day in ahead), asked, whole, tuple(topics), None)
    if whole is None:
        return found
    drawn = [(one.topic, one.shares) for one in (whole, *found.drawn)]
    return Forecast(found.days, asked, whole, found.topics, curve_chart(drawn, ahead, ahead[asked]))


def _topic(topic: str, curves: Sequence[TopicCurve], of: int) -> TopicForecast:
    met = sum(one.met for one in curves)
    days = zip(*(one.recalled for one in curves), strict=True)
    return TopicForecast(topic, met, of, tuple(sum(recalled) / met for recalled in days))
