"""How the fields of a question are named for people who compare a file's with the browser's."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from quizapp.bank.labels import FIELDS


def field_labels() -> dict[str, str]:
    """Return the label of each field."""
    return {name: str(_(label)) for name, label in FIELDS.items()}


def head_and_source_labels() -> dict[str, str]:
    """Return the label of each field of a bank's head, and of a source."""
    return {
        "title": _("Title"),
        "language": _("Language"),
        "description": _("Description"),
        "reading_grade": _("Reading grade"),
        "topics": _("Titles of topics"),
        "author": _("Author"),
        "kind": _("Kind of source"),
        "written": _("When it was written"),
        "note": _("Note"),
        "passages": _("Passages"),
    }


def worded(fields: Mapping[str, object]) -> dict[str, object]:
    """Return fields with yes and no in words."""
    return {name: worded_value(value) for name, value in fields.items()}


def worded_value(value: object) -> object:
    """Return a value with yes and no in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value
