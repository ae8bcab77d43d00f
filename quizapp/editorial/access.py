"""Which reports and comments somebody may open: those of the banks that they work on. An id becomes a row, or 404."""

from __future__ import annotations

from flask import abort

from quizapp.accounts.access import known_visitor
from quizapp.bank.access import open_question
from quizapp.bank.roles import BankRole
from quizapp.db import db
from quizapp.editorial import comment_queries, report_queries
from quizapp.editorial.models import Comment, Report
from quizapp.web.access import or_404


def open_report(report_id: int, *, needs: BankRole = BankRole.VIEWER) -> Report:
    """Return a report of a question in whose bank the visitor has the role that is needed, or 404; or 403."""
    report = or_404(report_queries.report_by_id(db.session(), report_id))
    open_question(report.question_id, needs=needs)
    return report


def open_own_comment(comment_id: int, *, deleted: bool = False) -> Comment:
    """Return a comment that the visitor has made, and may still make; 403 for somebody else's."""
    comment = _comment(comment_id)
    if comment.author_id != known_visitor().id:
        abort(403 if comment.deleted_at is None else 404)
    if (comment.deleted_at is not None) != deleted:
        abort(404)
    return comment


def open_thread(comment_id: int) -> Comment:
    """Return the first comment of a thread, which a reviewer may settle, or 404."""
    comment = _comment(comment_id)
    if comment.thread_id is not None:
        abort(404)
    return comment


def _comment(comment_id: int) -> Comment:
    comment = or_404(comment_queries.comment_by_id(db.session(), comment_id))
    open_question(comment.question_id, needs=BankRole.REVIEWER)
    return comment
