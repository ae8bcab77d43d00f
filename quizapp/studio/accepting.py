"""What becomes of the version that accepted an answer, where that is taken back."""

from __future__ import annotations

from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor
from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Regrade
from quizapp.quizzes.regrades.key_changes import unsettled_questions
from quizapp.quizzes.regrades.near_misses import refuse_again


def take_version_back(question: Question, regrade: Regrade) -> str:
    """Make the version before current again, if a regrade that was taken back made one; return what is to be told."""
    if not regrade.made_version:
        return str(_("Taken back: all scores are as before."))
    note = _("Version %(number)d restored", number=question.current_number - 1)
    authorship = Authorship(Origin.BROWSER, known_visitor().id, note)
    if refuse_again(db.session(), question, regrade, authorship, now=utcnow()):
        return str(_("Taken back: all scores are as before, and the question does not accept the answer any more."))
    scores = _("Taken back: all scores are as before.")
    return f"{scores} {_('The question was changed since: look whether it should still accept the answer.')}"


def is_undecided(question: Question) -> bool:
    """Say whether answers to a question were marked by another key than its current one, and nobody decided on them."""
    return bool(unsettled_questions(db.session(), Question.id == question.id))
