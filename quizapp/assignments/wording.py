"""What pages say of assignments: their kinds and states, their dates by the clock of the class, their terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

from quizapp.assignments.counting import Outcome, State
from quizapp.assignments.deadlines import Allowed, Phase
from quizapp.assignments.models import Assignment, Kind
from quizapp.assignments.settings import CardsSettings, Goal, LateRule, QuizSettings, ReadingSettings, settings_of
from quizapp.quizzes.terms import Counts, When
from quizapp.web.day_patterns import WEEKDAY, WEEKDAY_AND_DAY, own

NEAR_DAYS = 180
"""Within so many days a date needs no year."""


def kind_names() -> Mapping[str, str]:
    """Return the names of the kinds."""
    return {Kind.QUIZ: _("Quiz"), Kind.CARDS: _("Flashcards"), Kind.READING: _("Reading")}


def state_names() -> Mapping[str, str]:
    """Return the names of how far somebody is."""
    return {
        State.EXCUSED: _("excused"),
        State.COMING: _("not open yet"),
        State.OPEN: _("to do"),
        State.BEGUN: _("begun"),
        State.DONE: _("done"),
        State.MISSED: _("missed"),
        State.HIDDEN: _("not shown"),
    }


def memory_hidden() -> str:
    """Return why it is not shown what somebody remembers."""
    return str(
        _("What a student remembers is shown once they say that this is their class: a list brought their account in.")
    )


def phase_names() -> Mapping[str, str]:
    """Return the names of where an assignment stands by the clock."""
    return {
        Phase.COMING: _("not open yet"),
        Phase.OPEN: _("open"),
        Phase.LATE: _("closed, accepted late"),
        Phase.CLOSED: _("closed"),
    }


def local_moment(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment by the clock of a class."""
    pattern = f"{own(WEEKDAY_AND_DAY)}, HH:mm"
    return str(format_datetime(moment.astimezone(zone), pattern, rebase=False)) if moment else ""


def local_time(moment: datetime, zone: ZoneInfo) -> str:
    """Return the time of a moment by the clock of a class, for what ends today or tomorrow."""
    return str(format_datetime(moment.astimezone(zone), "HH:mm", rebase=False))


def near_moment(moment: datetime, zone: ZoneInfo, *, now: datetime) -> str:
    """Return a moment by the clock of a class as one speaks of it: today, tomorrow, or by its day."""
    there = moment.astimezone(zone)
    days = (there.date() - now.astimezone(zone).date()).days
    if days in (0, 1):
        clock = format_datetime(there, "HH:mm", rebase=False)
        return str(_("tomorrow, %(time)s", time=clock) if days else _("today, %(time)s", time=clock))
    return (
        str(format_datetime(there, f"{own(WEEKDAY)}, HH:mm", rebase=False))
        if 0 < days < NEAR_DAYS
        else local_moment(moment, zone)
    )


def terms_told(assignment: Assignment, allowed: Allowed, zone: ZoneInfo) -> list[str]:
    """Return what a student is told before they begin, a sentence each."""
    settings = settings_of(assignment.kind, assignment.settings)
    told = _dates(allowed, zone)
    if isinstance(settings, QuizSettings):
        return [*_quiz(settings, allowed), *told, *_late(settings, allowed, zone), *_shown(settings)]
    return [*(_goal(settings) if isinstance(settings, CardsSettings) else _reading(settings)), *told]


def _dates(allowed: Allowed, zone: ZoneInfo) -> list[str]:
    told = []
    if allowed.opens_at is not None:
        told.append(_("It opens on %(moment)s.", moment=local_moment(allowed.opens_at, zone)))
    if allowed.closes_at is not None:
        told.append(_("It closes on %(moment)s.", moment=local_moment(allowed.closes_at, zone)))
    return told


