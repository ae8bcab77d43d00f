"""How the fields of a question are named and worded for people who compare versions: as the editor names them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask_babel import gettext as _
from wtforms import RadioField, SelectField, SelectMultipleField

from quizapp.kinds import registry
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.question_form import QuestionForm

RADIO_OR_SELECT = (RadioField, SelectField)


def field_labels(kind: str) -> dict[str, str]:
    """Return the editor's label of each field of a kind."""
    form = FORMS[kind](formdata=None)
    return {"kind": _("Kind of question")} | {field.short_name: str(field.label.text) for field in form}


def worded(kind: str, fields: Mapping[str, object]) -> dict[str, object]:
    """Return fields with what is chosen from a list, and yes and no, in the words that the editor shows."""
    form = FORMS[kind](formdata=None)
    return {name: _worded(form, name, value) for name, value in fields.items()}


def _worded(form: QuestionForm, name: str, value: object) -> object:
    if name == "kind":
        return str(_(registry.KINDS[str(value)].label))
    field = next((field for field in form if field.short_name == name), None)
    if isinstance(field, SelectMultipleField) and isinstance(value, Collection):
        words = {str(choice.value): str(choice.label) for choice in field.choices}
        return [words.get(str(one), one) for one in value]
    if isinstance(field, RADIO_OR_SELECT) and value is not None:
        words = {str(choice.value): str(choice.label) for choice in field.choices}
        return words.get(str(value).lower() if isinstance(value, bool) else str(value), value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value
