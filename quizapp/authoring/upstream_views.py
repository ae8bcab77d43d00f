"""Pages of a copied bank: what changed where it was copied from, to be taken over or not. For instructors."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.authoring import access, copies, upstream
from quizapp.authoring.upstream import Upstream
from quizapp.authoring.views import bp
from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.differences import change_of
from quizapp.formats.question_fields import lines_of
from quizapp.quizzes.regrades.key_changes import unsettled_questions
from quizapp.studio import wording

CHOICE = "choice-"


@bp.get("/banks/<key>/upstream")
@instructor_required
def list_upstream(key: str) -> ResponseReturnValue:
    """List what is new or changed in the bank that this one was copied from."""
    bank = access.open_bank(key)
    origin = access.open_origin(bank)
    changed = upstream.changed_upstream(db.session(), bank)
    new = upstream.new_upstream(db.session(), bank)
    return render_template("authoring/list_upstream.html", bank=bank, origin=origin, changed=changed, new=new)


@bp.get("/banks/<key>/upstream/<int:question_id>")
@instructor_required
def show_upstream(key: str, question_id: int) -> ResponseReturnValue:
    """Show what changed in a question's origin, and ask what becomes of it."""
    one = access.open_upstream(access.open_bank(key), question_id)
    return _page(one) if one else _decided(key)


@bp.post("/banks/<key>/upstream/<int:question_id>/take")
@instructor_required
def take_upstream(key: str, question_id: int) -> ResponseReturnValue:
    """Take over what changed, together with one's own edits; in doubt what was chosen."""
    one = access.open_upstream(access.open_bank(key), question_id)
    if one is None:
        return _decided(key)
    if request.form.get("seen") != str(one.source.current_number):
        flash(_("The original was changed again meanwhile: look at what it says now."), "problem")
        return redirect(url_for(".show_upstream", key=key, question_id=question_id))
    choices = {name.removeprefix(CHOICE): value for name, value in request.form.items() if name.startswith(CHOICE)}
    draft = one.merged(choices)
    if draft is None:
        return _page(
            one, _("Put together like this it is no sound question: choose otherwise, or keep yours and edit it.")
        )
    note = _("Taken over from version %(number)d of the original", number=one.source.current_number)
    by = Authorship(Origin.BROWSER, known_visitor().id, note)
    copies.take_over(db.session(), one, draft, by, now=utcnow())
    db.session.commit()
    _say_taken(question_id, one.question.current.title)
    return redirect(url_for(".list_upstream", key=key))


def _say_taken(question_id: int, title: str) -> None:
    flash(_("Taken over: %(title)s", title=title))
    if unsettled_questions(db.session(), Question.id == question_id):
        flash(_("Its key is another one now, and it was answered by the old one: see “Changed keys” among the banks."))


@bp.post("/banks/<key>/upstream/<int:question_id>/keep")
@instructor_required
def keep_own(key: str, question_id: int) -> ResponseReturnValue:
    """Keep one's own, and say no more of this change."""
    one = access.open_upstream(access.open_bank(key), question_id)
    if one is None:
        return _decided(key)
    copies.keep_own(db.session(), one)
    db.session.commit()
    flash(_("Kept as it is: %(title)s", title=one.question.current.title))
    return redirect(url_for(".list_upstream", key=key))


@bp.post("/banks/<key>/upstream/new")
@instructor_required
def take_new(key: str) -> ResponseReturnValue:
    """Copy the questions that are new in the original."""
    bank = access.open_bank(key)
    origin = access.open_origin(bank)
    by = Authorship(Origin.BROWSER, known_visitor().id, _("Copied from the bank “%(title)s”", title=origin.title))
    new = upstream.new_upstream(db.session(), bank)
    count = len(copies.take_questions(db.session(), bank, new, by, now=utcnow()))
    db.session.commit()
    flash(ngettext("%(num)d question was copied.", "%(num)d questions were copied.", count))
    return redirect(url_for(".list_upstream", key=key))


def _decided(key: str) -> ResponseReturnValue:
    """Answer a second click, or somebody who comes late."""
    flash(_("Nothing changed there that was not decided already."))
    return redirect(url_for(".list_upstream", key=key))


def _page(one: Upstream, problem: str = "") -> ResponseReturnValue:
    kind = one.theirs.kind
    clashes = []
    for conflict in one.conflicts():
        before, theirs, mine = (
            wording.worded(kind, {conflict.field: value})[conflict.field]
            for value in (conflict.base, conflict.theirs, conflict.mine)
        )
        sides = change_of(conflict.field, before, theirs), change_of(conflict.field, before, mine)
        clashes.append((conflict.field, lines_of(before), sides))
    shown = {"labels": wording.field_labels(kind), "clashes": clashes}
    page = render_template("authoring/show_upstream.html", one=one, bank=one.question.bank, problem=problem, **shown)
    return page, 422 if problem else 200
