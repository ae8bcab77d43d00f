"""The Flask extensions, made once and bound to an application by app.py, and the settings that it was made with."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

if TYPE_CHECKING:
    from flask import Flask
    from flask_migrate import Migrate

    from quizapp.config import Settings

babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address, in_memory_fallback_enabled=True)
login = LoginManager()


def settings_of(app: Flask) -> Settings:
    """Return the settings that an application was made with."""
    settings: Settings = app.extensions["quizapp.settings"]
    return settings


class Migrations:
    """What `flask db` looks for in an application; it is imported, with Alembic, when that is used."""

    def __init__(self, db: SQLAlchemy, directory: str) -> None:
        """Remember which database is migrated, and where the migrations lie."""
        self.db, self.directory = db, directory
        self.configure_args: dict[str, object] = {}

    @functools.cached_property
    def migrate(self) -> Migrate:
        """Return the extension itself."""
        from flask_migrate import Migrate  # noqa: PLC0415 - no server needs it, and all would wait for it

        return Migrate(db=self.db, directory=self.directory)
