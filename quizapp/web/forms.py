"""The base of every form: CSRF by Flask-WTF, spaces trimmed, ids that never clash with question text."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField


def _trimmed(value: Any) -> Any:  # noqa: ANN401 - a WTForms filter is handed whatever the field holds
    return value.strip() if isinstance(value, str) else value


class BaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form whose texts lose their outer spaces (passwords keep theirs)."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Trim what is typed."""

        def bind_field(self, form: BaseForm, unbound_field: Any, options: dict[str, Any]) -> Field:  # noqa: ANN401
            """Add the trimming filter to text fields."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                options["filters"] = [*unbound_field.kwargs.pop("filters", ()), _trimmed]
            return unbound_field.bind(form=form, **options)
