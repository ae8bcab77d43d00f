"""Forms of classes: a new one, its settings, its copy, and those of who joins by code."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    IntegerField,
    PasswordField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.accounts.forms import NAME_LENGTH, NewPassword
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.services import ClassSettings, Copying
from quizapp.formats.roster import clean, problem_of_name
from quizapp.web.forms import BaseForm, DayField
from quizapp.web.meeting import MeetingForm, state_of
from quizapp.web.rendering import say

_LONGEST_NAME = 80
_NAME_RULES = (
    DataRequired(_l("Please give the class a name.")),
    Length(max=_LONGEST_NAME, message=_l("At most 80 characters.")),
)
LONGEST_TERM_DAYS = 800
WEEKDAYS = (
    _l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"),
)  # fmt: skip


@cache
def known_zones() -> tuple[str, ...]:
    """Return the names of time zones that people know: a region and a place, and UTC."""
    odd = ("Etc/", "SystemV/", "US/", "posix", "right", "Factory")
    return ("UTC", *sorted(name for name in available_timezones() if "/" in name and not name.startswith(odd)))


class NewClassForm(BaseForm):
    """The name of a new class; all else can be said later."""

    name = StringField(
        _l("Name of the class"), _NAME_RULES, description=_l("As your students know it, such as “10 b History”.")
    )

    def settings(self, time_zone: str, rollover_hour: int) -> ClassSettings:
        """Return what was filled in, with the installation's calendar."""
        return ClassSettings(self.name.data, time_zone, rollover_hour=rollover_hour)


class ClassForm(MeetingForm):
    """The settings of a class."""

    name = StringField(_l("Name of the class"), _NAME_RULES)
    subtitle = StringField(
        _l("What it is about"),
        [Length(max=120, message=_l("At most 120 characters."))],
        description=_l("Optional: subject, year or room."),
    )
    time_zone = StringField(
        _l("Time zone"),
        render_kw={"list": "zones", "spellcheck": "false"},
        description=_l("Type a city, such as Yerevan, and choose. Your students' days are counted by it."),
    )
    rollover_hour = SelectField(
        _l("A day ends at"),
        choices=[SelectChoice(str(hour), f"{hour:02}:00") for hour in range(24)],
        description=_l("Who practises after midnight still practises for the day before; 04:00 is usual."),
    )
    term_begins = DayField(_l("First day of the term"), [Optional()])
    term_ends = DayField(_l("Last day of the term"), [Optional()])
    lesson_days = SelectMultipleField(
        _l("Days with a lesson"),
        coerce=int,
        choices=[SelectChoice(str(number), name) for number, name in enumerate(WEEKDAYS)],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=True,
    )

    def validate_time_zone(self, field: StringField) -> None:
        """Refuse a zone that nobody knows; the last part of a name is enough."""
        if field.data in available_timezones():  # also odd ones, as servers have them: a new class takes its server's
            return
        typed = (field.data or "").strip().replace(" ", "_").casefold()
        if typed == "utc":
            field.data = "UTC"
            return
        found = [name for name in known_zones() if typed in {name.casefold(), name.rpartition("/")[2].casefold()}]
        if not found:
            raise ValidationError(_("No time zone has this name. Choose one of the list, such as Asia/Yerevan."))
        field.data = found[0]

    def validate_term_ends(self, field: DayField) -> None:
        """Refuse a term that ends before it begins, or that is a slip of the year."""
        if not (self.term_begins.data and field.data):
            return
        days = (field.data - self.term_begins.data).days
        if days < 0:
            raise ValidationError(_("The term would end before it begins: check both days."))
        if days > LONGEST_TERM_DAYS:
            raise ValidationError(_("That is longer than two years: check the year."))

    def settings(self) -> ClassSettings:
        """Return what was filled in."""
        names = ("name", "time_zone", "subtitle", "term_begins", "term_ends")
        said = {name: getattr(self, name).data for name in names}
        days = tuple(sorted(self.lesson_days.data or ()))
        return ClassSettings(**said, rollover_hour=int(self.rollover_hour.data), lesson_days=days)


