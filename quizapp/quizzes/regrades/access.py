"""Which rules of regrades an address may name: those that treat everybody alike. A name becomes a rule, or 404."""

from __future__ import annotations

from flask import abort

from quizapp.quizzes.regrades.plan import FOR_ALL, Rule


def open_rule(name: str) -> Rule:
    """Return one of the rules of regrades that treat everybody alike, by its name, or 404."""
    if name not in FOR_ALL:
        abort(404)
    return Rule(name)
