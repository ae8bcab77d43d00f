"""Whose memory a request is about, and the rules that it follows."""

from __future__ import annotations

import functools

from flask import Flask, current_app

from quizapp.accounts.visitor import Visitor
from quizapp.config import Settings
from quizapp.memory.services import Learner
from quizapp.scheduling.state import Rules


def rules_of_app(app: Flask) -> Rules:
    """Return the rules of this installation: its time zone, its roll-over hour, the default parameters."""
    return _rules(app.extensions["quizapp.settings"])


@functools.lru_cache(maxsize=8)
def _rules(settings: Settings) -> Rules:
    return Rules(zone=settings.timezone, rollover_hour=settings.rollover_hour)


def learner_of(visitor: Visitor) -> Learner:
    """Return a visitor as the one whose memory is asked for."""
    return Learner(visitor.id, rules_of_app(current_app))
