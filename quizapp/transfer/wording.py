"""How the fields of a question are named for people who compare a file's with the browser's."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask_babel import gettext as _

from quizapp.bank.labels import FIELDS, label_of_facet, label_of_standing, value_said
from quizapp.kinds.registry import KINDS


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
    """Return all fields of a question with what is chosen from a list, and yes and no, in words."""
    return {name: value_worded(str(fields["kind"]), name, value) for name, value in fields.items()}


def value_worded(kind: str, name: str, value: object) -> object:
    """Return a field's value with what is chosen from a list, and yes and no, in words."""
    if name == "kind":
        return str(_(KINDS[kind].label))
    if name == "facets" and isinstance(value, Collection):
        return [label_of_facet(str(one)) for one in value]
    if name == "standing" and value is not None:
        return label_of_standing(str(value))
    return value_said(kind, name, value)
