"""Forms of planning: the calendar of one's days."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, FormField, SelectChoice, SelectField
from wtforms.validators import Optional, ValidationError

from quizapp.planning.models import StudyCalendar
from quizapp.scheduling.placing import EVERY_DAY
from quizapp.web.forms import BaseForm, RowForm

SHARES = [
    SelectChoice("0", _l("nothing")),
    SelectChoice("0.5", _l("half as much")),
    SelectChoice("1", _l("as usual")),
    SelectChoice("1.5", _l("more")),
]
WEEKDAYS = (
    _l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"),
)  # fmt: skip
SPARE_ROWS = 2
MOST_ROWS = 40
LONGEST_DAYS = 400


class HolidayForm(RowForm):
    """The first and the last day of a holiday; a single day needs one of them."""

    first = DateField(_l("From"), [Optional()])
    last = DateField(_l("To"), [Optional()])

    def span(self) -> tuple[date, date] | None:
        """Return both ends, or None for a row left empty."""
        ends = [end for end in (self.first.data, self.last.data) if end]
        return (min(ends), max(ends)) if ends else None


class CalendarForm(BaseForm):
    """How much of a usual day's work each weekday may hold, and the days on which nothing is placed."""

    shares = FieldList(SelectField(choices=SHARES), min_entries=len(WEEKDAYS), max_entries=len(WEEKDAYS))
    days_off = FieldList(FormField(HolidayForm), max_entries=MOST_ROWS)

    def spans(self) -> list[tuple[date, date]]:
        """Return the holidays that were filled in."""
        return [span for entry in self.days_off if (span := entry.form.span())]

    def validate_days_off(self, field: FieldList) -> None:
        """Refuse a holiday of more than a year, which is a slip of the year."""
        for entry in field:
            span = entry.form.span()
            if span and (span[1] - span[0]).days > LONGEST_DAYS:
                entry.form.last.errors = [_("That is more than a year.")]
                raise ValidationError(_("One of these holidays is longer than a year."))

    def add_spare_rows(self) -> None:
        """Offer empty rows for more holidays."""
        for _row in range(min(SPARE_ROWS, MOST_ROWS - len(self.days_off))):
            self.days_off.append_entry()


def calendar_form(calendar: StudyCalendar | None) -> CalendarForm:
    """Return the form, filled with what is kept where nothing was sent."""
    shares = calendar.shares if calendar else EVERY_DAY.shares
    kept = [
        {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}
        for first, last in (calendar.days_off if calendar else [])
    ]
    return CalendarForm(data={"shares": [f"{share:g}" for share in shares], "days_off": kept})