def class_form(school_class: SchoolClass) -> ClassForm:
    """Return the form of a class's settings, filled with what is kept where nothing was sent."""
    names = ("name", "subtitle", "time_zone", "term_begins", "term_ends", "lesson_days")
    kept = {name: getattr(school_class, name) for name in names}
    kept |= {"rollover_hour": str(school_class.rollover_hour)}
    return ClassForm(data=kept | {"seen_state": state_of(kept)})


class CopyForm(BaseForm):
    """What goes along into the copy of a class."""

    name = StringField(_l("Name of the new class"), _NAME_RULES)
    teachers = BooleanField(_l("The same teachers"), default=True)
    students = BooleanField(_l("The same students, too"))

    def copying(self) -> Copying:
        """Return what was filled in."""
        return Copying(self.name.data, bool(self.teachers.data), bool(self.students.data))


_YEARS = re.compile(r"(?<!\d)(20\d\d|\d\d(?=\s*[/–-]\s*\d\d(?!\d)))(?:(\s*[/–-]\s*)(20\d\d|\d\d)(?!\d))?(?!\d)")
"""A year, or a school year, such as 2026, 2026/27, 26/27 and 2026–2027."""


def name_of_copy(name: str) -> str:
    """Return what a class's copy for the next year is called: by the year after, or with the word copy."""
    later = _YEARS.sub(_a_year_on, name)
    return later if later != name else str(_("%(name)s (copy)", name=name[: _LONGEST_NAME - len(" (copy)")]))


def _a_year_on(found: re.Match[str]) -> str:
    first, between, last = found.groups()
    if last and (int(last) - int(first)) % 100 != 1:  # no school year: some other numbers with a line between them
        return found.group()
    return _next(first) + (between + _next(last) if last else "")


def _next(year: str) -> str:
    return str(int(year) + 1)[-len(year) :].zfill(len(year))


def _is_a_name(_form: BaseForm, field: StringField) -> None:
    """Refuse what no list of names could bring either."""
    name = clean(field.data or "")
    if not name:
        raise ValidationError(_("Please type a name."))
    problem = problem_of_name(name)
    if problem is not None:
        raise ValidationError(say(problem))


class StudentForm(MeetingForm):
    """How a student stands in a class's roster."""

    KEPT = ("roster_name", "group_name", "extra_time_percent")
    roster_name = StringField(_l("Name in this class"), [_is_a_name], filters=[lambda text: clean(text or "")])
    group_name = StringField(_l("Group"), [Length(max=40, message=_l("At most 40 characters."))])
    extra_time_percent = IntegerField(
        _l("Extra time, in percent"),
        [InputRequired(_l("Please type a number.")), NumberRange(0, 300, _l("From 0 to 300."))],
        description=_l("For this student wherever time is limited: 25 makes 40 minutes 50."),
    )


def student_form(enrolment: Enrolment, **more: None) -> StudentForm:
    """Return the form of a student in a roster, filled with what is kept where nothing was sent to it."""
    kept = {name: getattr(enrolment, name) for name in StudentForm.KEPT}
    return StudentForm(data=kept | {"seen_state": state_of(kept)}, **more)


class CodeForm(BaseForm):
    """A class's code, as it was read out."""

    code = StringField(
        _l("Class code"),
        [DataRequired(_l("Please type the code that your teacher shows.")), Length(max=40)],
        render_kw={"autocapitalize": "characters", "spellcheck": "false", "maxlength": 40},
        description=_l("Six letters and digits, from your teacher. Spaces and small letters do not matter."),
    )


class JoinForm(BaseForm):
    """Who joins: a name for the teacher's list, and a password for whoever wants to come back on another device."""

    name = StringField(
        _l("Your name"),
        [
            DataRequired(_l("Please type your name.")),
            *NAME_LENGTH,
            Regexp(r"^[^\x00-\x1f<>@/\\=+]+$", message=_l("A name cannot contain < > @ / \\ = or +.")),
        ],
        description=_l("First and last name, as your teacher knows you."),
    )
    password = PasswordField(
        _l("Password, if you like"),
        [Optional(), NewPassword()],
        description=_l("With one you can sign in on other devices, too. Without one your teacher can give you a card."),
    )
