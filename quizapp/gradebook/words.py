"""How marks and grades are said: figures, how a mark stands, and how it came about, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from quizapp.assignments.counting import State
from quizapp.assignments.models import Kind
from quizapp.assignments.wording import memory_hidden, progress_said
from quizapp.gradebook.book import Entry
from quizapp.gradebook.queries import Decided, Settings
from quizapp.grades.marks import Standing
from quizapp.kinds.base import N_
from quizapp.quizzes.terms import Counts
from quizapp.rounding import percent, rounded
from quizapp.web.rendering import show_moment

POINTS_PLACES = 2
_WHICH = {
    Counts.BEST: N_("The best attempt counts."),
    Counts.LATEST: N_("The latest attempt counts."),
    Counts.FIRST: N_("The first attempt counts."),
    Counts.MEAN: N_("The mean of all attempts counts."),
}
_STANDINGS = {
    Standing.GRADED: N_("marked"),
    Standing.MISSING: N_("missing"),
    Standing.WAITING: N_("not yet"),
    Standing.EXCUSED: N_("excused"),
}


def standings() -> dict[Standing, str]:
    """Return how each standing is said."""
    return {standing: str(_(word)) for standing, word in _STANDINGS.items()}


def points(value: float) -> str:
    """Return points with at most two decimals, rounded half up, in the reader's language."""
    return str(format_decimal(rounded(value, POINTS_PLACES) + 0.0, "#,##0.##")).replace("-", "−")


def share(value: float | None, places: int = 1) -> str:
    """Return a share in percent, rounded half up, with a space that does not break; a dash where there is none."""
    if value is None:
        return "–"
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return f"{format_decimal(percent(value, places), pattern)}\N{NO-BREAK SPACE}%"


def steps(entry: Entry, settings: Settings) -> list[str]:
    """Return how a mark came about, in the order of what decides on it."""
    return list(_steps(entry, settings))


def _steps(entry: Entry, settings: Settings) -> Iterator[str]:
    mark, decided = entry.mark, entry.decided
    if mark.standing == Standing.EXCUSED:
        yield said_of(decided.excuse, _("Excused")) if decided.excuse else _("Excused.")
        yield _("It counts neither way.")
        return
    yield from _reached(entry)
    if decided.override is not None and decided.override.value is not None:
        sentence = _("%(points)s points stand in its place", points=points(decided.override.value))
        yield said_of(decided.override, sentence)
    elif mark.standing == Standing.MISSING:
        yield _missing(entry, settings)
    yield from _standing_out(entry)


def _standing_out(entry: Entry) -> Iterator[str]:
    if entry.assignment.points <= 0:
        yield _("It is worth no points, so it counts neither way.")
    elif entry.item.is_extra:
        yield _("Its points come on top: they can only help.")


def _reached(entry: Entry) -> Iterator[str]:
    outcome, cell = entry.outcome, entry.mark.cell
    if entry.assignment.kind == Kind.QUIZ and outcome.counted:
        if len(outcome.tries) > 1:
            yield _(_WHICH[Counts(entry.assignment.counts)])
        if entry.decided.late:
            late = points(entry.decided.late.value or 0)
            taken = _("Being late takes %(percent)s\N{NO-BREAK SPACE}%% off", percent=late)
            yield said_of(entry.decided.late, taken)
    elif outcome.progress:
        yield _("Done so far: %(done)s.", done=progress_said(outcome))
    if cell.reached is not None:
        yield _(
            "%(share)s of %(possible)s points: %(reached)s.",
            share=share(outcome.share, POINTS_PLACES),
            possible=points(cell.possible),
            reached=points(cell.reached),
        )
    elif entry.mark.standing == Standing.WAITING:
        yield _waiting(entry)


def _waiting(entry: Entry) -> str:
    if entry.outcome.state == State.COMING:
        return str(_("It has not opened yet."))
    if entry.outcome.state == State.BEGUN:
        return str(_("It is going on, and counts neither way until it is done."))
    if entry.outcome.state == State.MISSED:
        return str(_("It was over before this student joined, so it counts neither way."))
    if entry.outcome.state == State.HIDDEN:
        return f"{memory_hidden()} {_('Until then it counts neither way.')}"
    return str(_("Nothing came yet, and there is time: it counts neither way."))


def _missing(entry: Entry, settings: Settings) -> str:
    closed = entry.outcome.allowed.ends_at or entry.outcome.allowed.closes_at
    until = show_moment(closed) if closed else ""
    if settings.scheme.missing_is_zero:
        return str(_("Nothing came until %(moment)s, so it counts as 0.", moment=until))
    return str(_("Nothing came until %(moment)s; by the rule of this class it counts neither way.", moment=until))


def said_of(decision: Decided, what: str) -> str:
    """Return what was decided, with who decided it, when, and why."""
    who, when = decision.by or _("somebody whose account is gone"), show_moment(decision.at)
    return str(_("%(what)s, decided by %(who)s on %(when)s: %(why)s", what=what, who=who, when=when, why=decision.text))


def late_words(days: int, kept: float) -> str:
    """Return how late an attempt was, and what it keeps."""
    if not days:
        return str(_("on time"))
    late = ngettext("%(num)d day late", "%(num)d days late", days)
    return str(_("%(late)s, keeps %(kept)s", late=late, kept=share(kept, 0)))


HISTORY = {
    "override": N_("Points by hand: %(value)s"),
    "excuse": N_("Excused"),
    "late": N_("Late takes off: %(value)s\N{NO-BREAK SPACE}%%"),
    "comment": N_("Comment"),
}
TAKEN_BACK = {
    "override": N_("Points by hand taken back"),
    "excuse": N_("No longer excused"),
    "late": N_("Late by the usual rule again"),
    "comment": N_("Comment removed"),
}


def history_words(decision: Decided) -> str:
    """Return what a decision in the history was."""
    if decision.value is None:
        return str(_(TAKEN_BACK[decision.kind]))
    return str(_(HISTORY[decision.kind], value=points(decision.value)))
