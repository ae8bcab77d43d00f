"""gettext for templates and the hottest pages: the reader's catalogue is looked up once a request, a sentence once.

Wherever a sentence is from, large numbers in it have separators.

A page asks for some forty sentences. Jinja's own way goes through three calls of a context for each, and formats it
even where there is nothing to put in.
"""

from __future__ import annotations

import functools
import logging
from typing import Any

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, current_app, g, has_app_context
from flask_babel import Domain, format_decimal, get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from quizapp.config import Settings, SettingsError
from quizapp.extensions import babel, settings_of
from quizapp.locales import ENGLISH, tag_of
from quizapp.web.languages import LanguageFileError, file_for, read_language, said_of_unfit

KEPT_SENTENCES = 8_192
_SENTENCES = "quizapp.sentences"
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_SAMPLES = range(201)
"""Whole numbers among which each of a language's forms has some."""
LARGE = 10_000
"""From here on a number is read with its language's separators: 12,345."""


def init_app(app: Flask) -> None:
    """Hand templates our gettext in place of Flask-Babel's, which looks the catalogue up for every sentence."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # made by Jinja's i18n extension
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals.update(gettext=_in_template, _=_in_template, ngettext=_counted_in_template)
    app.jinja_env.globals["in_each_form"] = _forms_for_scripts
    app.extensions[_SENTENCES] = _sentences_of(settings_of(app))
    babel.domain_instance = Sentences()


def _sentences_of(settings: Settings) -> NullTranslations:
    """Return what the translator's file of the settings' language says.

    Raises:
        SettingsError: there is none, or it cannot be read.
    """
    locale = Locale.parse(settings.language)
    path = file_for(settings.data_dir, locale)
    if locale.language == ENGLISH and not path.exists():  # that of Britain, for instance, needs none
        return NullTranslations()
    if not path.exists():
        asked = f"QUIZAPP_LANGUAGE is {tag_of(locale)}, but there is no {path}"
        raise SettingsError(f"{asked}. “quizapp language {tag_of(locale)}” makes it, to be translated.")
    try:
        spoken = read_language(path, locale)
    except LanguageFileError as error:
        raise SettingsError(str(error)) from None
    if spoken.unfit:
        logging.getLogger(__name__).warning("%s: %s", path, said_of_unfit(spoken))
    return spoken.sentences


class Sentences(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """What Flask-Babel's own gettext and ngettext say, which is for all but templates, in an application's language."""

    def get_translations(self) -> NullTranslations:
        """Return the application's sentences; outside of one they are English."""
        return current_app.extensions[_SENTENCES] if has_app_context() else NullTranslations()

    def gettext(self, string: str, **variables: object) -> str:
        """Return a sentence with its values."""
        return _with_values(self.get_translations().ugettext(string), variables)

    def ngettext(self, singular: str, plural: str, num: int, **variables: object) -> str:
        """Return a sentence of one or of many with its values, of which the number is one."""
        return _with_values(self.get_translations().ungettext(singular, plural, num), {"num": num} | variables)


def gettext(text: str, **values: object) -> str:
    """Return a sentence in the reader's language with its values, within a request."""
    return _with_values(_catalogue().ugettext(text), values)


def _with_values(said: str, values: dict[str, object]) -> str:
    return _with_separators(said, values) % values if values else said


@pass_eval_context
def _in_template(evaluated: EvalContext, text: str, /, **values: object) -> str:
    """Return a sentence as Jinja does: always a format, and escaped where the template is HTML."""
    if not values and evaluated.autoescape and type(text) is str:
        return _constant(_catalogue(), text)
    return _filled(evaluated, _catalogue().ugettext(text), values)


@pass_eval_context
def _counted_in_template(evaluated: EvalContext, one: str, many: str, number: int, /, **values: object) -> str:
    """Return a sentence of one or of many as Jinja does; the number is a value of it, num."""
    return _filled(evaluated, _catalogue().ungettext(one, many, number), {"num": number} | values)


def _forms_for_scripts(one: str, many: str) -> str:
    """Return a sentence in each form that the language has, behind the form's name, for scripts (begin.js: counted)."""
    return _forms(_catalogue(), get_locale() or Locale(ENGLISH), one, many)


@functools.lru_cache(KEPT_SENTENCES)
def _forms(catalogue: Any, locale: Locale, one: str, many: str) -> str:  # noqa: ANN401 - babel's translations have no types
    # All that Babel knows of English takes 4 MiB to read, of which its dates alone need more than this.
    category = _english_form if locale.language == ENGLISH else locale.plural_form
    samples = {category(number): number for number in reversed(_SAMPLES)}
    said = {name: str(catalogue.ungettext(one, many, samples[name])) for name in _CATEGORIES if name in samples}
    forms = set(said.values())
    return forms.pop() if len(forms) == 1 else "|".join(f"{name}|{form}" for name, form in said.items())


def _english_form(number: int) -> str:
    return "one" if number == 1 else "other"


def _filled(evaluated: EvalContext, said: str, values: dict[str, object]) -> str:
    said = _with_separators(said, values)
    return (Markup(said) if evaluated.autoescape else said) % values  # noqa: S704 - sentences are ours


def _with_separators(said: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        if isinstance(value, int) and value >= LARGE and f"%({name})d" in said:
            said = said.replace(f"%({name})d", show_number(value))
    return said


def show_number(number: int) -> str:
    """Return a whole number as sentences have it, too."""
    return str(format_decimal(number)) if number >= LARGE else str(number)


@functools.lru_cache(KEPT_SENTENCES)
def _constant(catalogue: Any, text: str) -> Markup:  # noqa: ANN401 - babel's translations have no types
    return Markup(catalogue.ugettext(text)) % {}  # noqa: S704 - sentences are ours


def _catalogue() -> Any:  # noqa: ANN401 - babel's translations have no types
    kept = g.get("catalogue")
    if kept is None:
        kept = g.catalogue = get_translations()
    return kept
