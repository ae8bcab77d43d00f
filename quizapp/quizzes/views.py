"""Pages of quizzes: choosing, one question a page, results."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import SystemRandom

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor, practising_visitor, visitor
from quizapp.bank import queries as bank_queries
from quizapp.bank.asked import asked_version
from quizapp.clock import utcnow
from quizapp.db import db, looking_first
from quizapp.kinds.base import ContentError
from quizapp.memory.access import learner_of
from quizapp.memory.services import Learner
from quizapp.quizzes import access, closing, pages, queries, ready, records, services
from quizapp.quizzes.forms import PracticeForm, answer_fields
from quizapp.quizzes.held_back import HeldBackError, NoQuestionsError
from quizapp.quizzes.models import Attempt, Feedback
from quizapp.quizzes.open_slots import OpenSlot
from quizapp.quizzes.selection import Selection
from quizapp.quizzes.services import (
    KeyChangedError,
    MarkedAnswer,
    NotRevealedError,
    Practice,
    SlotClosedError,
    TooLateError,
)
from quizapp.quizzes.titles import title_of
from quizapp.web.events import submitted_event_id
from quizapp.web.ids import id_of
from quizapp.web.paging import page_asked
from quizapp.web.rendering import say, show_moment

bp = Blueprint("quizzes", __name__)
_chance = SystemRandom()


@bp.get("/practise")
def choose_practice() -> ResponseReturnValue:
    """Show what can be practised."""
    chosen = {"banks": request.args.getlist("bank"), "passages": request.args.getlist("passage")}
    form = PracticeForm(**chosen).offer(bank_queries.choices(db.session()), _passages(chosen["passages"]))
    offered = [] if any(chosen.values()) else ready.offered_quizzes(db.session())
    return render_template("quizzes/choose_practice.html", form=form, ready_quizzes=offered)


def _passages(wanted: list[str]) -> list[tuple[str, str]]:
    """Return those of some passages that there are; without any, nothing is looked up."""
    return [one for one in bank_queries.passages(db.session()) if one[0] in wanted] if wanted else []


@bp.post("/practise")
def start_practice() -> ResponseReturnValue:
    """Draw a quiz and show its first question."""
    facts = bank_queries.choices(db.session())
    form = PracticeForm().offer(facts, _passages(request.form.getlist("passages")))
    if not form.validate():
        return render_template("quizzes/choose_practice.html", form=form), 422
    selection = form.selection()
    practice = Practice(title_of(selection, facts), selection, Feedback(form.feedback.data))
    try:
        attempt = _start(practice, form.event_id.data)
    except NoQuestionsError as error:
        form.form_errors.append(_why_nothing(error, _("No question fits all of these choices. Take one of them away.")))
        return render_template("quizzes/choose_practice.html", form=form), 422
    return redirect(url_for(".show_slot", attempt_id=attempt.id, position=1))


def _why_nothing(error: NoQuestionsError, usually: str) -> str:
    if not isinstance(error, HeldBackError):
        return usually
    if error.until is None:
        said = _("A quiz that you were given asks all that fits, and is open: finish it first, then practise this.")
        return str(said)
    said = _(
        "A quiz that you were given asks all that fits: it can be practised from %(moment)s on, when its results come.",
        moment=show_moment(error.until),
    )
    return str(said)


def _start(practice: Practice, event_id: str) -> Attempt:
    person = practising_visitor()
    attempt = services.start_attempt(db.session(), person.id, practice, event_id=event_id, rng=_chance, now=utcnow())
    db.session.commit()
    return attempt


@bp.post("/practise/ready/<quiz_key>")
def start_ready_quiz(quiz_key: str) -> ResponseReturnValue:
    """Draw a ready-made quiz and show its first question."""
    quiz, event_id = access.open_ready_quiz(quiz_key), submitted_event_id()
    learner_id = practising_visitor().id
    try:
        attempt = ready.start_ready_quiz(db.session(), learner_id, quiz, event_id=event_id, rng=_chance, now=utcnow())
    except NoQuestionsError as error:
        flash(_why_nothing(error, _("The banks hold no question of those that this quiz asks.")), "problem")
        return redirect(url_for(".choose_practice"))
    db.session.commit()
    return redirect(url_for(".show_slot", attempt_id=attempt.id, position=1))


@bp.get("/attempts")
def list_attempts() -> ResponseReturnValue:
    """List everything this learner did, by quiz, with best and latest score."""
    person = visitor()
    found = records.records_of_learner(db.session(), person.id, now=utcnow()) if person else []
    shown = pages.list_page(found, page_asked(request.args), request.args.get("quiz", type=id_of))
    return render_template("quizzes/list_attempts.html", **shown)


@bp.get("/attempts/<int:attempt_id>/questions/<int:position>")
def show_slot(attempt_id: int, position: int) -> ResponseReturnValue:
    """Show one question, and its feedback once that is due."""
    slot = access.open_slot(attempt_id, position)
    return render_template("quizzes/show_slot.html", **pages.slot_page(db.session(), slot))


@bp.post("/attempts/<int:attempt_id>/questions/<int:position>")
def submit_answer(attempt_id: int, position: int) -> ResponseReturnValue:
    """Keep one answer, and show its feedback if it is due."""
    session = db.session()
    with looking_first(session):  # others may write meanwhile: the service decides again what is still open
        slot, person = access.open_slot_to_answer(attempt_id, position)
        learner, now = learner_of(person), utcnow()
        answer, problem = _mark(learner, slot, now)
    if answer is None:
        return _again(slot, problem)
    try:
        services.submit_answer(session, learner, slot, answer, event_id=submitted_event_id(), now=now)
    except KeyChangedError:
        session.rollback()
        return submit_answer(attempt_id, position)
    except TooLateError:
        return _came_too_late(learner, slot, answer, now)
    except (SlotClosedError, NotRevealedError):
        return _answered_before(slot)
    session.commit()
    return _after_answer(slot, answered=answer.grade.answered)


def _answered_before(slot: OpenSlot) -> ResponseReturnValue:
    """Say that an earlier answer stands, so that this one was not kept."""
    db.session.rollback()
    sentence = _("This question was answered before; that answer counts.")
    return _not_counted(slot, sentence, lambda: _after_answer(slot, answered=True))


def _came_too_late(learner: Learner, slot: OpenSlot, answer: MarkedAnswer, now: datetime) -> ResponseReturnValue:
    """Keep an answer that counts no more, finish its attempt, and say so."""
    db.session.rollback()
    event_id = submitted_event_id()
    closing.keep_late_answer(db.session(), learner, slot, answer.answers, event_id=event_id, now=now)
    db.session.commit()
    sentence = _("This answer came after the end, so it does not count. What was saved before does.")
    return _not_counted(slot, sentence, lambda: redirect(request.path))


def _not_counted(slot: OpenSlot, sentence: str, where: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """Say why an answer does not count, to a script or on the page that follows."""
    if "X-Autosave" in request.headers:
        return render_template("quizzes/_saved.html", slot=slot, problem=sentence), 409
    flash(sentence, "problem")
    return where()


def _mark(learner: Learner, slot: OpenSlot, now: datetime) -> tuple[MarkedAnswer | None, str]:
    """Mark what was sent; None with a sentence where it cannot be counted."""
    try:
        answer = services.mark_answer(db.session(), learner, slot, answer_fields(), now=now)
    except ContentError as error:
        return None, say(error.message)
    if not any(answer.answers) and slot.feedback == Feedback.AT_ONCE and not slot.is_closed:
        return None, _("Nothing is answered yet, so nothing was counted.")
    return answer, ""


def _after_answer(slot: OpenSlot, *, answered: bool) -> ResponseReturnValue:
    """Say "saved" to a script; bring a form to the feedback, or to the next question if feedback comes at the end."""
    if "X-Autosave" in request.headers:
        return render_template("quizzes/_saved.html", slot=slot, saved_now=answered, problem="")
    if slot.feedback == Feedback.AT_END and slot.position < slot.size:
        return redirect(url_for(".show_slot", attempt_id=slot.attempt_id, position=slot.position + 1))
    return redirect(request.path)


def _again(slot: OpenSlot, sentence: str) -> ResponseReturnValue:
    """Show the question again with what is wrong, and with all that was sent."""
    db.session.rollback()
    page = pages.slot_page(db.session(), slot, problem=sentence, sent=answer_fields())
    template = "quizzes/_saved.html" if "X-Autosave" in request.headers else "quizzes/show_slot.html"
    return render_template(template, **page), 422


@bp.post("/attempts/<int:attempt_id>/questions/<int:position>/reveal")
def reveal_back(attempt_id: int, position: int) -> ResponseReturnValue:
    """Show the back of a flashcard that is part of a quiz."""
    slot = access.open_slot(attempt_id, position, to_change=True)
    content = asked_version(db.session(), slot.version_id).content
    try:
        answers = content.read(answer_fields(), slot.arrangement)
        services.reveal_back(db.session(), slot, answers, now=utcnow())
    except ContentError as error:
        return _again(slot, say(error.message))
    except TooLateError:
        flash(_("The time is over: the answer is shown no more. What was saved before counts."), "problem")
    except SlotClosedError:
        flash(_("This question was answered before; that answer counts."))
    db.session.commit()
    return redirect(url_for(".show_slot", attempt_id=attempt_id, position=position))


@bp.post("/attempts/<int:attempt_id>/finish")
def finish_attempt(attempt_id: int) -> ResponseReturnValue:
    """Close an attempt and show its result."""
    attempt = access.open_attempt(attempt_id, to_change=True)
    services.finish_attempt(db.session(), learner_of(known_visitor()), attempt, now=utcnow())
    db.session.commit()
    return redirect(url_for(".show_attempt", attempt_id=attempt_id))


@bp.get("/attempts/<int:attempt_id>")
def show_attempt(attempt_id: int) -> ResponseReturnValue:
    """Show a finished attempt's result, or what is left of an open one."""
    attempt = access.open_attempt(attempt_id)
    if attempt.finished_at is None:
        marks = queries.marks_of_attempt(db.session(), attempt_id)
        first = next((mark.position for mark in marks if not mark.answered), marks[-1].position)
        return redirect(url_for(".show_slot", attempt_id=attempt_id, position=first))
    return render_template("quizzes/show_attempt.html", **pages.result_page(db.session(), attempt, now=utcnow()))


@bp.post("/attempts/<int:attempt_id>/missed")
def practise_missed(attempt_id: int) -> ResponseReturnValue:
    """Start a new attempt with the questions that were not fully right."""
    attempt = access.open_attempt(attempt_id)
    missed = pages.missed_questions(db.session(), attempt, now=utcnow())
    selection = Selection(questions=missed, size=len(missed))
    title = _("Missed: %(title)s", title=attempt.quiz.title.removeprefix(_("Missed: %(title)s", title="")))
    try:
        again = _start(Practice(title, selection, Feedback.AT_ONCE), submitted_event_id())
    except NoQuestionsError:
        flash(_("Nothing was missed."))
        return redirect(url_for(".show_attempt", attempt_id=attempt_id))
    return redirect(url_for(".show_slot", attempt_id=again.id, position=1))
