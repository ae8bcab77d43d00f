"""Applications that are made once and given to one test after another: a plugin that conftest.py brings in."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import URL, Engine

from quizapp.app import create_app, flask_config
from quizapp.config import Settings
from quizapp.db import attach_events, db
from quizapp.extensions import limiter
from quizapp.web import background

_FIRST_ENGINES: dict[str, Engine] = {}


class KeptApps:
    """Applications made once and given to one test after another, each on its own data directory and engine.

    Making one, and its first page, costs 30 ms: more than most tests. One that a test has
    changed, or that counts tries, is not kept.
    """

    def __init__(self) -> None:
        self._kept: dict[Settings, list[Flask]] = {}

    def take(self, settings: Settings) -> Flask:
        """Return an application as create_app makes it."""
        kept = self._kept.setdefault(self._kind(settings), [])
        app = kept.pop() if kept else self._make(settings)
        app.config.clear()
        app.config.update(app.extensions["tests.config"])
        app.config.from_mapping(flask_config(settings))
        app.extensions["quizapp.settings"] = settings
        app._got_first_request = False
        limiter.enabled = settings.rate_limits
        self._connect(app, settings)
        return app

    def give_back(self, app: Flask) -> None:
        """Close its database, and keep it if its pages are those that it was made with."""
        background.wait(app)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        settings = app.extensions["quizapp.settings"]
        if self._pages(app) == app.extensions["tests.pages"] and not settings.rate_limits:
            self._kept[self._kind(settings)].append(app)

    def _make(self, settings: Settings) -> Flask:
        app = create_app(settings)
        with app.app_context():
            db.engine.dispose()
        app.extensions |= {"tests.config": dict(app.config), "tests.pages": self._pages(app)}
        return app

    @staticmethod
    def _kind(settings: Settings) -> Settings:
        return dataclasses.replace(settings, data_dir=Path(), database_url=URL.create("sqlite"))

    @staticmethod
    def _pages(app: Flask) -> tuple[int, ...]:
        return len(app.view_functions), *(len(hooks) for hooks in app.before_request_funcs.values())

    @staticmethod
    def _connect(app: Flask, settings: Settings) -> None:
        """Give the application a fresh engine, as Flask-SQLAlchemy does when it is bound.

        All of a kind share what SQLAlchemy has compiled: a sixth of the time of the tests.
        """
        engine = db._make_engine(None, {"url": settings.database_url}, app)
        first = _FIRST_ENGINES.setdefault(engine.driver, engine)
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        db._app_engines[app][None] = engine
        attach_events(engine)


@pytest.fixture(scope="session")
def kept_apps() -> KeptApps:
    return KeptApps()
