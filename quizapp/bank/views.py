"""Pages of the instructor's bank: lists, search, editing, versions. Every page is for instructors."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank import access, pages, queries, versions
from quizapp.bank.kind_forms import FORMS
from quizapp.bank.models import Origin
from quizapp.bank.queries import Search
from quizapp.bank.question_form import QuestionForm
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import LEVELS

LAST_PAGE = 10_000
bp = Blueprint("bank", __name__)


@bp.get("/banks")
@instructor_required
def list_banks() -> ResponseReturnValue:
    """List all banks."""
    return render_template("bank/list_banks.html", banks=queries.bank_rows(db.session()))


@bp.get("/questions")
@instructor_required
def list_questions() -> ResponseReturnValue:
    """List and search questions."""
    search = Search(
        words=request.args.get("words", ""),
        bank=request.args.get("bank", ""),
        kind=request.args.get("kind", ""),
        topic=request.args.get("topic", ""),
        passage=request.args.get("passage", ""),
        level=request.args.get("level", type=_level),
        page=min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE),
    )
    rows, more = queries.search_questions(db.session(), search)
    facts = queries.choices(db.session())
    choices = {"facts": facts, "kinds": FORMS, "levels": LEVELS, "passages": queries.passages(db.session())}
    return render_template("bank/list_questions.html", rows=rows, more=more, search=search, **choices)


def _level(text: str) -> int:
    """Return a level, or raise the ValueError that makes it count as not given."""
    return LEVELS[[str(level) for level in LEVELS].index(text)]


@bp.get("/questions/<int:question_id>")
@instructor_required
def show_question(question_id: int) -> ResponseReturnValue:
    """Show a question as a student gets it, and its versions."""
    question = access.open_question(question_id)
    history = queries.versions_of_question(db.session(), question)
    draft = versions.draft_of(question.key, question.current)
    shown = pages.preview(draft, question.bank) | {"weaknesses": pages.weaknesses(draft, question.bank)}
    return render_template("bank/show_question.html", question=question, history=history, **shown)


@bp.get("/questions/<int:question_id>/versions/<int:number>")
@instructor_required
def show_version(question_id: int, number: int) -> ResponseReturnValue:
    """Show an old version as a student got it."""
    question = access.open_question(question_id)
    old = access.open_version(question, number)
    draft = versions.draft_of(question.key, old)
    return render_template("bank/show_version.html", question=question, old=old, **pages.preview(draft, question.bank))


@bp.post("/questions/<int:question_id>/versions/<int:number>/restore")
@instructor_required
def restore_version(question_id: int, number: int) -> ResponseReturnValue:
    """Make an old version current again."""
    question = access.open_question(question_id)
    access.open_version(question, number)
    note = _("Version %(number)d restored", number=number)
    authorship = Authorship(Origin.BROWSER, known_visitor().id, note)
    versions.restore_version(db.session(), question, number, authorship, now=utcnow())
    db.session.commit()
    flash(_("Version %(number)d is current again.", number=number))
    return redirect(url_for(".show_question", question_id=question_id))


@bp.route("/questions/<int:question_id>/edit", methods=["GET", "POST"])
@instructor_required
def edit_question(question_id: int) -> ResponseReturnValue:
    """Edit a question: look at it as a student would, and save it as a new version."""
    question = access.open_question(question_id)
    current = question.current
    if request.method != "POST":
        form = FORMS[current.kind].of(versions.draft_of(question.key, current), current.number)
        return pages.editor(form, question.bank, question)
    form = FORMS[current.kind]()
    form.key.data = question.key
    draft = form.read_draft()
    if draft is None or "save" not in request.form or _is_stale(form, current.number):
        return pages.editor(form, question.bank, question, draft)
    if draft.digest() == current.digest:
        flash(_("Nothing was changed."))
        return redirect(url_for(".show_question", question_id=question.id))
    authorship = Authorship(Origin.BROWSER, known_visitor().id, form.note.data or "")
    versions.add_version(db.session(), question, draft, authorship, now=utcnow())
    db.session.commit()
    flash(_("Saved as a new version."))
    return redirect(url_for(".show_question", question_id=question.id))


def _is_stale(form: QuestionForm, number: int) -> bool:
    """Say whether somebody saved a newer version meanwhile; saving once more then is a decision."""
    if form.base_number.data == str(number):
        return False
    form.form_errors.append(
        _(
            "Somebody saved version %(number)d while you were editing. Look at it, then save again to replace it.",
            number=number,
        )
    )
    form.base_number.data = str(number)
    return True


@bp.route("/banks/<key>/new/<kind>", methods=["GET", "POST"])
@instructor_required
def create_question(key: str, kind: str) -> ResponseReturnValue:
    """Write a new question of a kind."""
    bank = access.open_bank(key)
    form = access.form_of_kind(kind)
    if request.method != "POST":
        return pages.editor(form, bank)
    draft = form.read_draft()
    if draft is not None and queries.key_is_taken(db.session(), bank, draft.key):
        form.key.errors = [_("This bank has a question of this id already.")]
        draft = None
    if draft is None or "save" not in request.form:
        return pages.editor(form, bank, draft=draft)
    authorship = Authorship(Origin.BROWSER, known_visitor().id, form.note.data or "")
    question = versions.create_question(db.session(), bank, draft, authorship, now=utcnow())
    db.session.commit()
    flash(_("The question is in the bank."))
    return redirect(url_for(".show_question", question_id=question.id))
