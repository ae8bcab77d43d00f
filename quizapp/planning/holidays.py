"""Services of a class's holidays: adding, changing and removing them, and taking those of another class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.planning.class_days import holidays_of_class
from quizapp.planning.models import ClassHoliday


@dataclass(frozen=True, slots=True)
class HolidayTerms:
    """What a teacher says of a holiday."""

    name: str
    first: date
    last: date


def add_holiday(session: Session, class_id: int, terms: HolidayTerms) -> ClassHoliday:
    """Add a holiday to a class; cards that its students rate from now on are not placed there."""
    holiday = ClassHoliday(class_id=class_id, name=terms.name, first_on=terms.first, last_on=terms.last)
    session.add(holiday)
    session.flush()
    return holiday


def change_holiday(session: Session, holiday: ClassHoliday, terms: HolidayTerms) -> None:
    """Change a holiday's name and days."""
    holiday.name, holiday.first_on, holiday.last_on = terms.name, terms.first, terms.last
    session.flush()


def remove_holiday(session: Session, holiday: ClassHoliday) -> None:
    """Take a holiday away."""
    session.execute(sa.delete(ClassHoliday).where(ClassHoliday.id == holiday.id))
    session.expire_all()


def copy_holidays(session: Session, from_class: int, to_class: int) -> int:
    """Give a class the holidays of another one that it does not have yet, and return how many they were."""
    kept = {(one.name, one.first_on, one.last_on) for one in holidays_of_class(session, to_class)}
    wanted = [(one.name, one.first_on, one.last_on) for one in holidays_of_class(session, from_class)]
    missing = [one for one in dict.fromkeys(wanted) if one not in kept]
    for name, first, last in missing:
        session.add(ClassHoliday(class_id=to_class, name=name, first_on=first, last_on=last))
    session.flush()
    return len(missing)
