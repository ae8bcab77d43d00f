"""Pages that show one question: as it stands, and each of its versions. Every page is for instructors.

The editor stands in editing_views, the comparison of versions in history_views.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank import queries, versions
from quizapp.bank.models import Origin
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.studio import access, nexts, pages, settling, touching

bp = Blueprint("studio", __name__)


@bp.get("/questions/<int:question_id>")
@instructor_required
def show_question(question_id: int) -> ResponseReturnValue:
    """Show a question as a student gets it, and its versions."""
    question = access.open_question(question_id)
    history = queries.versions_of_question(db.session(), question)
    draft = versions.draft_of(question.key, question.current)
    shown = pages.preview(draft, question.bank) | {"weaknesses": pages.weaknesses(draft, question.bank)}
    shown |= touching.records_of(db.session(), question) | {"trail": nexts.trail()}
    return render_template("studio/show_question.html", question=question, history=history, **shown)


@bp.get("/questions/<int:question_id>/versions/<int:number>")
@instructor_required
def show_version(question_id: int, number: int) -> ResponseReturnValue:
    """Show an old version as a student got it."""
    question = access.open_question(question_id)
    old = access.open_version(question, number)
    draft = versions.draft_of(question.key, old)
    return render_template(
        "studio/show_version.html", question=question, old=old, **pages.preview(draft, question.bank)
    )


@bp.post("/questions/<int:question_id>/versions/<int:number>/restore")
@instructor_required
def restore_version(question_id: int, number: int) -> ResponseReturnValue:
    """Make an old version current again."""
    question = access.open_question(question_id)
    access.open_version(question, number)
    if request.form.get("seen", str(question.current_number)) != str(question.current_number):
        flash(_("Somebody saved a newer version meanwhile: look at what would change now."), "problem")
        return redirect(
            f"{url_for('.compare_versions', question_id=question_id)}?from={question.current_number}&to={number}"
        )
    note = _("Version %(number)d restored", number=number)
    authorship = Authorship(Origin.BROWSER, known_visitor().id, note)
    former = question.current
    versions.restore_version(db.session(), question, number, authorship, now=utcnow())
    db.session.commit()
    flash(_("Version %(number)d is current again.", number=number))
    return settling.after_change(question, former)
