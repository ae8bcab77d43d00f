"""Work on memories that takes longer than a page may, by the rules of this installation."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app
from sqlalchemy.orm import Session

from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.scheduling.state import Rules
from quizapp.web import background


def begin(work: Callable[[Session, Rules], object]) -> None:
    """Begin some work with the database, and return at once."""
    background.start(lambda: work(db.session(), rules_of_app(current_app)))
