"""Languages by their codes."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

ENGLISH = "en"
"""The language in which sentences are written."""


def locale_of(code: str) -> Locale | None:
    """Return the language that a code such as hy or pt-BR names; None where it names none."""
    try:
        return Locale.parse(code.strip().replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


def tag_of(locale: Locale) -> str:
    """Return a language as pages and browsers name it, such as pt-BR."""
    return str(locale).replace("_", "-")
