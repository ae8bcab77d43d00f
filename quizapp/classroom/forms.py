"""Forms of classes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from quizapp.classroom.services import ClassSettings
from quizapp.web.forms import BaseForm


class NewClassForm(BaseForm):
    """The name of a new class; all else can be said later."""

    name = StringField(
        _l("Name of the class"),
        [DataRequired(_l("Please give the class a name.")), Length(max=80, message=_l("At most 80 characters."))],
        description=_l("As your students know it, such as “10 b History”."),
    )

    def settings(self, time_zone: str, rollover_hour: int) -> ClassSettings:
        """Return what was filled in, with the installation's calendar."""
        return ClassSettings(self.name.data, time_zone, rollover_hour=rollover_hour)
