"""What pages say of an attempt's terms: how long it lasts, what is shown later, and how sure answers were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.quizzes.certainty import MOST, Answered, Level, levels_of, total_mark
from quizapp.quizzes.models import Slot
from quizapp.quizzes.terms import Sight, Terms, When
from quizapp.web.rendering import show_moment

SECONDS_OF_A_MINUTE = 60
SECONDS_OF_HALF_A_DAY = 43_200


@dataclass(frozen=True, slots=True)
class Timer:
    """The time of an attempt as its page says it."""

    ends_at: datetime
    left: str
    seconds: int
    extended: str
    """"60 min, extended from 30"; "" for whoever has the time of all."""
    far_seconds: ClassVar[int] = SECONDS_OF_HALF_A_DAY
    """From how many on the hour alone does not tell when it ends: a page that stays open goes by it, too."""

    @property
    def is_near(self) -> bool:
        """Say whether the hour alone tells when it ends."""
        return self.seconds < self.far_seconds


@dataclass(frozen=True, slots=True)
class CertaintyResult:
    """What certainty marking makes of an attempt."""

    mark: float
    most: float
    levels: list[Level]


def timer_of(terms: Terms | None, *, now: datetime) -> Timer | None:
    """Return the time of an attempt that ends by itself."""
    if terms is None or terms.closes_at is None:
        return None
    seconds = max(0, int((terms.closes_at - now).total_seconds()))
    return Timer(terms.closes_at, time_left(seconds), seconds, extension_of(terms))


def time_left(seconds: int) -> str:
    """Return in words how much time is left, no finer than the minute."""
    minutes = -(-seconds // SECONDS_OF_A_MINUTE)
    hours, minutes = divmod(minutes, 60)
    if hours >= 24:  # noqa: PLR2004 - hours of a day
        return str(ngettext("%(num)d day left", "%(num)d days left", hours // 24))
    if hours:
        return str(_("%(hours)d h %(minutes)d min left", hours=hours, minutes=minutes))
    return str(ngettext("%(num)d minute left", "%(num)d minutes left", minutes))


def extension_of(terms: Terms) -> str:
    """Return the time that somebody has who has more than the others."""
    if not terms.is_extended:
        return ""
    return str(_("%(minutes)d min, extended from %(usual)d", minutes=terms.minutes, usual=terms.usual_minutes))


def held_back(terms: Terms | None, sight: Sight) -> list[str]:
    """Return what a finished attempt does not show yet, or never, one sentence a moment."""
    if terms is None or sight.is_everything:
        return []
    names = {
        "score": _("your points in all"),
        "verdict": _("what was right and wrong"),
        "key": _("the right answers"),
        "explanation": _("the explanations"),
    }
    waiting = {name: getattr(terms.shows, name) for name in names if not getattr(sight, name)}
    later = [names[name] for name, when in waiting.items() if when != When.NEVER]
    never = [names[name] for name, when in waiting.items() if when == When.NEVER]
    said = []
    if later and terms.results_at is not None:
        said.append(
            _("Shown from %(moment)s on: %(what)s.", moment=show_moment(terms.results_at), what=", ".join(later))
        )
    elif later:
        said.append(_("Shown later: %(what)s.", what=", ".join(later)))
    if never:
        said.append(_("Not shown in this quiz: %(what)s.", what=", ".join(never)))
    return said


def certainty_of(slots: Sequence[Slot]) -> CertaintyResult:
    """Return the points by certainty of an attempt, and how right each level of certainty was."""
    answers = [
        Answered(one.score or 0.0, one.certainty, one.answered_at is not None) for one in slots if not one.dropped
    ]
    return CertaintyResult(total_mark(answers), MOST * len(answers), levels_of(answers))
