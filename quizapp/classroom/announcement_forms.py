"""Forms of announcements: a new one, and one that is changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from quizapp.classroom.announcements import LONGEST_ANNOUNCEMENT, Notice
from quizapp.classroom.models import Announcement
from quizapp.web.forms import BaseForm, DayField


def _is_storable(_form: BaseForm, field: TextAreaField) -> None:
    """Refuse what no keyboard types and PostgreSQL does not keep."""
    if "\0" in (field.data or ""):
        raise ValidationError(_("There is a character in it that cannot be kept. Type it instead of pasting."))


class NewAnnouncementForm(BaseForm):
    """What a class is told, and how long."""

    today: date | None = None
    """By the class's clock: a day before it is refused."""

    text = TextAreaField(
        _l("What do you want to tell the class?"),
        [
            DataRequired(_l("Please write what the class should know.")),
            Length(max=LONGEST_ANNOUNCEMENT, message=_l("At most %(max)d characters.")),
            _is_storable,
        ],
        render_kw={"rows": 5, "maxlength": LONGEST_ANNOUNCEMENT},
        description=_l("Up to 4,000 characters. Markdown works: **bold**, lists with “-”, [links](https://…)."),
    )
    pinned = BooleanField(_l("Keep it on top"))
    shown_until = DayField(
        _l("Shown until"),
        [Optional()],
        description=_l("Optional: after the end of this day students see it no more."),
    )

    def validate_shown_until(self, field: DayField) -> None:
        """Refuse a day that is over, unless it stood there before."""
        if field.data and self.today and field.data < self.today and field.data != field.object_data:
            raise ValidationError(_("This day is over: nobody would see it."))

    def notice(self) -> Notice:
        """Return what was filled in."""
        return Notice(self.text.data, bool(self.pinned.data), self.shown_until.data)


class EditedAnnouncementForm(NewAnnouncementForm):
    """What a class was told, said otherwise; of a text that somebody else changed meanwhile it tells first."""

    meets_another: bool = False
    """Whether it was sent from a page that showed an older text."""

    stamp = HiddenField()
    """Which text the page showed."""

    as_new = BooleanField(
        _l("New to everybody again"),
        description=_l("For a change that matters: who has read it is asked to read it once more."),
    )

    def validate_text(self, _field: TextAreaField) -> None:
        """Refuse once to write over a text that the page did not show."""
        shown_now = self.stamp.object_data
        if self.stamp.data and self.stamp.data != shown_now:
            self.meets_another, self.stamp.data = True, shown_now
            raise ValidationError(_("It was changed meanwhile. Look below at what it says now; saving replaces that."))


def kept_announcement(announcement: Announcement) -> dict[str, Any]:
    """Return what an announcement says, as its form holds it."""
    kept = {name: getattr(announcement, name) for name in ("text", "pinned", "shown_until")}
    return kept | {"stamp": (announcement.edited_at or announcement.written_at).isoformat()}
