"""How the fields of a question are named for people who compare a file's with the browser's."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from quizapp.kinds.messages import N_

LABELS = {
    "kind": N_("Kind of question"),
    "state": N_("State"),
    "stem": N_("Question"),
    "answer": N_("Answer"),
    "answers": N_("Accepted answers"),
    "distractors": N_("Distractors"),
    "feedback": N_("Feedback"),
    "scoring": N_("How it is marked"),
    "tolerance": N_("Tolerance"),
    "tolerance_kind": N_("Kind of tolerance"),
    "unit": N_("Unit"),
    "items": N_("Items in the right order"),
    "pairs": N_("Pairs"),
    "categories": N_("Categories"),
    "text": N_("Text with gaps"),
    "front": N_("Front"),
    "back": N_("Back"),
    "reverse": N_("Reversed card, too"),
    "typed": N_("Recall is typed"),
    "explanation": N_("Explanation"),
    "teacher_note": N_("Note for teachers"),
    "sources": N_("Sources"),
    "topic": N_("Topic"),
    "actors": N_("Actors"),
    "when": N_("When it happened"),
    "event": N_("Event"),
    "facets": N_("Facets"),
    "difficulty": N_("Difficulty"),
    "standing": N_("Standing"),
    "allow": N_("Weaknesses allowed"),
}


def field_labels() -> dict[str, str]:
    """Return the label of each field."""
    return {name: str(_(label)) for name, label in LABELS.items()}


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