def _quiz(quiz: QuizSettings, allowed: Allowed) -> list[str]:
    told = [str(ngettext("%(num)d question.", "%(num)d questions.", quiz.size))]
    if allowed.minutes and allowed.usual_minutes and allowed.minutes > allowed.usual_minutes:
        usual = allowed.usual_minutes
        told.append(_("Time: %(minutes)d min, extended from %(usual)d.", minutes=allowed.minutes, usual=usual))
    elif allowed.minutes:
        told.append(_("Time: %(minutes)d min. It ends by itself, and what is saved counts.", minutes=allowed.minutes))
    names = {
        Counts.BEST: _("the best counts"),
        Counts.LATEST: _("the latest counts"),
        Counts.FIRST: _("the first counts"),
        Counts.MEAN: _("the mean of all counts"),
    }
    if allowed.attempts is None:
        told.append(_("As many attempts as you like; %(which)s.", which=names[quiz.counts]))
    elif allowed.attempts > 1:
        told.append(_("%(number)d attempts; %(which)s.", number=allowed.attempts, which=names[quiz.counts]))
    else:
        told.append(_("One attempt."))
    if quiz.certainty:
        told.append(_("With each answer you say how sure you are: right gives 1, 2 or 3 points, wrong 0, −2 or −6."))
    return told


def _late(quiz: QuizSettings, allowed: Allowed, zone: ZoneInfo) -> list[str]:
    if quiz.late.rule == LateRule.REFUSE or allowed.ends_at is None:
        return []
    until = local_moment(allowed.ends_at, zone)
    if quiz.late.rule == LateRule.ACCEPT:
        return [_("Late work is accepted until %(moment)s.", moment=until)]
    sentence = _(
        "Late work loses %(percent)d\N{NO-BREAK SPACE}%% for each day begun, and is accepted until %(moment)s.",
        percent=quiz.late.percent_per_day,
        moment=until,
    )
    return [sentence]


def _shown(quiz: QuizSettings) -> list[str]:
    whens = {
        When.AT_ONCE: _("after each answer"),
        When.AFTER_SUBMISSION: _("when you have finished"),
        When.AFTER_CLOSING: _("after the closing"),
    }
    names = {
        "score": _("your points"),
        "verdict": _("what was right and wrong"),
        "key": _("the right answers"),
        "explanation": _("the explanations"),
    }
    told = []
    for when, said in whens.items():
        shown = [name for field, name in names.items() if _moment(field, getattr(quiz, field)) == when]
        if shown:
            told.append(_("You see %(what)s %(when)s.", what=_listed(shown), when=said))
    return told


def _listed(things: list[str]) -> str:
    *some, last = things
    return str(_("%(some)s and %(last)s", some=", ".join(some), last=last)) if some else last


def _moment(field: str, when: When) -> When:
    return When.AFTER_SUBMISSION if field == "score" and when == When.AT_ONCE else when


def _goal(cards: CardsSettings) -> list[str]:
    told = {
        Goal.CARDS: ngettext("Rate %(num)d flashcard.", "Rate %(num)d flashcards.", cards.target),
        Goal.MINUTES: ngettext("Study cards for %(num)d minute.", "Study cards for %(num)d minutes.", cards.target),
        Goal.RETENTION: _(
            "Remember %(percent)d\N{NO-BREAK SPACE}%% of the cards at the closing, as the memory model expects.",
            percent=cards.target,
        ),
    }
    return [str(told[cards.goal])]


def _reading(reading: ReadingSettings) -> list[str]:
    told = [str(ngettext("%(num)d passage to read.", "%(num)d passages to read.", len(reading.passages)))]
    if reading.minutes:
        told.append(str(ngettext("About %(num)d minute.", "About %(num)d minutes.", reading.minutes)))
    return told


def progress_said(outcome: Outcome) -> str:
    """Return what was done of a goal or a reading."""
    done, _slash, wanted = outcome.progress.partition("/")
    if wanted.endswith("%"):
        return str(_("%(done)s, aim: %(wanted)s", done=done, wanted=wanted))
    return str(_("%(done)s of %(wanted)s", done=done, wanted=wanted))
