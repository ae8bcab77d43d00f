"""Pages of the instructor's bank: the list of banks. Every page is for instructors.

The list of questions stands in quizapp.workbench; what shows and edits one question, in quizapp.studio.
"""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank import queries
from quizapp.db import db

bp = Blueprint("bank", __name__)


@bp.get("/banks")
@instructor_required
def list_banks() -> ResponseReturnValue:
    """List all banks."""
    drafts = queries.drafts_of(db.session(), known_visitor().id)
    return render_template("bank/list_banks.html", banks=queries.bank_rows(db.session()), drafts=drafts)
