"""Pages that search questions: the list, its results while somebody types, completions, searches that are kept."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank.access import seen_banks
from quizapp.bank.vocabulary import known_values, titles
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.facilities import count_facilities
from quizapp.search.completing import complete
from quizapp.search.parsing import LONGEST, clean
from quizapp.workbench import access, search_pages, searches

bp = Blueprint("workbench", __name__)


@bp.get("/questions")
@instructor_required
def list_questions() -> ResponseReturnValue:
    """List and search questions; what was ticked comes back as a part of the address."""
    if "shown" in request.args or "pick" in request.args:
        asked = search_pages.asked_for(request.args)[0]
        return redirect(asked.at(asked.wanted.page))
    return render_template("workbench/list_questions.html", **search_pages.page())


@bp.get("/questions/results")
@instructor_required
def list_results() -> ResponseReturnValue:
    """List what a search finds, without the page around it: for searching while somebody types."""
    return render_template("workbench/_found.html", **search_pages.results())


@bp.get("/questions/complete")
@instructor_required
def complete_search() -> ResponseReturnValue:
    """Say what may come next at a place of the search box, in characters from its beginning."""
    text = request.args.get("text", "")[:LONGEST]
    known = known_values(db.session(), seen_banks())
    found = complete(text, request.args.get("at", len(text), type=int), known, titles(db.session(), seen_banks()))
    offered = [
        {"text": one.text, "start": one.start, "end": one.end, "help": one.title or (one.help and _(one.help))}
        for one in found
    ]
    return jsonify(offered)


@bp.post("/questions/facility")
@instructor_required
def count_answers() -> ResponseReturnValue:
    """Count how many points were reached at the questions that were answered since the last time."""
    count_facilities(db.session(), now=utcnow())
    db.session.commit()
    flash(_("The answers are counted as of now."))
    asked = search_pages.asked_for(request.form)[0]
    return redirect(asked.at(asked.wanted.page))


@bp.post("/questions/searches")
@instructor_required
def save_search() -> ResponseReturnValue:
    """Keep a search by a name."""
    name = " ".join(clean(request.form.get("name", "")).split())[: searches.LONGEST_NAME]
    text = " ".join(clean(request.form.get("q", ""))[:LONGEST].split())
    if name and text:
        searches.save_search(db.session(), known_visitor().id, name, text, now=utcnow())
        db.session.commit()
        flash(_("The search is kept as “%(name)s”.", name=name))
    else:
        flash(_("A search is kept by a name, and it needs something to look for."), "problem")
        return redirect(url_for(".list_questions", q=text or None, name=name or None))
    return redirect(search_pages.address_of(text))


@bp.post("/questions/searches/<int:search_id>/delete")
@instructor_required
def delete_search(search_id: int) -> ResponseReturnValue:
    """Forget a kept search."""
    search = access.open_search(search_id)
    text = search.query
    searches.delete_search(db.session(), search)
    db.session.commit()
    flash(_("The search is no longer kept; the questions are all there."))
    return redirect(search_pages.address_of(text))
