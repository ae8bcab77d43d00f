"""Pages of a bank as a whole: making one, its heading, its topics, copying it. Every page is for instructors."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action, who_met
from quizapp.audit.models import Act
from quizapp.authoring import access, copies, topics, upstream
from quizapp.authoring.forms import HeadingForm, NewBankForm, TopicForm
from quizapp.bank import headings, queries
from quizapp.bank.headings import Heading, KeyTakenError
from quizapp.bank.models import Bank, Origin
from quizapp.bank.roles import BankRole
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.kinds.registry import KINDS

bp = Blueprint("authoring", __name__)


@bp.route("/new-bank", methods=["GET", "POST"])
@instructor_required
def create_bank() -> ResponseReturnValue:
    """Make an empty bank."""
    form = NewBankForm()
    if request.method != "POST":
        return render_template("authoring/create_bank.html", form=form, origin=None)
    key = form.wanted_key()
    heading = form.read_heading(key)
    try:
        if heading is not None:
            bank = headings.create_bank(db.session(), key, heading, known_visitor().id, now=utcnow())
            note_action(Act.BANK_MADE, bank_id=bank.id)
    except KeyTakenError:
        _say_taken(form, key)
    if form.errors:
        return render_template("authoring/create_bank.html", form=form, origin=None), 422
    db.session.commit()
    return redirect(url_for(".show_bank", key=key))


@bp.get("/banks/<key>")
@instructor_required
def show_bank(key: str) -> ResponseReturnValue:
    """Show what a bank holds, and what can be done with it."""
    bank = access.open_bank(key)
    shown = {
        "topics": topics.topics_of(db.session(), bank),
        "has_passages": bool(queries.passages(db.session())),
        "origin": upstream.origin_of(db.session(), bank),
    }
    return render_template("authoring/show_bank.html", bank=bank, kinds=list(KINDS), **shown)


@bp.route("/banks/<key>/heading", methods=["GET", "POST"])
@instructor_required
def edit_heading(key: str) -> ResponseReturnValue:
    """Edit a bank's title, language, description and reading grade, and the titles of its topics."""
    bank = access.open_bank(key, needs=BankRole.EDITOR)
    form = HeadingForm.of(bank, dict(topics.topics_of(db.session(), bank)))
    heading = form.read_heading(bank.key) if request.method == "POST" else None
    if heading is None:
        who_saved = who_met(form, Act.BANK_CHANGED, bank_id=bank.id)
        page = render_template("authoring/edit_heading.html", bank=bank, form=form, who_saved=who_saved)
        return page, 422 if request.method == "POST" else 200
    changed = headings.change_heading(db.session(), bank, heading, now=utcnow())
    if changed:
        note_action(Act.BANK_CHANGED, bank_id=bank.id)
    db.session.commit()
    flash(_("Saved.") if changed else _("Nothing was changed."))
    return redirect(url_for(".show_bank", key=key))


@bp.get("/banks/<key>/topics")
@instructor_required
def list_topics(key: str) -> ResponseReturnValue:
    """List a bank's topics, each with a form for another name."""
    bank = access.open_bank(key, needs=BankRole.EDITOR)
    return _topics_page(bank, topics.topics_of(db.session(), bank))


@bp.get("/banks/<key>/topics/rename")
@instructor_required
def preview_renaming(key: str) -> ResponseReturnValue:
    """Show what another name of a topic would change."""
    bank, form = access.open_bank(key, needs=BankRole.EDITOR), TopicForm(request.args, meta={"csrf": False})
    renaming = form.read_renaming(bank)
    known = topics.topics_of(db.session(), bank)
    if renaming is None:
        return _topics_page(bank, known, form), 422
    return render_template(
        "authoring/preview_renaming.html",
        renaming=renaming,
        known=dict(known),
        references=topics.references_of(db.session(), renaming, known_visitor().id),
    )


@bp.post("/banks/<key>/topics")
@instructor_required
def rename_topic(key: str) -> ResponseReturnValue:
    """Give a topic another name, which may be that of another topic."""
    with reading(db.session()):  # writing new versions out takes a while: others may write meanwhile
        bank, form, me = access.open_bank(key), TopicForm(), known_visitor().id
        renaming = form.read_renaming(bank)
        if renaming is None:
            known = topics.topics_of(db.session(), bank)
            return _topics_page(bank, known, form), 422
        note = _("Topic “%(old)s” renamed to “%(new)s”", old=renaming.old, new=renaming.new)
        plan = topics.plan_renaming(db.session(), renaming, Authorship(Origin.BROWSER, me, note), now=utcnow())
    count = topics.write_renaming(db.session(), plan, me, now=utcnow()) if plan else 0
    db.session.commit()
    said = ngettext("%(num)d question has another topic now.", "%(num)d questions have another topic now.", count)
    flash(said if count else _("Nothing was changed."))
    return redirect(url_for(".list_topics", key=key))


def _topics_page(bank: Bank, known: list[tuple[str, int]], form: TopicForm | None = None) -> str:
    refused = {"refused": form.old.data, "typed": form.new.data, "problem": form.new.errors[0]} if form else {}
    return render_template("authoring/list_topics.html", bank=bank, topics=known, **refused)


@bp.route("/banks/<key>/copy", methods=["GET", "POST"])
@instructor_required
def copy_bank(key: str) -> ResponseReturnValue:
    """Make a bank of one's own of another one."""
    origin, form = access.open_bank(key, needs=BankRole.VIEWER), NewBankForm()
    if request.method != "POST":
        form = NewBankForm.of(origin)
        form.title.data = _("%(title)s, my copy", title=origin.title)
        return render_template("authoring/create_bank.html", form=form, origin=origin)
    new = form.wanted_key()
    heading = form.read_heading(new)
    by = Authorship(Origin.BROWSER, known_visitor().id, _("Copied from the bank “%(title)s”", title=origin.title))
    try:
        if heading is not None:
            _copy(origin, new, heading, by)
    except KeyTakenError:
        _say_taken(form, new)
    if form.errors:
        return render_template("authoring/create_bank.html", form=form, origin=origin), 422
    db.session.commit()
    return redirect(url_for(".show_bank", key=new))


def _copy(origin: Bank, key: str, heading: Heading, by: Authorship) -> None:
    bank = headings.create_bank(db.session(), key, heading, known_visitor().id, now=utcnow())
    copies.copy_bank(db.session(), origin, bank, by, now=utcnow())
    note_action(Act.BANK_COPIED, bank_id=bank.id, details={"from": origin.title})


def _say_taken(form: NewBankForm, key: str) -> None:
    form.key.errors = [
        _("There is a bank “%(key)s” already, perhaps in the trash: choose another short name.", key=key)
    ]
