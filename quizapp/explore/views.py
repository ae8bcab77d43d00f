"""Pages that look through the banks: timeline, sources, actors for everybody, coverage for instructors."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required
from quizapp.bank import queries as bank_queries
from quizapp.bank.access import seen_banks, seen_questions
from quizapp.bank.coverage import count_coverage
from quizapp.db import db
from quizapp.explore import access, queries
from quizapp.explore.actors import actors_met, cards_by_actor, names_to_meet
from quizapp.explore.sources import OnPassage, questions_by_passage, questions_by_source
from quizapp.explore.timeline import actors_of, entries_about, entries_for, periods
from quizapp.formats.base import LEVELS

bp = Blueprint("explore", __name__)


@bp.get("/timeline")
def show_timeline() -> ResponseReturnValue:
    """Show what happened when, as far as the reader has met it."""
    reader = access.reader_of_visitor()
    entries = entries_for(queries.dated_facts(db.session(), access.questions_in_sight()), reader)
    actor = request.args.get("actor", "")
    return render_template(
        "explore/show_timeline.html",
        reader=reader,
        actor=actor,
        names=actors_of(entries),
        periods=periods(entries_about(entries, actor) if actor else entries),
        total=len(entries),
        uncovered=sum(not entry.covered for entry in entries),
    )


@bp.get("/sources")
def list_sources() -> ResponseReturnValue:
    """List the sources that questions rest on."""
    counts = questions_by_source(queries.citing_questions(db.session(), access.questions_in_sight()))
    return render_template("explore/list_sources.html", sources=queries.described_sources(db.session()), counts=counts)


@bp.get("/sources/<source_key>")
def show_source(source_key: str) -> ResponseReturnValue:
    """Show a source passage by passage, with the questions on each."""
    source = access.open_source(source_key)
    reader = access.reader_of_visitor()
    found = questions_by_passage(queries.citing_questions(db.session(), access.questions_in_sight()), reader)
    passages = [(passage, found.get(f"{source.key}#{passage.key}", OnPassage())) for passage in source.passages]
    return render_template("explore/show_source.html", source=source, passages=passages, reader=reader)


@bp.get("/actors")
def list_actors() -> ResponseReturnValue:
    """Show people, states and organisations with the cards about them that the reader has met."""
    reader, name = access.reader_of_visitor(), request.args.get("actor", "")
    cards = queries.actor_cards(db.session(), access.questions_in_sight())
    if reader.sees_all and not (own := [card for card in cards if name in card.actors]):
        return render_template("explore/count_actors.html", reader=reader, counts=cards_by_actor(cards))
    about = own if reader.sees_all else cards  # to students a name that they have not met is like no name
    actors = actors_met(about, access.faces_for(reader, about), reader)
    one = [actor for actor in actors if actor.name == name]
    shown = {"actors": one, "alone": True} if one else {"actors": actors, "alone": False}
    return render_template("explore/list_actors.html", reader=reader, to_meet=names_to_meet(cards, actors), **shown)


@bp.get("/coverage")
@instructor_required
def show_coverage() -> ResponseReturnValue:
    """Show how many questions rest on each passage, by kind and by level."""
    session, bank = db.session(), request.args.get("bank", "")
    coverage = count_coverage(bank_queries.citations(session, bank, seen_questions()), bank_queries.passages(session))
    return render_template(
        "explore/show_coverage.html",
        coverage=coverage,
        levels=LEVELS,
        bank=bank,
        banks=bank_queries.bank_rows(session, seen_banks()),
    )
