"""quizapp review …: looking after memories."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click
from flask import Flask

from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.rebuild import rebuild_memories


@click.group("review")
def review_group() -> None:
    """Look after memories."""


@review_group.command("rebuild")
@click.pass_obj
def rebuild(make_app: Callable[[], Flask]) -> None:
    """Recompute every memory from the log, mend those that differ, and say which they were."""
    app = make_app()
    with app.app_context():
        total, differing = rebuild_memories(db.session(), rules_of_app(app))
        db.session.commit()
    for learner_id, card_id in differing:
        click.echo(f"learner {learner_id}, card {card_id}: differed from the log, rebuilt")
    click.echo(f"{total} memories recomputed, {len(differing)} differed.")
    sys.exit(1 if differing else 0)
