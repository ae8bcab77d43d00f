"""Moments as texts, in UTC and as SQLite keeps them ("2026-03-02 10:00:00.000000"): their order is that of time.

A log has millions of them, and most need not be understood: the hour says the learner-day.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from quizapp.scheduling.state import Rules

HOUR = len("2026-03-02 10")
"""How much of a text names the hour."""
_SECOND = len("2026-03-02 10:00:00.")
_WHOLE = len("2026-03-02 10:00:00.000000")
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - texts name no zone, and leaving it out afterwards takes twice the time
_SECONDS = tuple(f":{second // 60:02}:{second % 60:02}." for second in range(3_600))
"""Those of an hour."""
_PLACES = {text: second for second, text in enumerate(_SECONDS)}
_THOUSANDTHS = tuple(f"{number:03}000" for number in range(1_000))
_ALMOST_AN_HOUR = timedelta(hours=1, microseconds=-1)


def moment_of(text: str) -> datetime:
    """Return the moment of a text."""
    return datetime.fromisoformat(f"{text}Z")


def text_of(moment: datetime) -> str:
    """Return a moment as a text."""
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:_WHOLE]


def text_of_ms(milliseconds: int) -> str:
    """Return a moment in milliseconds since 1970 as a text, put together from parts: in half the time."""
    hour, within = divmod(milliseconds, 3_600_000)
    second, thousandths = divmod(within, 1_000)
    return f"{_text_of_hour(hour)}{_SECONDS[second]}{_THOUSANDTHS[thousandths]}"


@lru_cache(maxsize=10_000)
def _text_of_hour(hour: int) -> str:
    return (_EPOCH + timedelta(hours=hour)).isoformat(" ", "hours")


def text_after(text: str, wait: timedelta) -> str:
    """Return the text of a moment so long after that of a text; from parts, too, where it is in the same hour."""
    second = _PLACES[text[HOUR:_SECOND]] + wait.seconds
    if second < len(_SECONDS) and not wait.days and not wait.microseconds:
        return f"{text[:HOUR]}{_SECONDS[second]}{text[_SECOND:]}"
    return (datetime.fromisoformat(text) + wait).isoformat(" ", "microseconds")


class DaysOfHours(dict[str, int | None]):
    """The learner-day of each hour, made when it is asked for; None where a day ends within it."""

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self.rules = rules

    def __missing__(self, hour: str) -> int | None:
        """Work it out from the first and the last moment of the hour."""
        begun = moment_of(f"{hour}:00:00")
        first, last = self.rules.day(begun), self.rules.day(begun + _ALMOST_AN_HOUR)
        self[hour] = day = first if first == last else None
        return day

    def of(self, text: str) -> int:
        """Return the learner-day of a moment."""
        day = self[text[:HOUR]]
        return self.rules.day(moment_of(text)) if day is None else day


class StartsOfDays(dict[int, str]):
    """The first moment of each learner-day."""

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self.rules = rules

    def __missing__(self, day: int) -> str:
        """Ask the rules."""
        self[day] = start = text_of(self.rules.start(day))
        return start
