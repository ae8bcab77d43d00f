"""Forms of what two people may change at once: who saves second is told first what the other one has made of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, Field, HiddenField

from quizapp.web.forms import BaseForm
from quizapp.web.rendering import show_date, show_points

_DIGITS = 20


def state_of(kept: object) -> str:
    """Return a short name of what is kept: the same as long as nothing of it is changed."""
    return sha256(dumps(kept, sort_keys=True, default=str).encode()).hexdigest()[:_DIGITS]


class MeetingForm(BaseForm):
    """A form that names the state of things that it was filled from, and refuses once to write over another one."""

    seen_state = HiddenField()
    """Of what the page showed; without it nothing is compared."""
    meets_another: bool = False
    """Whether what is kept was changed since the page was shown."""

    def __init__(self, *args: Any, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        """Fill the form from what was sent, and remember what is kept."""
        self.kept = dict(data or {})
        super().__init__(*args, data=data, **more)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Say whether what was sent can be kept, and does not write over what nobody has seen."""
        is_valid = bool(super().validate(extra_validators))
        sent, now = self.seen_state.data, self.seen_state.object_data
        if not sent or sent == now or not self.others_made():
            return is_valid
        self.meets_another, self.seen_state.data = True, now
        self.form_errors.append(
            _(
                "Nothing is kept yet: this was changed meanwhile, by somebody else or in another window. "
                "Saving again replaces what it says now:"
            )
        )
        return False

    def others_made(self) -> list[tuple[str, str]]:
        """Return what is kept where it is not what was sent: the label of each field, and what it says now."""
        return [
            (str(field.label.text), said(field, field.object_data))
            for field in self
            if field.name in self.kept.keys() - {"seen_state"} and _plain(field.data) != _plain(field.object_data)
        ]


def _plain(value: object) -> object:
    """Return a value as it is compared: nothing said is the same in every form."""
    if isinstance(value, Collection) and not isinstance(value, str):
        return sorted(map(str, value))
    return "" if value is None or value is False else str(value)


def said(field: Field, value: object) -> str:
    """Return a value of a field in words."""
    if isinstance(field, BooleanField):
        return str(_("ticked") if value else _("not ticked"))
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, float):
        return show_points(value)
    names = {str(choice[0]): str(choice[1]) for choice in _choices(field)}
    values = value if isinstance(value, Collection) and not isinstance(value, str) else [value]
    told = ", ".join(names.get(str(one), str(one)) for one in values if one not in {None, ""})
    return told or str(_("nothing"))


def _choices(field: Field) -> list[tuple[Any, Any]]:
    return [(choice.value, choice.label or choice.value) for choice in getattr(field, "choices", None) or ()]
