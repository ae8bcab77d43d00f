"""The fields that the editor's forms are made of: cleaned, with ids of their own, and read as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import Field, FieldList, Form, FormField, RadioField, SelectField, SelectMultipleField, StringField

from quizapp.kinds.messages import N_, Message
from quizapp.kinds.problems import SENTENCES
from quizapp.web.forms import RowForm

_EMPTY = N_("This is empty: fill it in.")
_ALIASES = {"id": "key"}
IDS = "edit-"
"""How the ids of the editor's fields begin: beside them stands the student's page, with ids of its own."""
_BREAKS = re.compile("\r\n?|[\v\f]")  # Word's line break inside a paragraph is a vertical tab
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - a WTForms filter is handed whatever the field holds
    """Take out control characters that no reader sees and no database or file takes; every other one is kept."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", value)) if isinstance(value, str) else value


class Edited:
    """Part of a form's Meta: ids of the editor's own, and no control characters in texts."""

    def bind_field(self, form: Form, unbound_field: Any, options: dict[str, Any]) -> Field:  # noqa: ANN401 - WTForms' own
        """Name a field's id and clean what is typed into it."""
        options.setdefault("id", f"{IDS}{options.get('prefix', '')}{options['name']}")
        bound: Field = super().bind_field(form, unbound_field, options)  # type: ignore[misc]  # of the other base
        if isinstance(bound, StringField):
            bound.filters = [_cleaned, *bound.filters]
        return bound


class EditedRow(RowForm):
    """A row of a list in the editor."""

    class Meta(Edited, RowForm.Meta):
        """Clean what is typed."""


def leaves(fields: Any) -> Iterator[Field]:  # noqa: ANN401 - a form, a list of rows or a row
    """Yield every field that a person fills in, rows one by one."""
    for field in fields:
        if isinstance(field, FieldList):
            yield from leaves(field.entries)
        elif isinstance(field, FormField):
            yield from leaves(field.form)
        else:
            yield field


def listed(text: str | None) -> list[str]:
    """Return what stands between commas."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def named(lines: list[str] | None) -> dict[str, str]:
    """Return what stands in lines like “name: value”."""
    parts = (line.partition(":") for line in lines or ())
    return {name.strip(): value.strip() for name, _colon, value in parts}


def plain_value(field: Any) -> Any:  # noqa: ANN401 - any WTForms field
    """Return what a field holds, without blank rows and the blank parts of a row."""
    if isinstance(field, FieldList):
        return [value for value in map(plain_value, field.entries) if value not in ("", {})]
    if isinstance(field, FormField):
        values = {inner.short_name: plain_value(inner) for inner in field.form}
        return {name: value for name, value in values.items() if value}
    if (
        isinstance(field, SelectField)
        and not isinstance(field, RadioField | SelectMultipleField)
        and field.data is None
    ):
        return field.choices[0].value  # as a browser sends it
    return field.data if field.data is not None else ""


def step(field: Any, part: str | int) -> Any:  # noqa: ANN401 - a field of any kind
    """Return the field one step further down a path; rows are counted as raw() does, without blank ones."""
    if isinstance(field, FieldList) and isinstance(part, int):
        filled = [entry for entry in field.entries if plain_value(entry) not in ("", {})]
        return filled[part] if part < len(filled) else None
    form = field.form if isinstance(field, FormField) else field
    name = _ALIASES.get(str(part), str(part))
    return form[name] if not isinstance(field, FieldList) and name in form else None


def option_rows(value: Any) -> Any:  # noqa: ANN401 - an option, or a list of them
    """Return options as their rows have them: a bare text is one without feedback."""
    if isinstance(value, list | tuple):
        return [option_rows(inner) for inner in value]
    return value if isinstance(value, Mapping) else {"text": value}


def one_line_each(value: Any) -> Any:  # noqa: ANN401 - rows
    """Return rows with each text in one line, which Markdown shows as the same; feedback may have several."""
    if isinstance(value, list | tuple):
        return [one_line_each(inner) for inner in value]
    if isinstance(value, Mapping):
        return {name: inner if name == "feedback" else one_line_each(inner) for name, inner in value.items()}
    return " ".join(value.splitlines()) if isinstance(value, str) else value


def as_typed(message: Message) -> Message:
    """Return what is said of a form where a file is told to get a field, or more entries than none."""
    is_short = message.text == SENTENCES["too_short"] and not message.params["actual_length"]
    return Message(_EMPTY) if is_short or message.text == SENTENCES["missing"] else message
