"""Pages for those who work on banks: the reports of students, and answering them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank.access import seen_questions
from quizapp.bank.roles import BankRole
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.editorial import access, pages, report_queries, reports
from quizapp.editorial.forms import AnswerForm
from quizapp.editorial.models import Verdict
from quizapp.editorial.report_queries import ReportOrder, ReportsWanted
from quizapp.editorial.reports import Answer, NoSuchVersionError
from quizapp.web.headers import keep_no_reply
from quizapp.web.paging import Part, page_asked

bp = Blueprint("editorial", __name__)
bp.app_context_processor(lambda: pages.TEMPLATE_GLOBALS)


@bp.get("/reports")
@instructor_required
def list_reports() -> ResponseReturnValue:
    """List what students report about the questions that somebody works on."""
    order = request.args.get("sort", "")
    wanted = ReportsWanted(
        seen_questions(),
        is_open=request.args.get("state") != "closed",
        order=ReportOrder(order) if order in set(ReportOrder) else ReportOrder.MOST,
    )
    total = report_queries.count_reports(db.session(), *wanted.conditions)
    part = Part.near(page_asked(request.args), total, report_queries.PAGE_SIZE)
    rows = report_queries.reports_wanted(db.session(), wanted, part.first)
    keep_no_reply()
    shown = {"rows": rows, "total": total, "part": part, "wanted": wanted, "orders": pages.ORDERS}
    return render_template("editorial/list_reports.html", **shown)


@bp.get("/reports/<int:report_id>")
@instructor_required
def show_report(report_id: int) -> ResponseReturnValue:
    """Show a report with the question as the student had it, their response, and how it was marked."""
    report = access.open_report(report_id)
    keep_no_reply()
    return render_template("editorial/show_report.html", form=pages.answer_form(report), **pages.report_page(report))


@bp.post("/reports/<int:report_id>")
@instructor_required
def answer_report(report_id: int) -> ResponseReturnValue:
    """Close a report with a sentence for the student."""
    report, form = access.open_report(report_id, needs=BankRole.REVIEWER), AnswerForm()
    if not form.validate():
        return render_template("editorial/show_report.html", form=form, **pages.report_page(report)), 422
    answer = Answer(Verdict(form.verdict.data), form.text.data, known_visitor().id, form.fixed_number.data)
    others = form.with_others.data
    try:
        count = reports.answer_report(db.session(), report, answer, with_others=others, now=utcnow())
    except NoSuchVersionError:
        form.fixed_number.errors = [_("This question has no such version.")]
        return render_template("editorial/show_report.html", form=form, **pages.report_page(report)), 422
    db.session.commit()
    flash(ngettext("%(num)d report is answered.", "%(num)d reports are answered.", count))
    return redirect(url_for(".list_reports"))


@bp.post("/reports/<int:report_id>/reopen")
@instructor_required
def reopen_report(report_id: int) -> ResponseReturnValue:
    """Let a report wait for an answer again."""
    reports.reopen_report(db.session(), access.open_report(report_id, needs=BankRole.REVIEWER))
    db.session.commit()
    flash(_("The report is open again."))
    return redirect(url_for(".show_report", report_id=report_id))
