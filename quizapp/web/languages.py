"""The language of pages: a translator's file (.po) beside the data, read at the start. English needs none.

A sentence of a file is said only where it fits: with the values that the English one has, and its tags. Others stay
English, as those do that nobody translated yet: a page that fails would be worse than a page in two languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale
from babel.support import NullTranslations, Translations

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

MOST_LINES = 20
_VALUE = re.compile(r"%\((\w+)\)")
_TAG = re.compile(r"<[^<>]*>")


class _Named(dict[str, int]):
    """Values by their names: a sentence cannot ask for them without."""

    def __str__(self) -> str:
        """Refuse what asks for no name.

        Raises:
            TypeError: always.
        """
        raise TypeError


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

    catalog, unfit = read_catalog(path, locale), []
    for message in said_in(catalog):
        if not _fits(message):
            unfit.append(message.lineno or 0)
            message.string = ""
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Spoken(Translations(compiled), sum(1 for _said in said_in(catalog)), unfit)


def said_of_unfit(spoken: Spoken) -> str:
    """Return a sentence for whoever runs the server about translations that do not fit."""
    lines = ", ".join(map(str, spoken.unfit[:MOST_LINES])) + (" …" if len(spoken.unfit) > MOST_LINES else "")
    return f"{len(spoken.unfit)} that have other values or tags than their sentences stay English (lines {lines})"


def read_catalog(path: Path, locale: Locale) -> Catalog:
    """Return a translator's file, sentence by sentence.

    Raises:
        LanguageFileError: it cannot be read.
    """
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - as above

    try:
        with path.open("rb") as file:
            return read_po(file, locale=locale, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, OSError, ValueError) as error:
        raise LanguageFileError(f"{path} cannot be read as a translation: {error}") from None


def said_in(catalog: Catalog) -> Iterator[Message]:
    """Yield the sentences that are translated, but for those that are only guessed (fuzzy)."""
    return (one for one in catalog if one.id and not one.fuzzy and all(_texts(one.string)))


def _fits(message: Message) -> bool:
    """Say whether a translation can stand for its sentence: with no other values, and the very same tags."""
    originals, said = _texts(message.id), _texts(message.string)
    values = _Named((name, 1) for one in originals for name in _VALUE.findall(one))
    if any(_can_be_filled(one, values) for one in originals) and not all(_can_be_filled(one, values) for one in said):
        return False
    return {_tags(one) for one in said} <= {_tags(one) for one in originals}


def _texts(said: str | Sequence[str] | None) -> Sequence[str]:
    """Return the forms of a sentence: one, or more where it counts."""
    return (said or "",) if isinstance(said, str | None) else said


def _can_be_filled(text: str, values: _Named) -> bool:
    try:
        return bool(text % values)
    except (ValueError, KeyError, TypeError):
        return not text


def _tags(text: str) -> tuple[str, ...]:
    return tuple(sorted(_TAG.findall(text)))
