"""gettext for templates, with the reader's catalogue looked up once a request: a page asks for a hundred sentences."""

from __future__ import annotations

from typing import Any

from flask import Flask, g
from flask_babel import get_translations


def init_app(app: Flask) -> None:
    """Hand templates our gettext in place of Flask-Babel's, which looks the catalogue up for every sentence."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # made by Jinja's i18n extension
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )


def _catalogue() -> Any:  # noqa: ANN401 - babel's translations have no types
    kept = g.get("catalogue")
    if kept is None:
        kept = g.catalogue = get_translations()
    return kept
