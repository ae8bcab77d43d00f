"""Pages of review: questions that wait for it, and their way from draft to ready with what is said on it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank.access import open_question, seen_questions
from quizapp.bank.models import State
from quizapp.bank.roles import BankRole
from quizapp.bank.states import By, change_state
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.editorial import access, comments, review_queries
from quizapp.editorial.comments import EmptyCommentError, NoSuchThreadError, Remark
from quizapp.editorial.views import bp
from quizapp.web.ids import id_of
from quizapp.web.paging import Part, page_asked

NEEDS = {State.REVIEW: BankRole.EDITOR, State.READY: BankRole.REVIEWER, State.DRAFT: BankRole.REVIEWER}
"""Who asks for review changes questions; who reviews them says whether they are ready."""


@bp.get("/questions/waiting")
@instructor_required
def list_waiting() -> ResponseReturnValue:
    """List the questions that wait for somebody to look at them."""
    within = seen_questions()
    total = review_queries.count_waiting(db.session(), within)
    part = Part.near(page_asked(request.args), total, review_queries.PAGE_SIZE)
    rows = review_queries.waiting_questions(db.session(), within, part.first)
    return render_template("editorial/list_waiting.html", rows=rows, total=total, part=part)


@bp.post("/questions/<int:question_id>/state")
@instructor_required
def change_question_state(question_id: int) -> ResponseReturnValue:
    """Ask for review, say that a question is ready, or send it back with a comment."""
    wanted, remark = request.form.get("state", ""), request.form.get("remark", "").strip()
    if wanted not in set(State):
        open_question(question_id, needs=BankRole.VIEWER)
        return _back(question_id)
    state, person = State(wanted), known_visitor()
    question = open_question(question_id, needs=NEEDS[state])
    if state is State.DRAFT and question.state == State.REVIEW and not remark:
        flash(_("Please say what is missing: a question is sent back with a comment."), "problem")
        return _back(question_id)
    if remark:
        comments.add_comment(db.session(), question, Remark(person.id, remark), now=utcnow())
    if change_state(db.session(), question, state, By(person.id, remark), now=utcnow()):
        flash(_said(state))
    db.session.commit()
    return _back(question_id)


def _said(state: State) -> str:
    said = {
        State.DRAFT: _("It is a draft again: students do not get it."),
        State.REVIEW: _("It waits for review now. Until it is ready, students do not get it."),
        State.READY: _("It is ready: students get it from now on."),
    }
    return str(said[state])


@bp.post("/questions/<int:question_id>/comments")
@instructor_required
def add_comment(question_id: int) -> ResponseReturnValue:
    """Say something about a question, or answer what was said."""
    question = open_question(question_id, needs=BankRole.REVIEWER)
    text = request.form.get("text", "")
    remark = Remark(known_visitor().id, text, request.form.get("thread", type=id_of))
    try:
        comments.add_comment(db.session(), question, remark, now=utcnow())
    except EmptyCommentError:
        flash(_("A comment says something."), "problem")
    except NoSuchThreadError:
        flash(_("What you answer is gone; your answer was not kept: “%(text)s”", text=text), "problem")
    else:
        flash(_("Your comment stands there."))
    db.session.commit()
    return _back(question_id)


@bp.post("/comments/<int:comment_id>")
@instructor_required
def edit_comment(comment_id: int) -> ResponseReturnValue:
    """Say something otherwise."""
    comment = access.open_own_comment(comment_id)
    try:
        comments.edit_comment(db.session(), comment, request.form.get("text", ""), now=utcnow())
    except EmptyCommentError:
        flash(_("A comment says something. To take it back, delete it."), "problem")
    db.session.commit()
    return _back(comment.question_id)


@bp.post("/comments/<int:comment_id>/delete")
@instructor_required
def delete_comment(comment_id: int) -> ResponseReturnValue:
    """Take one's own comment back."""
    comment = access.open_own_comment(comment_id)
    comments.delete_comment(db.session(), comment, now=utcnow())
    db.session.commit()
    flash(_("Your comment is deleted. For 30 days you can bring it back here."))
    return _back(comment.question_id)


@bp.post("/comments/<int:comment_id>/restore")
@instructor_required
def restore_comment(comment_id: int) -> ResponseReturnValue:
    """Bring one's own comment back."""
    comment = access.open_own_comment(comment_id, deleted=True)
    comments.restore_comment(db.session(), comment)
    db.session.commit()
    flash(_("Your comment stands there again."))
    return _back(comment.question_id)


@bp.post("/comments/<int:comment_id>/settle")
@instructor_required
def settle_thread(comment_id: int) -> ResponseReturnValue:
    """Mark a thread as settled, or as open again."""
    comment = access.open_thread(comment_id)
    by_id = None if "open" in request.form else known_visitor().id
    comments.settle_thread(db.session(), comment, by_id, now=utcnow())
    db.session.commit()
    flash(_("The thread is open again.") if by_id is None else _("The thread is settled."))
    return _back(comment.question_id)


def _back(question_id: int) -> ResponseReturnValue:
    return redirect(url_for("studio.show_question", question_id=question_id, _anchor="review"))
