"""Bulk changes, what hinders them, and what two likely duplicates say, in words for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.bank.labels import FACETS, FIELDS, STANDINGS, value_said
from quizapp.bank.titles import title_of_bank
from quizapp.bank.topics import title_of_topic
from quizapp.formats.question_fields import elements_of, parts_of
from quizapp.workbench.changes import Action, Change, Hindrance
from quizapp.workbench.models import BulkOperation


def _word(words: Mapping[str, str], value: str) -> str:
    return str(_(words.get(value, value)))


_ACTIONS: Mapping[Action, Callable[[str], str]] = {
    Action.TOPIC: lambda value: _("Topic: %(value)s", value=title_of_topic(value)),
    Action.ADD_FACET: lambda value: _("Facet added: %(value)s", value=_word(FACETS, value)),
    Action.REMOVE_FACET: lambda value: _("Facet taken away: %(value)s", value=_word(FACETS, value)),
    Action.LEVEL: lambda value: _("Level: %(value)s", value=value),
    Action.STANDING: lambda value: _("Standing: %(value)s", value=_word(STANDINGS, value)),
    Action.MOVE: lambda value: _("Moved to the bank %(value)s", value=title_of_bank(value)),
    Action.ARCHIVE: lambda _value: _("Archived"),
    Action.UNARCHIVE: lambda _value: _("Brought back from the archive"),
    Action.FLAG: lambda _value: _("Flagged"),
    Action.UNFLAG: lambda _value: _("Flag taken away"),
    Action.TRASH: lambda value: _("Moved to the trash: %(value)s", value=value) if value else _("Moved to the trash"),
    Action.RESTORE: lambda _value: _("Brought back from the trash"),
    Action.MERGE: lambda value: _("Merged into %(value)s", value=value),
}


def named(action: str, value: str) -> str:
    """Return what was done, or would be."""
    return str(_ACTIONS[Action(action)](value))


def journaled(operation: BulkOperation, gone: str | None) -> str:
    """Return what an operation did, as the journal says it; gone is the id of a question that was merged into another.

    None where nobody knows any more, and where nothing was merged.
    """
    if gone is None:
        return named(operation.action, operation.said["value"])
    return str(_("“%(gone)s” merged into “%(kept)s”", gone=gone, kept=operation.said["value"]))


def note_of(change: Change) -> str:
    """Return the note of the versions that a change makes."""
    return str(_("bulk: %(change)s", change=named(change.action, change.value)))


def note_of_undoing(operation: BulkOperation) -> str:
    """Return the note of the versions that taking an operation back makes."""
    return str(_("bulk: undone: %(change)s", change=named(operation.action, operation.said["value"])))


_HINDERED: Mapping[Hindrance, Callable[[int], str]] = {
    Hindrance.ONLY_READ: lambda count: ngettext(
        "%(num)d belongs to a bank that you may only read.", "%(num)d belong to banks that you may only read.", count
    ),
    Hindrance.IN_TRASH: lambda count: ngettext("%(num)d is in the trash.", "%(num)d are in the trash.", count),
    Hindrance.BANK_IN_TRASH: lambda count: ngettext(
        "%(num)d belongs to a bank that is in the trash: restore the bank.",
        "%(num)d belong to a bank that is in the trash: restore the bank.",
        count,
    ),
    Hindrance.LAST_FACET: lambda count: ngettext(
        "%(num)d has no other facet, and a question needs one.",
        "%(num)d have no other facet, and a question needs one.",
        count,
    ),
    Hindrance.KEY_TAKEN: lambda count: ngettext(
        "%(num)d has an id that is taken in that bank.", "%(num)d have an id that is taken in that bank.", count
    ),
}


def hindered(reason: Hindrance, count: int) -> str:
    """Return why so many questions stay as they are."""
    return str(_HINDERED[reason](count))


def fields_said(kind: str, content: Mapping[str, object]) -> list[tuple[str, list[dict[str, str]]]]:
    """Return what a question says, by field: its label, and the texts of each of its elements by name."""
    said = ((name, value_said(kind, name, value)) for name, value in content.items())
    return [(str(_(FIELDS[name])), [parts_of(one) for one in _elements(value)]) for name, value in said]


def _elements(value: object) -> Sequence[object]:
    found = elements_of(value)
    return [value] if found is None else found
