"""Pages on which sources and their passages are described, without their text. Every page is for instructors."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import instructor_required
from quizapp.accounts.noting import note_action, who_met
from quizapp.audit.models import Act
from quizapp.authoring import access
from quizapp.authoring.forms import SourceForm
from quizapp.authoring.views import bp
from quizapp.bank import sources
from quizapp.bank.headings import proposed_key
from quizapp.bank.sources import CitedError, SourceTakenError, source_draft
from quizapp.db import db


@bp.get("/edit/sources")
@instructor_required
def list_sources() -> ResponseReturnValue:
    """List all sources, to be edited, moved and removed."""
    return render_template("authoring/list_sources.html", rows=sources.source_rows(db.session()), problem="")


@bp.route("/edit/new-source", methods=["GET", "POST"])
@instructor_required
def create_source() -> ResponseReturnValue:
    """Describe a new source."""
    form = SourceForm()
    if request.method != "POST":
        return render_template("authoring/edit_source.html", form=form, source=None, cited={})
    draft = form.read_source(form.key.data or proposed_key(form.title.data or ""))
    try:
        if draft is not None:
            sources.create_source(db.session(), draft)
            note_action(Act.SOURCE_MADE, details={"key": draft.key})
    except SourceTakenError:
        form.key.errors = [_("There is a source of this short name already: choose another one.")]
    if form.errors:
        return render_template("authoring/edit_source.html", form=form, source=None, cited={}), 422
    db.session.commit()
    flash(_("The source is there: questions can cite its passages."))
    return redirect(url_for(".list_sources"))


@bp.route("/edit/sources/<source_key>", methods=["GET", "POST"])
@instructor_required
def edit_source(source_key: str) -> ResponseReturnValue:
    """Edit a source and its passages."""
    source = access.open_source(source_key)
    form = SourceForm.of(source_draft(source))
    draft = form.read_source(source_key) if request.method == "POST" else None
    try:
        if draft is not None:
            changed = sources.change_source(db.session(), source, draft)
    except CitedError as error:
        form.passages.errors = [_still_cited(error)]
    if draft is None or form.errors:
        cited = sources.cited_passages(db.session(), source)
        who = who_met(form, Act.SOURCE_CHANGED, subject_id=source.id)
        page = render_template("authoring/edit_source.html", form=form, source=source, cited=cited, who_saved=who)
        return page, 422 if request.method == "POST" else 200
    if changed:
        note_action(Act.SOURCE_CHANGED, subject_id=source.id, details={"key": source_key})
    db.session.commit()
    flash(_("Saved.") if changed else _("Nothing was changed."))
    return redirect(url_for(".list_sources"))


@bp.post("/edit/sources/<source_key>/move")
@instructor_required
def move_source(source_key: str) -> ResponseReturnValue:
    """Move a source up or down by one place."""
    source = access.open_source(source_key)
    sources.move_source(db.session(), source, up=request.form.get("way") != "down")
    note_action(Act.SOURCE_MOVED, details={"key": source_key})
    db.session.commit()
    flash(_("Moved: %(title)s", title=source.title))
    return redirect(url_for(".list_sources"))


@bp.post("/edit/sources/<source_key>/remove")
@instructor_required
def remove_source(source_key: str) -> ResponseReturnValue:
    """Remove a source that no question cites."""
    source = access.open_source(source_key)
    try:
        sources.remove_source(db.session(), source)
    except CitedError as error:
        rows = sources.source_rows(db.session())
        return render_template("authoring/list_sources.html", rows=rows, problem=_still_cited(error)), 422
    note_action(Act.SOURCE_REMOVED, details={"key": source_key})
    db.session.commit()
    flash(_("Removed: %(title)s", title=source.title))
    return redirect(url_for(".list_sources"))


def _still_cited(error: CitedError) -> str:
    """Say what cannot go, and what to do first."""
    counted = [
        ngettext("%(passage)s (%(num)d question)", "%(passage)s (%(num)d questions)", count, passage=passage)
        for passage, count in list(error.passages.items())[:5]
    ]
    said = _(
        "Questions cite what would go: %(passages)s. Let them cite other passages first.", passages=", ".join(counted)
    )
    return str(said)
