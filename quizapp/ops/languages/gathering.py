"""The sentences of this version, gathered from its code and its templates into a translator's file."""

from __future__ import annotations

from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import write_po

import quizapp
from quizapp.disk import make_own_folder
from quizapp.ops.version import own_version
from quizapp.web.languages import read_catalog

PLACES = [("**.py", "python"), ("templates/**.html", "jinja2")]
HEADER = "What the pages of quizapp say. Sentences without a translation stay English."
KEYWORDS = DEFAULT_KEYWORDS | {"N_": None, "_l": None, "in_each_form": (1, 2)}


def sentences(locale: Locale) -> Catalog:
    """Return all sentences, none of them translated, for a language with its plurals."""
    catalog = Catalog(locale, header_comment=f"# {HEADER}", project="quizapp", version=own_version(), fuzzy=False)
    package = Path(quizapp.__file__).parent
    for place, line, said, comments, context in extract_from_dir(package, PLACES, keywords=KEYWORDS):
        catalog.add(said, None, [(f"quizapp/{place}", line)], auto_comments=comments, context=context)
    return catalog


def bring_up_to_date(path: Path, locale: Locale) -> None:
    """Make a translator's file, or bring it up to this version: what it says stays, what nobody says goes to its end.

    Raises:
        LanguageFileError: it is there and cannot be read.
    """
    found = sentences(locale)
    if path.exists():
        catalog = read_catalog(path, locale)
        catalog.update(found, no_fuzzy_matching=True, update_header_comment=False)
    else:
        catalog = found
    make_own_folder(path.parent)
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as file:
        write_po(file, catalog, sort_by_file=True)
    draft.replace(path)
