"""Where this installation keeps its pictures, and how they come into its pages."""

from __future__ import annotations

from flask import Flask, current_app, url_for

from quizapp.config import Settings
from quizapp.extensions import settings_of
from quizapp.pictures.store import FOLDER, Store
from quizapp.web.pictures import EXTENSION, Placed


def init_app(app: Flask) -> None:
    """Let rendered Markdown find its pictures."""

    def place(name: str) -> Placed | None:
        size = own_store().measure(name)
        return Placed(url_for("pictures.send_picture", name=name), *size) if size else None

    app.extensions[EXTENSION] = place


def store_of(settings: Settings) -> Store:
    """Return the store of an installation's data folder."""
    return Store(settings.data_dir / FOLDER)


def own_store() -> Store:
    """Return the store of the application that is at work."""
    return store_of(settings_of(current_app))
