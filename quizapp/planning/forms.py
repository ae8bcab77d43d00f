"""Forms of planning: the calendar of one's days, and tests on a date."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.classroom.forms import WEEKDAYS
from quizapp.planning.exam_queries import ExamOf
from quizapp.planning.holidays import HolidayTerms
from quizapp.planning.models import ClassHoliday, Exam, StudyCalendar
from quizapp.planning.services import ExamTerms
from quizapp.scheduling.placing import EVERY_DAY
from quizapp.web.forms import BaseForm, DayField, RowForm
from quizapp.web.meeting import MeetingForm, state_of

SHARES = [
    SelectChoice("0", _l("nothing")),
    SelectChoice("0.5", _l("half as much")),
    SelectChoice("1", _l("as usual")),
    SelectChoice("1.5", _l("more")),
]
SPARE_ROWS = 2
MOST_ROWS = 40
LONGEST_DAYS = 400
_MINUTES = NumberRange(1, 300, _l("From 1 to 300."))


class HolidayForm(RowForm):
    """The first and the last day of a holiday; a single day needs one of them."""

    first = DayField(_l("From"), [Optional()])
    last = DayField(_l("To"), [Optional()])

    def span(self) -> tuple[date, date] | None:
        """Return both ends, or None for a row left empty."""
        ends = [end for end in (self.first.data, self.last.data) if end]
        return (min(ends), max(ends)) if ends else None


class CalendarForm(BaseForm):
    """How much of a usual day's work each weekday may hold, and the days on which nothing is placed."""

    shares = FieldList(SelectField(choices=SHARES), min_entries=len(WEEKDAYS), max_entries=len(WEEKDAYS))
    days_off = FieldList(FormField(HolidayForm), max_entries=MOST_ROWS)
    follows_classes = BooleanField(
        _l("Keep my classes' lesson days and holidays, too"),
        description=_l("Where you chose something else than “as usual” for a weekday, your choice holds."),
    )

    def spans(self) -> list[tuple[date, date]]:
        """Return the holidays that were filled in."""
        return [span for entry in self.days_off if (span := entry.form.span())]

    def validate_days_off(self, field: FieldList) -> None:
        """Refuse a holiday of more than a year, which is a slip of the year."""
        for entry in field:
            span = entry.form.span()
            if span and (span[1] - span[0]).days > LONGEST_DAYS:
                entry.form.last.errors = [_("That is more than a year.")]
                field.errors = [*field.errors, entry.errors]

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
    follows = calendar is None or calendar.follows_classes
    week = [f"{share:g}" for share in shares]
    return CalendarForm(data={"shares": week, "days_off": kept, "follows_classes": follows})


class ClassHolidayForm(MeetingForm):
    """A holiday of a class: a single day needs no last one."""

    name = StringField(
        _l("Name of the holiday"),
        [DataRequired(_l("Please give the holiday a name.")), Length(max=60, message=_l("At most 60 characters."))],
        description=_l("Such as “Winter holidays”. Students see it."),
    )
    first = DayField(_l("First day"), [InputRequired(_l("Please choose the first day."))])
    last = DayField(_l("Last day"), [Optional()], description=_l("Leave it empty for a single day."))

    def validate_last(self, field: DayField) -> None:
        """Refuse a holiday that ends before it begins, or of more than a year: slips of a date."""
        if not (self.first.data and field.data):
            return
        days = (field.data - self.first.data).days
        if days < 0:
            raise ValidationError(_("It would end before it begins: check both days."))
        if days > LONGEST_DAYS:
            raise ValidationError(_("That is more than a year."))

    def check_others(self, others: Collection[HolidayTerms]) -> bool:
        """Refuse what another holiday of the class says already."""
        if self.terms() not in others:
            return True
        self.form_errors.append(_("The class has this very holiday already. Change its name or its days."))
        return False

    def terms(self) -> HolidayTerms:
        """Return what was filled in."""
        return HolidayTerms(self.name.data.strip(), self.first.data, self.last.data or self.first.data)


def state_of_holiday(holiday: ClassHoliday) -> str:
    """Return a short name of what a holiday says: an id may be another one's by now."""
    return state_of(HolidayTerms.of(holiday).as_json())


def holiday_form(holiday: ClassHoliday) -> ClassHolidayForm:
    """Return the form that changes a holiday."""
    kept = {"name": holiday.name, "first": holiday.first_on, "last": holiday.last_on}
    return ClassHolidayForm(data=kept | {"seen_state": state_of_holiday(holiday)})


def _at_least_one(_form: BaseForm, field: SelectMultipleField) -> None:
    """Refuse a test about nothing; InputRequired would have browsers ask for every box."""
    if not field.data:
        raise ValidationError(_("Please choose at least one bank."))


class ExamForm(BaseForm):
    """A test: what, when, about which banks, and how long a day somebody wants to practise for it."""

    title = StringField(
        _l("Name of the test"),
        [InputRequired(_l("Please give the test a name.")), Length(max=80, message=_l("At most 80 characters."))],
    )
    held_on = DayField(_l("Date of the test"), [InputRequired(_l("Please choose the day of the test."))])
    banks = SelectMultipleField(
        _l("It asks about"),
        [_at_least_one],
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    minutes = IntegerField(
        _l("Minutes a day"),
        [InputRequired(_l("Please say how many minutes.")), _MINUTES],
        description=_l("For flashcards of these banks. The plan makes the most of them."),
    )
    for_everyone = BooleanField(
        _l("For everybody who learns here"),
        description=_l("Their flashcards follow the plan too; each may choose other minutes, or leave it out."),
    )

    def terms(self, *, may_set_for_everyone: bool) -> ExamTerms:
        """Return what was filled in."""
        everyone = bool(self.for_everyone.data) and may_set_for_everyone
        return ExamTerms(
            self.title.data, self.held_on.data, self.minutes.data, frozenset(self.banks.data), for_everyone=everyone
        )

    def check_day(self, today: date) -> bool:
        """Refuse a day that is past or too far away to plan for."""
        if 0 < (self.held_on.data - today).days <= LONGEST_DAYS:
            return True
        self.held_on.errors = [_("Please choose a day from tomorrow on, within a year.")]
        return False


class PaceForm(BaseForm):
    """How somebody prepares for a test that was set for everyone."""

    minutes = IntegerField(_l("My minutes a day"), [InputRequired(), _MINUTES])
    leave_out = BooleanField()
    """Sent by the button that leaves the test out."""


def exam_form(banks: Sequence[tuple[int, str]], exam: ExamOf | None = None) -> ExamForm:
    """Return the form of a test, filled with what is kept where nothing was sent."""
    kept = {"minutes": 15}
    if exam is not None:
        kept = {name: getattr(exam, name) for name in ("title", "held_on", "minutes", "for_everyone", "banks")}
    form = ExamForm(data=kept)
    form.banks.choices = [SelectChoice(str(number), title) for number, title in banks]
    return form


def class_exam_form(banks: Sequence[tuple[int, str]], exam: Exam | None, asked: Collection[int] = ()) -> ExamForm:
    """Return the form of a class's test: the minutes are a proposal to its students."""
    kept: dict[str, object] = {"minutes": 15}
    if exam is not None:
        kept = {"title": exam.title, "held_on": exam.held_on, "minutes": exam.minutes_per_day, "banks": asked}
    form = ExamForm(data=kept)
    form.banks.choices = [SelectChoice(str(number), title) for number, title in banks]
    form.minutes.description = _("A proposal for flashcards of these banks: students may choose other minutes.")
    return form
