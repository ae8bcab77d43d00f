"""Pages of reports: a student says that a question is wrong, and reads what came of it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import visitor
from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.bank.models import QuestionVersion
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.editorial import pages, report_queries, reports
from quizapp.editorial.forms import ReportForm
from quizapp.editorial.models import Report
from quizapp.editorial.reports import NotDueError, ReportedError, ReviewedCard, TooManyReportsError
from quizapp.editorial.views import bp
from quizapp.kinds.flashcard import LONGEST_RECALL
from quizapp.quizzes.access import open_slot
from quizapp.quizzes.open_slots import OpenSlot
from quizapp.review.access import open_card, open_card_to_report
from quizapp.web.ids import id_of
from quizapp.web.paging import page_asked


@bp.route("/attempts/<int:attempt_id>/questions/<int:position>/report", methods=["GET", "POST"])
def report_question(attempt_id: int, position: int) -> ResponseReturnValue:
    """Let a student say that a question is wrong, once they have seen its feedback; what is sent shows none of it."""
    is_sent, form = request.method == "POST", ReportForm()
    slot = open_slot(attempt_id, position, is_covered=is_sent)
    if not (reports.was_due(slot) if is_sent else slot.shows_feedback):
        flash(_("A question is reported from its feedback: answer it first."), "problem")
        return _back(slot)
    if not form.validate_on_submit():
        report = report_queries.report_of_slot(db.session(), slot.id)
        title = asked_version(db.session(), slot.version_id).content.title
        back = url_for("quizzes.show_slot", attempt_id=attempt_id, position=position)
        return _form_page(form, report, title, back), 422 if form.errors else 200
    _keep(lambda: reports.report_question(db.session(), slot, form.complaint(), now=utcnow()))
    return _back(slot)


@bp.route("/review/cards/<int:card_id>/report", methods=["GET", "POST"])
def report_card(card_id: int) -> ResponseReturnValue:
    """Let a student say that a question is wrong whose flashcard they see, or saw until it was held back or changed."""
    card = open_card_to_report(card_id) if request.method == "POST" else open_card(card_id)
    person, form = visitor(), ReportForm()
    if person is None:
        return redirect(url_for("review.show_next"))
    typed = request.args.get("typed", "")[:LONGEST_RECALL].strip()
    back = url_for("review.show_answer", card_id=card_id, typed=typed or None)
    version_id = _version_seen(card.version)
    if not form.validate_on_submit():
        report = report_queries.report_of_card(db.session(), person.id, card_id, version_id)
        front = "\n\n".join(filter(None, (card.face.context, card.face.front)))
        shown = _form_page(form, report, front, back, version_id=version_id, waits=card.waits)
        return shown, 422 if form.errors else 200
    seen = ReviewedCard(card_id, version_id, typed)
    _keep(lambda: reports.report_card(db.session(), person.id, seen, form.complaint(), now=utcnow()))
    return redirect(url_for("review.show_next") if card.waits else back)


def _version_seen(current: AskedVersion) -> int:
    """Return the version that the form was opened with, by id, while it is one of this question; else the current."""
    seen = db.session.get(QuestionVersion, request.form.get("version", 0, type=id_of))
    return seen.id if seen is not None and seen.question_id == current.question_id else current.version_id


def _form_page(form: ReportForm, report: Report | None, title: str, back: str, **more: object) -> str:
    shown = {"report": report, "title": title, "back": back} | more
    return render_template("editorial/report_question.html", form=form, **shown)


def _keep(report: Callable[[], Report]) -> None:
    try:
        report()
    except (NotDueError, ReportedError):
        flash(_("You have reported this question already; your report is read."))
    except TooManyReportsError:
        flash(_("You have reported very much today, and all of it is read. Please go on tomorrow."), "problem")
    else:
        flash(
            _("Thank you: whoever looks after this question reads it. The answer will stand under “What I reported”.")
        )
    db.session.commit()


def _back(slot: OpenSlot) -> ResponseReturnValue:
    return redirect(url_for("quizzes.show_slot", attempt_id=slot.attempt_id, position=slot.position))


@bp.get("/reports/mine")
def list_own_reports() -> ResponseReturnValue:
    """List what this learner has reported, with what came of it."""
    shown = pages.own_reports(visitor(), page_asked(request.args))
    return render_template("editorial/list_own_reports.html", **shown)
