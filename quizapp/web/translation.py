"""gettext for templates and the hottest pages: the reader's catalogue is looked up once a request, a sentence once.

A page asks for some forty sentences. Jinja's own way goes through three calls of a context for each, and formats it
even where there is nothing to put in.
"""

from __future__ import annotations

import functools
from typing import Any

from flask import Flask, g
from flask_babel import get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

KEPT_SENTENCES = 8_192


def init_app(app: Flask) -> None:
    """Hand templates our gettext in place of Flask-Babel's, which looks the catalogue up for every sentence."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # made by Jinja's i18n extension
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals.update(gettext=_in_template, _=_in_template)


def gettext(text: str, **values: object) -> str:
    """Return a sentence in the reader's language with its values, within a request."""
    said: str = _catalogue().ugettext(text)
    return said % values if values else said


@pass_eval_context
def _in_template(evaluated: EvalContext, text: str, /, **values: object) -> str:
    """Return a sentence as Jinja does: always a format, and escaped where the template is HTML."""
    if not values and evaluated.autoescape and type(text) is str:
        return _constant(_catalogue(), text)
    said = _catalogue().ugettext(text)
    return (Markup(said) if evaluated.autoescape else said) % values  # noqa: S704 - sentences are ours


@functools.lru_cache(KEPT_SENTENCES)
def _constant(catalogue: Any, text: str) -> Markup:  # noqa: ANN401 - babel's translations have no types
    return Markup(catalogue.ugettext(text)) % {}  # noqa: S704 - sentences are ours


def _catalogue() -> Any:  # noqa: ANN401 - babel's translations have no types
    kept = g.get("catalogue")
    if kept is None:
        kept = g.catalogue = get_translations()
    return kept
