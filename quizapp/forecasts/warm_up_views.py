"""The start of a lesson: what a class will have forgotten, on the projector, question by question."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required
from quizapp.assignments.references import write_references
from quizapp.bank.queries import source_titles
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.forecasts import access, projecting, starting
from quizapp.forecasts.pages import class_page
from quizapp.forecasts.views import bp
from quizapp.scheduling.warm_up import MINUTES


@bp.get("/classes/<int:class_id>/insight/warm-up")
@instructor_required
def preview_warm_up(class_id: int) -> ResponseReturnValue:
    """Show what a lesson could start with, and why, before it is on the wall."""
    page, session = class_page(class_id), db.session()
    withheld = starting.questions_withheld(session, class_id, now=utcnow())
    chosen = page.cards_to_start_with(withheld)
    shown = projecting.shown_cards(session, [one.card_id for one in chosen], page.within)
    named = write_references(session, starting.questions_of(chosen)).splitlines()
    told = {"chosen": chosen, "shown": shown, "withheld": withheld, "named": named, "minutes": MINUTES}
    return render_template("forecasts/preview_warm_up.html", page=page, **told)


@bp.get("/classes/<int:class_id>/warm-up/begin")
@instructor_required
def begin_warm_up(class_id: int) -> ResponseReturnValue:
    """Choose what a lesson starts with, and go to its first question."""
    page = class_page(class_id)
    chosen = page.cards_to_start_with(starting.questions_withheld(db.session(), class_id, now=utcnow()))
    if not chosen:
        return redirect(url_for(".preview_warm_up", class_id=class_id, on=page.asked))
    cards = "-".join(str(one.card_id) for one in chosen)
    return redirect(url_for(".show_warm_up", class_id=class_id, cards=cards))


@bp.get("/classes/<int:class_id>/warm-up")
@instructor_required
def show_warm_up(class_id: int) -> ResponseReturnValue:
    """Show a question of a warm-up in large type, or its answer, unless that is withheld."""
    school_class, session = access.open_taught_class(class_id), db.session()
    cards = projecting.chosen_cards(request.args.get("cards", ""))
    if not cards:
        return redirect(url_for(".begin_warm_up", class_id=class_id))
    screen = projecting.screen_of(projecting.shown_cards(session, cards, access.seen_questions()))
    withheld = starting.questions_withheld(session, class_id, now=utcnow())
    shown = {"school_class": school_class, "screen": screen, "source_titles": source_titles(session)}
    is_withheld = screen.card is not None and screen.card.question_id in withheld
    return render_template("forecasts/show_warm_up.html", is_withheld=is_withheld, cards=request.args["cards"], **shown)
