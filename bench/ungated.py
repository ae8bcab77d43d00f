"""The application without its gate before SQLite's write lock: for measuring what the gate does, and nothing else."""

from __future__ import annotations

from flask import Flask

from quizapp.app import create_served_app
from quizapp.gate import WriteGate


def _let_through(_gate: WriteGate) -> None:
    """Leave the queue to SQLite, which sleeps and tries again."""


def create_app() -> Flask:
    """Return the application; writers wait for SQLite's own lock alone."""
    for name in ("acquire", "release"):
        setattr(WriteGate, name, _let_through)
    return create_served_app()
