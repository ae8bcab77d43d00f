"""Pages that look through the banks: timeline, sources, actors for everybody, coverage for instructors."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required
from quizapp.bank import queries as bank_queries
from quizapp.bank.access import seen_banks, seen_questions
from quizapp.bank.coverage import gather_coverage
from quizapp.db import db
from quizapp.explore import access, pages, queries
from quizapp.explore.sources import OnPassage, described_sources, questions_by_passage, questions_by_source
from quizapp.explore.timeline import entries_for
from quizapp.formats.base import LEVELS

bp = Blueprint("explore", __name__)


@bp.get("/timeline")
def show_timeline() -> ResponseReturnValue:
    """Show what happened when, as far as the reader has met it."""
    reader = access.reader_of_visitor()
    entries = entries_for(queries.dated_facts(db.session(), access.questions_in_sight()), reader)
    return render_template("explore/show_timeline.html", reader=reader, **pages.timeline(entries))


@bp.get("/sources")
def list_sources() -> ResponseReturnValue:
    """List the sources that questions rest on."""
    counts = questions_by_source(db.session(), access.questions_in_sight())
    return render_template("explore/list_sources.html", sources=described_sources(db.session()), counts=counts)


@bp.get("/sources/<source_key>")
def show_source(source_key: str) -> ResponseReturnValue:
    """Show a source passage by passage, with the questions on each."""
    source = access.open_source(source_key)
    reader = access.reader_of_visitor()
    found = questions_by_passage(db.session(), source.key, access.sight_of_visitor(reader))
    passages = [(passage, found.get(f"{source.key}#{passage.key}", OnPassage())) for passage in source.passages]
    return render_template("explore/show_source.html", source=source, passages=passages, reader=reader)


@bp.get("/actors")
def list_actors() -> ResponseReturnValue:
    """Show people, states and organisations with the cards about them that the reader has met."""
    reader, name = access.reader_of_visitor(), pages.name_asked_for()
    session, sight = db.session(), access.sight_of_visitor(reader)
    # To students a name that they have not met is like no name.
    if name and (alone := pages.actor_alone(session, name, sight)):
        return render_template("explore/list_actors.html", reader=reader, name=name, **alone)
    if reader.sees_all:
        return render_template("explore/count_actors.html", **pages.actors_to_count(session, sight))
    return render_template("explore/list_actors.html", reader=reader, **pages.actors_met(session, sight))


@bp.get("/coverage")
@instructor_required
def show_coverage() -> ResponseReturnValue:
    """Show how many questions rest on each passage, by kind and by level."""
    session, bank = db.session(), request.args.get("bank", "")
    tallies = bank_queries.tallies(session, bank.replace("\0", ""), seen_questions())
    coverage = gather_coverage(tallies, bank_queries.passages(session))
    return render_template(
        "explore/show_coverage.html",
        coverage=coverage,
        levels=LEVELS,
        bank=bank,
        banks=bank_queries.bank_rows(session, seen_banks()),
    )
