"""What the editor tells before a save of where a question is in use, the choice offered there, and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from quizapp.accounts.access import known_visitor
from quizapp.bank.models import Question, QuestionVersion
from quizapp.bank.versions import stored_content
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import QuestionDraft
from quizapp.memory import relearning
from quizapp.memory.access import rules_of_app
from quizapp.memory.queries import Remembered, remembered_of_question
from quizapp.memory.relearning import Reason
from quizapp.quizzes.regrades import keeping, regrading
from quizapp.quizzes.regrades.plan import Rule, plan_regrade
from quizapp.quizzes.regrades.regrading import Decision
from quizapp.quizzes.touching import Touched, quizzes_touched
from quizapp.studio import touching

FIELD = "if_key_changes"


class Choice(StrEnum):
    """What is to become of answers and memories if what is right changes."""

    ASK = "ask"
    """Show what there is to decide, once it is saved."""
    CORRECT = "correct"
    """Grade again so that no score falls, and bring the cards back soon."""
    KEEP = "keep"
    """Leave scores and memories as they are."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Where a question is in use."""

    quizzes: Touched
    remembered: Remembered

    @property
    def is_any(self) -> bool:
        """Say whether anybody met it."""
        return bool(self.quizzes.learners or self.remembered.memories)


def usage_of(session: Session, question: Question) -> Usage:
    """Return where a question is in use, by as many statements for one answer as for many."""
    return Usage(quizzes_touched(session, question), remembered_of_question(session, question.id))


def is_right_changed(question: Question | None, typed: QuestionDraft | None) -> bool:
    """Say whether what is typed, as far as it is a question, changes what is right of the one in the bank."""
    if question is None or typed is None:
        return False
    stands = question.current
    return touching.changes_what_is_right(stored_content(stands.kind, stands.content), typed.content)


def chosen() -> Choice:
    """Return what is chosen in the editor's form for the case that the key changes."""
    sent = request.form.get(FIELD, "")
    return Choice(sent) if sent in set(Choice) else Choice.ASK


def settle_as_chosen(question: Question, old: QuestionVersion, reason: str) -> bool:
    """Do with a version just saved what the form chose beside its button; say whether all is decided by that."""
    choice = chosen()
    if choice is Choice.ASK or not touching.decides_something(db.session(), question, old):
        return False
    if choice is Choice.KEEP:
        keeping.keep_scores(db.session(), question, person_id=known_visitor().id, now=utcnow())
        flash(_("Scores and memories stay as they are."))
    else:
        _correct(question, old, reason)
    return True


def after_change(
    question: Question, old: QuestionVersion, then: Callable[[], str] | None = None
) -> ResponseReturnValue:
    """Lead from a saved version to what it touches, where something is to be decided, or on, mostly to the question."""
    if touching.decides_something(db.session(), question, old):
        return redirect(url_for("studio.show_touches", question_id=question.id, since=old.number))
    return redirect(then() if then else url_for("studio.show_question", question_id=question.id))


def _correct(question: Question, old: QuestionVersion, reason: str) -> None:
    session, now, rules, person_id = db.session(), utcnow(), rules_of_app(current_app), known_visitor().id
    decision = Decision(person_id, reason)
    plan = plan_regrade(session, question.id, Rule.NO_LOSS)
    regrade = regrading.regrade_answers(session, question.id, plan, decision, now=now)
    backs = touching.backs_since(question, old)
    cards = touching.relearn_of_backs(session, question.id, backs, rules, now=now)
    why = Reason(question.id, question.current.id, person_id, reason)
    relearn = relearning.relearn_cards(session, cards, why, rules, now=now) if cards else None
    if regrade:
        changed = regrade.changed
        flash(ngettext("Graded again: %(num)d score changed.", "Graded again: %(num)d scores changed.", changed))
    if relearn:
        flash(ngettext("%(num)d memory comes back soon.", "%(num)d memories come back soon.", relearn.memories))
