"""Keys that changed after students answered, by whatever way: what is still to be decided about them."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required
from quizapp.bank.access import seen_questions
from quizapp.bank.roles import BankRole
from quizapp.db import db
from quizapp.memory.queries import rememberers_of_questions
from quizapp.quizzes.regrades.key_changes import Unsettled, answers_of, unsettled_questions
from quizapp.studio.views import bp
from quizapp.web.paging import Part, page_asked

PAGE = 50


@bp.get("/questions/keys")
@instructor_required
def list_changed_keys() -> ResponseReturnValue:
    """List the questions that were answered by a key which is another one now, and about which nobody decided."""
    found = _found()
    part = Part.near(page_asked(request.args), len(found), PAGE)
    rows = part.of(found)
    ids = [one.question_id for one in rows]
    counts = {"answers": answers_of(db.session(), ids), "rememberers": rememberers_of_questions(db.session(), ids)}
    shown = counts | {"rows": rows, "part": part, "count": len(found)}
    return render_template("studio/list_changed_keys.html", **shown)


def _found() -> list[Unsettled]:
    return unsettled_questions(db.session(), seen_questions(BankRole.EDITOR))


@bp.app_template_global()
def changed_keys() -> int:
    """Return how many questions wait for a decision about their changed key where the visitor may edit."""
    return len(_found())
