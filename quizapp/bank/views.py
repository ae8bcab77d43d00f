"""Pages of the instructor's bank: the list of banks. Every page is for instructors.

The list of questions stands in quizapp.workbench; what shows and edits one question, in quizapp.studio.
"""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank import access, queries, sharing
from quizapp.bank.labels import label_of_facet, label_of_standing
from quizapp.bank.notes import note_said
from quizapp.bank.pages import role_names
from quizapp.bank.topics import title_of_topic
from quizapp.db import db

bp = Blueprint("bank", __name__)
bp.add_app_template_global(access.may, "may")
bp.add_app_template_global(access.may_delete, "may_delete")
bp.add_app_template_global(role_names, "role_names")
bp.add_app_template_filter(title_of_topic, "topic")
bp.add_app_template_filter(label_of_facet, "facet")
bp.add_app_template_filter(label_of_standing, "standing")
bp.add_app_template_filter(note_said, "noted")


@bp.get("/banks")
@instructor_required
def list_banks() -> ResponseReturnValue:
    """List all banks."""
    person, session = known_visitor(), db.session()
    seen = access.seen_banks()
    return render_template(
        "bank/list_banks.html",
        banks=queries.bank_rows(session, seen),
        drafts=queries.drafts_of(session, person.id, seen),
        roles=sharing.roles_of_person(session, person.id),
        owned=sharing.owned_banks(session),
    )
