"""Date: a date typed in three fields, checked as precisely as the source knows it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, WithJsonSchema

from quizapp.kinds import edtf
from quizapp.kinds import fields as on_page
from quizapp.kinds.base import MAIN, CardFace, Content, Grade, GradingContext, Part, Prompt
from quizapp.kinds.fields import ANSWER, Answers, Arrangement, Fields
from quizapp.kinds.messages import N_, ContentError, Message

FIELDS = (f"{ANSWER}-year", f"{ANSWER}-month", f"{ANSWER}-day")

COARSER = 0.5
"""The score of a right date that is less precise than the key."""

YEAR, DAY = 1, 3
"""How many parts a date has that is known to the year, and to the day."""


def _a_date(text: str) -> str:
    if edtf.parse(text) is None:
        raise ContentError(N_("“%(text)s” is not a date: write it like 2023, 2023-09 or 2023-09-19."), text=text)
    return text


class Date(Content):
    """A question answered with a date.

    Answers hold (year, month, day) as figures without leading zeros, "" where a part was not given.
    """

    kind: ClassVar[str] = "date"
    label: ClassVar[str] = N_("Date")

    answer: Annotated[str, AfterValidator(_a_date), WithJsonSchema({"type": ["string", "integer"]})] = Field(
        description="As precise as the source: year, year-month or full date."
    )

    @property
    def parts(self) -> edtf.Parts:
        """The key as year, month, day, as far as known."""
        return edtf.parse(self.answer) or ()

    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:  # noqa: ARG002 - no order to keep
        """Show the stem: how precise the key is would tell too much."""
        return Prompt(self.stem, given=on_page.blank_if_empty(self._checked(answers)))

    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:  # noqa: ARG002 - no order to keep
        """Read year, month and day, which have to make a date as far as they go."""
        typed = tuple(on_page.one_value(fields, name) for name in FIELDS)
        return on_page.blank_if_empty(self._checked(typed))

    def _checked(self, answers: Answers, /) -> Answers:
        figures = tuple(_figure(value.strip()) for value in on_page.slots(answers, DAY))
        year, month, day = figures
        if day and not month:
            raise ContentError(N_("A day needs its month: choose the month as well, or leave the day empty."))
        if month and not year:
            raise ContentError(N_("A month needs its year: write the year as well."))
        given = tuple(int(value) for value in figures if value)
        if given and not edtf.exists(given):
            raise ContentError(
                N_("There is no such date as %(date)s: check the day and the month."), date="-".join(map(str, given))
            )
        return figures

    def _marked(self, answers: Answers, _context: GradingContext, /) -> Grade:
        given = tuple(int(value) for value in answers if value)
        score, arithmetic = self._score(given)
        shown = "-".join(f"{value:0{4 if place == 0 else 2}d}" for place, value in enumerate(given))
        notes = (self._unchecked(),) if score == 1 and len(given) > len(self.parts) else ()
        part = Part("", shown, self.answer, score == 1)
        return Grade(score, True, "precision", arithmetic, (part,), {MAIN: score}, notes)

    def _score(self, given: edtf.Parts) -> tuple[float, Message]:
        common = min(len(given), len(self.parts))
        if given[:common] != self.parts[:common]:
            return 0.0, Message(N_("Another date: 0.00"))
        if len(given) < len(self.parts):
            return COARSER, Message(N_("Right, but less precise than the source: 0.50"))
        return 1.0, Message(N_("Right, and as precise as the source: 1.00"))

    def _unchecked(self) -> Message:
        if len(self.parts) == YEAR:
            return Message(N_("The source gives the year only: your month and day were not checked."))
        return Message(N_("The source gives the year and month only: your day was not checked."))

    def key(self) -> Answers:
        """Return the date as precise as it is known."""
        return (*map(str, self.parts), *[""] * (DAY - len(self.parts)))

    def cards(self) -> tuple[CardFace, ...]:
        """Ask the stem."""
        return (CardFace(MAIN, self.stem, self.answer, kind=self.kind),)


def _figure(text: str) -> str:
    """Return a part of a date without leading zeros, "" where it is blank."""
    if text and not (text.isdecimal() and len(text) <= len("2023") and int(text)):
        raise ContentError(N_("“%(text)s” is not understood in a date: write figures, such as 2023."), text=text[:40])
    return str(int(text)) if text else ""
