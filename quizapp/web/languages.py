"""The language of pages: a translator's file (.po) beside the data, read at the start. English needs none.

A sentence of a file is said only where it fits: with the values that the English one has, and its tags. Others stay
English, as those do that nobody translated yet: a page that fails would be worse than a page in two languages.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale
from babel.support import NullTranslations, Translations

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

MOST_LINES = 20
_MARK = re.compile(r"%\(\w+\)[^a-zA-Z]*[a-zA-Z]|%%|%|\{\w+\}|[<\"]")
_TAG = re.compile(r"<[^<>]*>")


class LanguageFileError(Exception):
    """A translator's file cannot be read; says which, and why."""


class Spoken(NamedTuple):
    """What a translator's file says."""

    sentences: NullTranslations
    translated: int
    """How many sentences it translates."""
    unfit: Sequence[int]
    """Lines of those that do not fit and stay English."""


def file_for(folder: Path, locale: Locale) -> Path:
    """Return where a language's file lies in a data folder."""
    return folder / "languages" / f"{locale}.po"


def read_language(path: Path, locale: Locale) -> Spoken:
    """Return what a translator's file says.

    Raises:
        LanguageFileError: it cannot be read.
    """
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - no server in English needs it

    catalog, unfit, translated = read_catalog(path, locale), [], 0
    for message in catalog:
        if not message.id or message.fuzzy or not any(_texts(message.string)):
            continue
        if _fits(message):
            translated += 1
        else:
            unfit.append(message.lineno or 0)
            message.string = ""
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    try:
        return Spoken(Translations(compiled), translated, unfit)
    except ValueError as error:  # its rule of plurals
        raise _unreadable(path, error) from None


def said_of_unfit(spoken: Spoken) -> str:
    """Return a sentence for whoever runs the server about translations that do not fit."""
    lines = ", ".join(map(str, spoken.unfit[:MOST_LINES])) + (" …" if len(spoken.unfit) > MOST_LINES else "")
    why = "that have other values, tags or straight quotation marks than their sentences"
    return f"{len(spoken.unfit)} {why} stay English (lines {lines})"


def read_catalog(path: Path, locale: Locale) -> Catalog:
    """Return a translator's file, sentence by sentence; what is written of it is in UTF-8.

    Raises:
        LanguageFileError: it cannot be read.
    """
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - as above

    try:
        catalog = read_po(BytesIO(path.read_bytes().removeprefix(BOM_UTF8)), locale=locale, abort_invalid=True)
    except (PoFileError, OSError, ValueError, LookupError) as error:
        raise _unreadable(path, error) from None
    catalog.charset = "utf-8"
    return catalog


def _unreadable(path: Path, error: Exception) -> LanguageFileError:
    return LanguageFileError(f"{path} cannot be read as a translation: {error}")


def _fits(message: Message) -> bool:
    """Say whether a translation can stand for its sentence wherever that stands: in all its forms.

    It has no other values and the very same tags, and no sign that would be another tag or end an attribute.
    """
    originals, said = _texts(message.id), _texts(message.string)
    if not all(said) or not {_tags(one) for one in said} <= {_tags(one) for one in originals}:
        return False
    return all(_marks(one) <= set().union(*map(_marks, originals)) for one in said)


def _texts(said: str | Sequence[str] | None) -> Sequence[str]:
    """Return the forms of a sentence: one, or more where it counts."""
    return (said or "",) if isinstance(said, str | None) else said


def _tags(text: str) -> tuple[str, ...]:
    return tuple(sorted(_TAG.findall(text)))


def _marks(text: str) -> set[str]:
    """Return what has a meaning to pages: values with how they are written, and signs of markup outside of tags."""
    return set(_MARK.findall(_TAG.sub("", text)))
