"""Accepting an answer that came close, seen before it is done: student by student."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank.models import Origin
from quizapp.bank.roles import BankRole
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.regrades import near_misses
from quizapp.quizzes.regrades.near_misses import NotANearMissError
from quizapp.studio import access, touching
from quizapp.studio.views import bp

LONGEST_NOTE = 300


@bp.get("/questions/<int:question_id>/accepted")
@instructor_required
def preview_acceptance(question_id: int) -> ResponseReturnValue:
    """Show what accepting an answer that came close would change for each student."""
    question = access.open_question(question_id, needs=BankRole.EDITOR)
    answer = request.args.get("answer", "")
    plan = access.open_acceptance(question, answer)
    offer = touching.offer_of(db.session(), plan, known_visitor().id)
    return render_template("studio/preview_acceptance.html", question=question, answer=answer, offer=offer)


@bp.post("/questions/<int:question_id>/accepted")
@instructor_required
def accept_answer(question_id: int) -> ResponseReturnValue:
    """Accept an answer that came close, for everybody who gave it."""
    question, text = access.open_question(question_id), request.form.get("answer", "")
    authorship = Authorship(
        Origin.BROWSER, known_visitor().id, _("“%(answer)s” is accepted, too.", answer=text)[:LONGEST_NOTE]
    )
    try:
        regrade = near_misses.accept_answer(db.session(), question, text, authorship, now=utcnow())
    except NotANearMissError:
        db.session.rollback()
        flash(_("This answer is not among those that came close any more."), "problem")
    else:
        changed = regrade.changed if regrade else 0
        flash(ngettext("Accepted: %(num)d score changed.", "Accepted: %(num)d scores changed.", changed))
    db.session.commit()
    return redirect(url_for(".show_question", question_id=question_id))
