"""What the buttons inside the editor's form do to it: rows added, moved and removed, passages chosen.

Scripts do the same in the page; without them these buttons send the form, and nothing that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, SelectMultipleField
from wtforms.csrf.core import CSRFTokenField

from quizapp.studio.fields import leaves, listed, plain_value
from quizapp.studio.question_form import QuestionForm

DO = "do"
"""The name of these buttons; the value is a verb, such as up:distractors-2."""
PASSAGES = "passages"
PASSAGE = "passage"
"""The name of the boxes that choose passages."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a button did."""

    sentence: str = ""
    field_id: str = ""
    """Where writing goes on."""


def obey(form: QuestionForm, wish: str) -> Done:
    """Change a form as a button wishes; a wish that makes no sense (any more) changes nothing."""
    verb, _colon, target = wish.partition(":")
    name, _dash, number = target.rpartition("-")
    field = form[name or target] if (name or target) in form.content_fields else None
    if not isinstance(field, FieldList):
        return Done()
    if verb == "add":
        return _added(field)
    place = int(number) if number.isascii() and number.isdigit() and len(number) < len("1000") else -1
    if not 0 <= place < len(field.entries):
        return Done()
    if verb == "remove":
        return _removed(field, place)
    return _moved(field, place, {"up": -1, "down": 1}.get(verb, 0))


def _added(field: FieldList) -> Done:
    field.append_entry()
    return Done(_("Row %(number)d is added.", number=len(field.entries)), _first(field, len(field.entries) - 1))


def _removed(field: FieldList, place: int) -> Done:
    field.pop_entry(place)
    if not field.entries:
        field.append_entry()
    return Done(_("Row %(number)d is removed.", number=place + 1), _first(field, min(place, len(field.entries) - 1)))


def _moved(field: FieldList, place: int, step: int) -> Done:
    to = place + step
    if not step or not 0 <= to < len(field.entries):
        return Done("", _first(field, place))
    data = field.entries[place].data
    field.pop_entry(place)
    field.insert_entry(to, data)
    return Done(_("Now in place %(place)d.", place=to + 1), _first(field, to))


def _first(field: FieldList, place: int) -> str:
    return str(next(leaves([field.entries[place]])).id)


def choose_passages(form: QuestionForm, ticked: Collection[str], known: Collection[str]) -> Done:
    """Take over which of the known passages are ticked; what was typed beside them, and its order, stays."""
    typed = listed(form.sources.data)
    kept = [one for one in typed if one in ticked or one not in known]
    form.sources.data = ", ".join(kept + [one for one in ticked if one in known and one not in typed])
    return Done(_("The passages are taken over."), form.sources.id)


def fields_of_form(form: QuestionForm) -> MultiDict[str, str]:
    """Return a form's fields as a browser sends them, blank rows included."""
    sent: MultiDict[str, str] = MultiDict()
    for field in leaves(form):
        for value in _values(field):
            sent.add(field.name, value)
    return sent


def _values(field: Any) -> list[str]:  # noqa: ANN401 - any WTForms field
    if isinstance(field, CSRFTokenField):
        return []
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    if isinstance(field, SelectMultipleField):
        return [str(value) for value in field.data or ()]
    return [str(plain_value(field))]
