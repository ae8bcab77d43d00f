"""Pages of likely duplicates: looking for them, comparing two side by side, merging them, letting them be."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.bank.access import seen_banks
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.memory.access import rules_of_app
from quizapp.memory.queries import rememberers_of_questions
from quizapp.quizzes.regrades.key_changes import answers_of
from quizapp.workbench import access, bulk_pages, duplicate_list, duplicates, merging, wording
from quizapp.workbench.views import bp


@bp.get("/duplicates")
@instructor_required
def list_duplicates() -> ResponseReturnValue:
    """List questions that are likely to ask the same."""
    pairs, total = duplicate_list.open_pairs(db.session(), seen_banks())
    return render_template("workbench/list_duplicates.html", pairs=pairs, total=total)


@bp.post("/duplicates")
@instructor_required
def look_for_duplicates() -> ResponseReturnValue:
    """Look for duplicates in all banks."""
    with reading(db.session()):  # it takes seconds over tens of thousands of questions
        likely = duplicates.look_for_duplicates(db.session())
    count = duplicates.keep_duplicates(db.session(), likely.pairs, now=utcnow())
    db.session.commit()
    flash(ngettext("%(num)d likely pair was found.", "%(num)d likely pairs were found.", count))
    if not likely.is_whole:
        flash(_("There are so many that the search ended early: settle these, then look again."))
    return redirect(url_for(".list_duplicates"))


@bp.get("/duplicates/<int:question_id>/<int:other_id>")
@instructor_required
def compare_duplicates(question_id: int, other_id: int) -> ResponseReturnValue:
    """Show two questions side by side."""
    ids = (question_id, other_id)
    sides = [access.open_question(one) for one in ids]
    access.open_pair(question_id, other_id)
    alike = len(merging.corresponding(db.session(), *sides))
    counts = {"answers": answers_of(db.session(), ids), "rememberers": rememberers_of_questions(db.session(), ids)}
    shown = {"sides": sides, "fields_said": wording.fields_said, "alike": alike}
    return render_template("workbench/compare_duplicates.html", **shown, **counts)


@bp.post("/duplicates/<int:question_id>/<int:other_id>/merge")
@instructor_required
def merge_duplicates(question_id: int, other_id: int) -> ResponseReturnValue:
    """Keep one of two questions, and put the other into the trash."""
    sides = [access.open_question(one) for one in (question_id, other_id)]
    access.open_pair(question_id, other_id)
    stays = 1 if request.form.get("stays") == str(other_id) else 0
    merge = merging.Merge(sides[stays], sides[1 - stays], "facets" in request.form, "sources" in request.form)
    if merge.survivor.trashed_at or merge.other.trashed_at:
        flash(_("One of them is in the trash already."), "problem")
        return redirect(url_for(".list_duplicates"))
    note = _("bulk: merged with %(key)s", key=merge.other.key)
    author, rules = bulk_pages.authorship(known_visitor().id, note), rules_of_app(current_app)
    done = merging.merge_questions(db.session(), merge, author, rules, now=utcnow())
    db.session.commit()
    _say_merged(merge, done.said["memories"])
    return redirect(url_for(".list_duplicates"))


def _say_merged(merge: merging.Merge, memories: int) -> None:
    flash(_("“%(kept)s” stays, “%(gone)s” is in the trash.", kept=merge.survivor.key, gone=merge.other.key))
    if memories:
        flash(
            ngettext(
                "%(num)d memory of its cards counts for the one that stays.",
                "%(num)d memories of its cards count for the one that stays.",
                memories,
            )
        )


@bp.post("/duplicates/<int:question_id>/<int:other_id>/dismiss")
@instructor_required
def dismiss_duplicates(question_id: int, other_id: int) -> ResponseReturnValue:
    """Note that two questions are no duplicates."""
    for one in (question_id, other_id):
        access.open_question(one)
    duplicates.dismiss_pair(db.session(), access.open_pair(question_id, other_id), now=utcnow())
    note_action(Act.QUESTION_NO_DUPLICATE, subject_id=question_id)
    db.session.commit()
    flash(_("They are not named as duplicates any more."))
    return redirect(url_for(".list_duplicates"))
