"""The bases of every form: CSRF by Flask-WTF, spaces trimmed, line breaks as files have them, any script; days."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from wtforms import DateField, Field, Form, HiddenField, PasswordField, StringField

from quizapp.clock import FIRST_YEAR, LAST_YEAR


def _trimmed(value: Any) -> Any:  # noqa: ANN401 - a WTForms filter is handed whatever the field holds
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


class _Trimming:
    """Part of a form's Meta: what is typed loses its outer spaces, and browsers' CRLF becomes one line break."""

    def bind_field(self, form: Form, unbound_field: Any, options: dict[str, Any]) -> Field:  # noqa: ANN401 - WTForms' own
        """Add the trimming filter to text fields."""
        kind = unbound_field.field_class
        if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
            options["filters"] = [*unbound_field.kwargs.get("filters", ()), _trimmed]
        if issubclass(kind, StringField) and not issubclass(kind, PasswordField | HiddenField):
            options["render_kw"] = {"dir": "auto"} | unbound_field.kwargs.get("render_kw", {})
        return unbound_field.bind(form=form, **options)


class BaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form whose texts lose their outer spaces (passwords keep theirs)."""

    class Meta(_Trimming, FlaskForm.Meta):  # type: ignore[misc]
        """Trim what is typed."""

        def wrap_formdata(self, form: Form, formdata: Any) -> Any:  # noqa: ANN401 - WTForms' own
            """Return what a browser's form sent: JSON, which Flask-WTF would read, too, may hold anything but texts."""
            is_json = formdata is _Auto and request.is_json
            return None if is_json else super().wrap_formdata(form, formdata)


class RowForm(Form):  # type: ignore[misc]  # WTForms ships no types
    """A row of a list inside a form: trimmed too, and without a token of its own."""

    class Meta(_Trimming, Form.Meta):  # type: ignore[misc]
        """Trim what is typed."""


class DayField(DateField):  # type: ignore[misc]  # WTForms ships no types
    """A day of a year that is no slip."""

    data: Any
    """A date, or None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day that was sent; of a year that nobody means it is none."""
        super().process_formdata(valuelist)
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(_("Please check the year."))
