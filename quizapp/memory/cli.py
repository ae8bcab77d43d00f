"""quizapp review …: looking after memories, and fitting the model's weights to them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import click
from flask import Flask
from sqlalchemy.orm import Session

from quizapp.accounts.cli import person_named
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory import fits
from quizapp.memory.access import rules_of_app
from quizapp.memory.fit_words import HOW_TO_GET_IT, sentence_of
from quizapp.memory.fitting_job import Wish, make_fits, settle_everybody
from quizapp.memory.models import MemoryFit
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.weights import fit_in_force
from quizapp.scheduling.fitting import optimiser_is_there
from quizapp.scheduling.held_out import FEWEST_HELD_OUT
from quizapp.scheduling.trial import FEWEST_REVIEWS

NAMED_LEARNERS = 10


@click.group("review")
def review_group() -> None:
    """Look after memories."""


@review_group.command("rebuild")
@click.pass_obj
def rebuild(make_app: Callable[[], Flask]) -> None:
    """Recompute every memory from the log, mend those that differ, and say how many they were and whose."""
    app = make_app()
    with app.app_context():
        total, differing = rebuild_memories(db.session(), rules_of_app(app))
        db.session.commit()
    click.echo(f"{total:,} memories recomputed, {len(differing):,} differed.")
    if differing:
        click.echo(f"{_whose([learner_id for learner_id, _card_id in differing])} They are as the log says now.")
    sys.exit(1 if differing else 0)


def _whose(learner_ids: Sequence[int]) -> str:
    """Say whose memories some are: the numbers of the first learners, as the pages of people have them."""
    ids = list(dict.fromkeys(learner_ids))
    numbers = ", ".join(f"#{one}" for one in ids[:NAMED_LEARNERS])
    more = f" and {len(ids) - NAMED_LEARNERS:,} more" if len(ids) > NAMED_LEARNERS else ""
    return f"Of {len(ids):,} {'learner' if len(ids) == 1 else 'learners'}: {numbers}{more}."


@review_group.command("fit")
@click.option("--learners/--no-learners", default=True, help="Fit weights of learners with enough reviews, too.")
@click.option("--even-if-few", is_flag=True, help=f"Try with fewer than {FEWEST_REVIEWS} reviews.")
@click.pass_obj
def fit(make_app: Callable[[], Flask], *, learners: bool, even_if_few: bool) -> None:
    """Fit the model's weights to the answers of everyone; adopt them only if they predict held-out answers better."""
    if not optimiser_is_there():
        raise click.ClickException(HOW_TO_GET_IT)
    wish = Wish(None, learners, FEWEST_HELD_OUT if even_if_few else FEWEST_REVIEWS)
    app = make_app()
    with app.app_context():
        session = db.session()
        try:
            fit_id = fits.begin_fit(session, by_id=None, now=utcnow()).id
        except fits.FitRunningError:
            raise click.ClickException("Another fit is being made: wait until it is done.") from None
        session.commit()
        make_fits(session, rules_of_app(app), fit_id, wish, utcnow)
        _say(session, fit_id)


def _say(session: Session, fit_id: int) -> None:
    click.echo(sentence_of(session.get_one(MemoryFit, fit_id)))
    own = fits.learners_with_own(session)
    if own:
        click.echo(f"Learners with weights of their own: {own}.")


@review_group.command("unfit")
@click.option("--learner", "name", help="Take back the own weights of the learner who signs in by this name.")
@click.option("--learners", is_flag=True, help="Take back the own weights of all learners.")
@click.pass_obj
def unfit(make_app: Callable[[], Flask], *, name: str | None, learners: bool) -> None:
    """Take the weights in force back: those before them are in force again, and memories follow them."""
    app = make_app()
    with app.app_context():
        session, now = db.session(), utcnow()
        if learners:
            fits.revert_own_fits(session, by_id=None, now=now)
        else:
            fits.revert_fit(session, _in_force(session, name), by_id=None, now=now)
        session.commit()
        count = settle_everybody(session, rules_of_app(app))
    click.echo(f"Taken back: the memories of {count} {'learner' if count == 1 else 'learners'} were replayed.")


def _in_force(session: Session, name: str | None) -> MemoryFit:
    found = fit_in_force(session, person_named(name).id if name else None)
    if found is None:
        raise click.ClickException("The weights in force are the model's own: there is nothing to take back.")
    return found
