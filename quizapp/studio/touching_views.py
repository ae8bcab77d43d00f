"""What a change touches: the page that asks after an edit, grading again, bringing cards back, and the way back."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank.models import Question, QuestionVersion
from quizapp.bank.roles import BankRole
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory import relearning
from quizapp.memory.access import rules_of_app
from quizapp.memory.relearning import Reason
from quizapp.quizzes.models import Regrade
from quizapp.quizzes.regrades import keeping, records, regrading
from quizapp.quizzes.regrades.plan import FOR_ALL, Rule
from quizapp.quizzes.regrades.regrading import Decision, LaterRegradeError
from quizapp.studio import accepting, access, settling, touching
from quizapp.studio.views import bp
from quizapp.web.paging import Part, page_asked

LONGEST_REASON = 300


@bp.get("/questions/<int:question_id>/touches")
@instructor_required
def show_touches(question_id: int) -> ResponseReturnValue:
    """Show what the last change of a question touches, and offer what can be done about it."""
    question = access.open_question(question_id, needs=BankRole.EDITOR)  # it names students
    old = _since(question, request.args.get("since", ""))
    now, rules = utcnow(), rules_of_app(current_app)
    touches = touching.touches_of(db.session(), question, old, known_visitor().id, rules, now=now)
    today = rules.day(now)
    return render_template("studio/show_touches.html", question=question, touches=touches, today=today, rules=Rule)


def _since(question: Question, number: str) -> QuestionVersion:
    """Return the version that a change began from; without a number, the one before the current."""
    if number.isascii() and number.isdigit() and len(number) < len("1" * 9):
        return access.open_version(question, int(number))
    return access.open_version(question, max(question.current_number - 1, 1))


@bp.post("/questions/<int:question_id>/regrades")
@instructor_required
def regrade_question(question_id: int) -> ResponseReturnValue:
    """Grade the answers to older versions of a question by its current key."""
    question = access.open_question(question_id)
    plan = touching.planned(db.session(), question.id, _rule(request.form.get("rule", "")))
    decision = Decision(known_visitor().id, _reason())
    regrade = regrading.regrade_answers(db.session(), question.id, plan, decision, now=utcnow())
    db.session.commit()
    if regrade is None:
        flash(_("There was no answer to grade again."))
        return redirect(url_for(".show_question", question_id=question_id))
    flash(_said_of(regrade))
    return redirect(url_for(".show_regrade", question_id=question_id, regrade_id=regrade.id))


def _said_of(regrade: Regrade) -> str:
    if regrade.rule in FOR_ALL:
        return str(_("Done for everybody. It can be taken back here."))
    return str(
        ngettext("Graded again: %(num)d score changed.", "Graded again: %(num)d scores changed.", regrade.changed)
    )


def _rule(sent: str) -> Rule:
    return Rule(sent) if sent in set(Rule) else Rule.NO_LOSS


@bp.get("/questions/<int:question_id>/regrades/new/<rule>")
@instructor_required
def preview_regrade(question_id: int, rule: str) -> ResponseReturnValue:
    """Show what full marks for everybody, or dropping a question, would change for each student."""
    question = access.open_question(question_id, needs=BankRole.EDITOR)
    plan = touching.planned(db.session(), question.id, access.open_rule(rule))
    offer = touching.offer_of(db.session(), plan, known_visitor().id)
    return render_template("studio/preview_regrade.html", question=question, offer=offer, rules=Rule)


def _reason() -> str:
    return " ".join(request.form.get("reason", "").replace("\0", "").split())[:LONGEST_REASON]


@bp.get("/questions/<int:question_id>/regrades/<int:regrade_id>")
@instructor_required
def show_regrade(question_id: int, regrade_id: int) -> ResponseReturnValue:
    """Show what a regrade changed, student by student."""
    question = access.open_question(question_id, needs=BankRole.EDITOR)
    row = access.open_regrade(question, regrade_id)
    part = Part.near(page_asked(request.args), row.regrade.changed, records.PAGE)
    differences = records.differences_of_regrade(db.session(), regrade_id, known_visitor().id, part.number)
    return render_template("studio/show_regrade.html", question=question, row=row, part=part, differences=differences)


@bp.post("/questions/<int:question_id>/regrades/<int:regrade_id>/undo")
@instructor_required
def undo_regrade(question_id: int, regrade_id: int) -> ResponseReturnValue:
    """Take a regrade back, and with it the version that it made, if it made one."""
    question = access.open_question(question_id)
    regrade, former = access.open_regrade(question, regrade_id).regrade, question.current
    try:
        regrading.undo_regrade(db.session(), regrade, person_id=known_visitor().id, now=utcnow())
    except regrading.AlreadyUndoneError:
        flash(_("It was taken back before."), "problem")
    except LaterRegradeError:
        flash(_("A later regrade of this question stands: take that one back first."), "problem")
    else:
        flash(accepting.take_version_back(question, regrade))
    db.session.commit()
    if question.current is not former and accepting.is_undecided(question):
        return settling.after_change(question, former)
    return redirect(url_for(".show_question", question_id=question_id))


@bp.post("/questions/<int:question_id>/kept")
@instructor_required
def keep_scores(question_id: int) -> ResponseReturnValue:
    """Leave scores and memories as they are, though the key of a question changed."""
    question = access.open_question(question_id)
    keeping.keep_scores(db.session(), question, person_id=known_visitor().id, now=utcnow())
    db.session.commit()
    flash(_("Scores and memories stay as they are."))
    return redirect(url_for(".show_question", question_id=question_id))


@bp.post("/questions/<int:question_id>/kept/undo")
@instructor_required
def ask_again(question_id: int) -> ResponseReturnValue:
    """Take back that scores stay as they are, so that the question is listed as undecided again."""
    question = access.open_question(question_id)
    if keeping.ask_again(db.session(), question.id, person_id=known_visitor().id, now=utcnow()):
        flash(_("Taken back: it is to be decided again."))
    db.session.commit()
    return redirect(url_for(".show_question", question_id=question_id))


@bp.post("/questions/<int:question_id>/relearns")
@instructor_required
def relearn_question(question_id: int) -> ResponseReturnValue:
    """Bring the cards of a question back soon whose answer changed."""
    question = access.open_question(question_id)
    backs = touching.backs_since(question, _since(question, request.form.get("since", "")))
    rules, now = rules_of_app(current_app), utcnow()
    plan = touching.relearn_of_backs(db.session(), question.id, backs, rules, now=now)
    reason = Reason(question.id, question.current.id, known_visitor().id, _reason())
    record = relearning.relearn_cards(db.session(), plan, reason, rules, now=now) if plan else None
    db.session.commit()
    if record is None:
        flash(_("Nobody has these cards in review."))
    else:
        flash(ngettext("%(num)d memory comes back soon.", "%(num)d memories come back soon.", record.memories))
    return redirect(url_for(".show_question", question_id=question_id))


@bp.post("/questions/<int:question_id>/relearns/<int:relearn_id>/undo")
@instructor_required
def undo_relearn(question_id: int, relearn_id: int) -> ResponseReturnValue:
    """Take a relearn back."""
    record = access.open_relearn(access.open_question(question_id), relearn_id)
    rules = rules_of_app(current_app)
    try:
        relearning.undo_relearn(db.session(), record, rules, person_id=known_visitor().id, now=utcnow())
    except relearning.AlreadyUndoneError:
        flash(_("It was taken back before."), "problem")
    else:
        flash(_("Taken back: the cards are due as if it had never been."))
    db.session.commit()
    return redirect(url_for(".show_question", question_id=question_id))
