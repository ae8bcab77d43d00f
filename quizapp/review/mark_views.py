"""What can be done with a card beside rating it: flags, notes, out of the way, help with a hard one; and one's keys."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor, practising_visitor
from quizapp.bank.queries import source_titles
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import learner_of
from quizapp.memory.queries import memory_by_card
from quizapp.review import access, habits, keys, marks, pages, queries
from quizapp.review.candidates import held_until
from quizapp.review.forms import submitted_step
from quizapp.review.habits import Habit
from quizapp.review.marks import Deed
from quizapp.review.views import bp
from quizapp.scheduling.queue import Order


@bp.post("/cards/<int:card_id>/marks")
def mark_card(card_id: int) -> ResponseReturnValue:
    """Flag, bury, suspend or note a card."""
    access.require_card(card_id)
    step = submitted_step(card_id)
    if step is not None:
        learner = learner_of(practising_visitor())
        marks.mark_card(db.session(), learner, step, now=utcnow())
        db.session.commit()
        flash(pages.said_of(step.deed))
    on_answer = request.form.get("on") == "answer" and (step is None or step.deed in {Deed.FLAG, Deed.NOTE})
    if request.form.get("on") == "list":
        return redirect(url_for(".list_marked"))
    return redirect(url_for(".show_answer", card_id=card_id) if on_answer else url_for(".show_next"))


@bp.get("/cards/<int:card_id>/marks")
def lead_from_marks(card_id: int) -> ResponseReturnValue:
    """Lead whoever loads what a refused form left in the address bar on: the page above shows the card's answer."""
    access.require_card(card_id)
    return redirect(url_for(".show_next"))


@bp.get("/cards/<int:card_id>/note")
def edit_note(card_id: int) -> ResponseReturnValue:
    """Write a note of one's own on a card."""
    card, mark = access.open_card(card_id), marks.mark_of(db.session(), known_visitor().id, card_id)
    side = "answer" if request.args.get("side") == "answer" else "front"
    return render_template("review/edit_note.html", card=card, mark=mark, side=side, longest=marks.LONGEST_NOTE)


@bp.get("/cards/<int:card_id>/help")
def help_with_card(card_id: int) -> ResponseReturnValue:
    """Help with a card that is forgotten again and again."""
    card, person = access.open_card(card_id), known_visitor()
    memory = memory_by_card(db.session(), person.id, card_id)
    shown = {
        "card": card,
        "lapses": memory.lapses if memory else 0,
        "hint": pages.hint_of(card.face),
    }
    shown |= {"mark": marks.mark_of(db.session(), person.id, card_id), "source_titles": source_titles(db.session())}
    return render_template("review/help_with_card.html", longest=marks.LONGEST_NOTE, **shown)


@bp.get("/marked")
def list_marked() -> ResponseReturnValue:
    """List the cards that a learner has put something on, and those that are hard for them."""
    person, now = known_visitor(), utcnow()
    today = learner_of(person).rules.day(now)
    held = held_until(db.session(), person.id, now=now)
    rows = queries.marked_cards(db.session(), person.id, held, now=now)
    faces = queries.faces_of_cards(db.session(), [row.card_id for row in rows if not row.waits])
    shown = {"rows": rows, "faces": faces, "today": today, "flags": pages.flag_names(), "some_wait": bool(held)}
    return render_template("review/list_marked.html", **shown)


@bp.get("/habits")
def show_habits() -> ResponseReturnValue:
    """Show in what order cards come, and which key does what."""
    habit = habits.habit_of(db.session(), known_visitor().id)
    return render_template("review/show_habits.html", **pages.habit_form(habit, {}))


@bp.post("/habits")
def keep_habits() -> ResponseReturnValue:
    """Choose the order of cards, and the keys; or have all keys as in Anki again."""
    changed = {} if "reset" in request.form else keys.changed_keys(request.form)
    habit = Habit(keys.keys_of(changed), Order.of(request.form.get("order", "")))
    if faults := keys.faults_of(habit.keys):
        return render_template("review/show_habits.html", **pages.habit_form(habit, faults)), 422
    habits.keep_habit(db.session(), known_visitor().id, changed, habit.order)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".show_habits"))
