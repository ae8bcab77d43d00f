"""What the pages of reports show, and what other pages say of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l

from quizapp.accounts.access import known_visitor, visitor
from quizapp.accounts.visitor import Visitor
from quizapp.bank import queries as bank_queries
from quizapp.bank.access import seen_questions
from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.bank.models import Question, State
from quizapp.bank.states import StateRow, states_of_question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.editorial import comment_queries, report_queries, review_queries
from quizapp.editorial.comment_queries import Marks, Threads
from quizapp.editorial.forms import REASONS, TOLD, VERDICTS, AnswerForm
from quizapp.editorial.models import Reason, Report
from quizapp.editorial.report_queries import AskedSlot, OwnReport, ReportOrder
from quizapp.quizzes.pages import feedback_of
from quizapp.quizzes.queries import questions_not_due
from quizapp.web.paging import Part


class WithId(Protocol):
    """A row of a list of questions."""

    @property
    def id(self) -> int:
        """The question's id."""


RECENT = timedelta(days=14)
ORDERS = {
    ReportOrder.MOST: _l("most reported first"),
    ReportOrder.OLDEST: _l("oldest first"),
    ReportOrder.NEWEST: _l("newest first"),
}


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A learner's own report with what they may read of it now."""

    own: OwnReport
    is_withheld: bool
    """Whether an open quiz asks the question: what was answered may tell its key, and waits until that is finished."""

    @property
    def is_answered(self) -> bool:
        """Say whether there is an answer to be read."""
        return bool(self.own.report.verdict) and not self.is_withheld


def own_reports(person: Visitor | None, number: int) -> dict[str, Any]:
    """Return what the list of what a learner has reported shows: a page of it, the newest first."""
    session, size = db.session(), report_queries.PAGE_SIZE
    if person is None:
        return {"reports": [], "part": Part.near(1, 0, size)}
    part = Part.near(number, report_queries.count_reports_of_learner(session, person.id), size)
    found = report_queries.reports_of_learner(session, person.id, part.first)
    return {"reports": _shown(person, found), "part": part}


def reports_here(attempt_id: int) -> Mapping[int, ShownReport]:
    """Return the visitor's reports about one of their attempts, by position: for the page of its result."""
    person = visitor()
    if person is None:
        return {}
    found = report_queries.reports_of_attempt(db.session(), person.id, attempt_id)
    return dict(zip(found, _shown(person, list(found.values())), strict=True))


def _shown(person: Visitor, reports: list[OwnReport]) -> list[ShownReport]:
    withheld = questions_not_due(db.session(), person.id, now=utcnow()) if reports else frozenset()
    return [ShownReport(own, own.report.question_id in withheld) for own in reports]


def reports_sent() -> tuple[int, int]:
    """Return how many reports the visitor sent, and how many were answered in the last two weeks: for their pages."""
    person = visitor()
    return report_queries.sent_and_answered(db.session(), person.id, utcnow() - RECENT) if person else (0, 0)


def open_reports() -> int:
    """Return how many reports wait in the banks that the visitor may read: for the page of banks."""
    return report_queries.count_reports(db.session(), report_queries.is_open_report(), seen_questions())


def answer_form(report: Report) -> AnswerForm:
    """Return the form in which a report is answered, with what was answered before."""
    return AnswerForm(obj=None, verdict=report.verdict or None, text=report.answer, fixed_number=report.fixed_number)


def report_page(report: Report) -> dict[str, Any]:
    """Return what the page of a report shows: the question as it was asked, the response, the key and the marking."""
    session = db.session()
    asked = report_queries.asked_slot(session, report)
    version = asked_version(session, asked.version_id)
    return {
        "report": report,
        "asked": asked,
        "question": session.get_one(Question, report.question_id),
        "reason": REASONS[Reason(report.reason)],
        "verdicts": VERDICTS,
        "version": version,
        "source_titles": bank_queries.source_titles(session),
        **(_card(report, version) if report.slot_id is None else _slot(report, asked, version)),
    }


def _slot(report: Report, asked: AskedSlot, version: AskedVersion) -> dict[str, Any]:
    return {"card": None, **feedback_of(db.session(), version, asked.arrangement, tuple(report.answers))}


def _card(report: Report, version: AskedVersion) -> dict[str, Any]:
    """Return a reported flashcard's two sides as they were then, and what was typed."""
    faces = (face for face in version.content.cards() if version.cards.get(face.key) == report.card_id)
    return {"card": next(faces, None), "typed": "".join(report.answers)}


def waiting_questions() -> int:
    """Return how many questions wait for review in the banks that the visitor may read."""
    return review_queries.count_waiting(db.session(), seen_questions())


def threads_about(question_id: int) -> Threads:
    """Return what is said about a question, as the visitor sees it."""
    return comment_queries.threads_of_question(db.session(), question_id, known_visitor().id, now=utcnow())


def reports_about(question_id: int) -> Sequence[Report]:
    """Return the reports of a question that wait: for its own page."""
    return report_queries.open_reports_of_question(db.session(), question_id)


def state_changes(question_id: int) -> list[StateRow]:
    """Return who changed the state of a question, the newest first."""
    return states_of_question(db.session(), question_id)


def marks_at(rows: Sequence[WithId]) -> dict[int, Marks]:
    """Return what waits at each question of a list."""
    return comment_queries.marks_of_questions(db.session(), [row.id for row in rows]) if rows else {}


STATE_NAMES = {State.DRAFT: _l("draft"), State.REVIEW: _l("in review"), State.READY: _l("ready")}
STATE_MEANINGS = {
    State.DRAFT: _l("Students do not get it; its authors work on it."),
    State.REVIEW: _l("Students do not get it until somebody has looked at it."),
    State.READY: _l("Students get it."),
}
TEMPLATE_GLOBALS = {
    "waiting_questions": waiting_questions,
    "threads_about": threads_about,
    "reports_about": reports_about,
    "state_changes": state_changes,
    "marks_at": marks_at,
    "state_names": STATE_NAMES,
    "state_meanings": STATE_MEANINGS,
    "reports_here": reports_here,
    "reports_sent": reports_sent,
    "open_reports": open_reports,
    "report_reasons": REASONS,
    "report_verdicts": TOLD,
}
