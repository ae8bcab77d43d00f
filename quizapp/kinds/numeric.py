"""Numeric: a number typed, right within a tolerance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from quizapp.kinds import fields as on_page
from quizapp.kinds.base import MAIN, CardFace, Content, Grade, GradingContext, Part, Prompt, storable
from quizapp.kinds.fields import ANSWER, Answers, Arrangement, Fields
from quizapp.kinds.messages import N_, ContentError, Message, Problem
from quizapp.kinds.quantity import LONGEST, parse_number
from quizapp.kinds.scores import right_or_wrong

ToleranceKind = Literal["nominal", "relative", "geometric"]

THOUSANDS_FROM = 1_000
"""The least whole key for which "30,000" is read as thousands."""

SUMS: dict[tuple[bool, bool], str] = {
    (True, True): N_("Within the tolerance of %(tolerance)s: 1.00"),
    (True, False): N_("Outside the tolerance of %(tolerance)s: 0.00"),
    (False, True): N_("The very number: 1.00"),
    (False, False): N_("Another number: 0.00"),
}
"""By whether there is a tolerance and whether the answer is right. The bounds stay unsaid: they would tell the key."""


def _a_number(text: str) -> str:
    """Refuse what is no number, or could be read in two ways, in a bank file."""
    if parse_number(text) is None or (parse_number(text) != parse_number(text, thousands=True) and "," in text):
        raise ContentError(N_("“%(text)s” is not a plain number: write it like 30000 or 3.5."), text=text)
    return text


def _a_tolerance(text: str) -> str:
    if (value := parse_number(text, "%")) is None:
        raise ContentError(N_("“%(text)s” is not a tolerance: write a number such as 5, or a percentage."), text=text)
    if value < 0:
        raise ContentError(N_("A tolerance cannot be negative: write “%(text)s” without its sign."), text=text)
    return text


_Scalar = StringConstraints(min_length=1, max_length=LONGEST)
_NumberSchema = WithJsonSchema({"type": ["string", "number"]})
NumberText = Annotated[str, _Scalar, AfterValidator(_a_number), _NumberSchema]
ToleranceText = Annotated[str, _Scalar, AfterValidator(_a_tolerance), _NumberSchema]


class Numeric(Content):
    """A question answered with a number; figures are kept as the author wrote them, so that no digit is lost.

    Answers hold the text as typed, which read has made sure can be understood.
    """

    kind: ClassVar[str] = "numeric"
    label: ClassVar[str] = N_("Number")

    answer: NumberText = Field(description="The right number.")
    tolerance: ToleranceText = Field("0", description="A number; a percentage or factor unless nominal.")
    tolerance_kind: ToleranceKind = Field("nominal", description="What the tolerance is of.")
    unit: Annotated[str, StringConstraints(max_length=40), AfterValidator(storable)] = Field(
        "", description="Understood, never demanded."
    )

    def faults(self) -> Iterator[Problem]:
        """Yield a percentage that is a percentage of nothing."""
        if self.tolerance_kind == "nominal" and "%" in self.tolerance:
            sentence = N_("A percentage needs “tolerance_kind: relative” (or geometric): add it, or write a number.")
            yield Problem(("tolerance",), Message(sentence))

    @cached_property
    def number(self) -> Decimal:
        """The key."""
        return self._parsed(self.answer)

    @cached_property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The least and greatest number that is right."""
        with localcontext(prec=2 * LONGEST):  # more digits than a key can have: rounding would shut it out
            return self._bounds(parse_number(self.tolerance, "%") or Decimal(0))

    def _bounds(self, margin: Decimal) -> tuple[Decimal, Decimal]:
        if "%" in self.tolerance:
            margin /= 100
        if self.tolerance_kind == "geometric":
            low, high = sorted((self.number / (1 + margin), self.number * (1 + margin)))
            return low, high
        spread = margin * abs(self.number) if self.tolerance_kind == "relative" else margin
        return self.number - spread, self.number + spread

    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:  # noqa: ARG002 - no order to keep
        """Show the stem and the unit."""
        return Prompt(self.stem, unit=self.unit, given=on_page.blank_if_empty(self._checked(answers)))

    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:  # noqa: ARG002 - no order to keep
        """Read what was typed, which has to be a number."""
        return on_page.blank_if_empty(self._checked((on_page.typed_value(fields, ANSWER),)))

    def _parsed(self, text: str) -> Decimal:
        """Read a number as this question means it; ContentError where it is not understood."""
        key = parse_number(self.answer) or Decimal(0)
        thousands = abs(key) >= THOUSANDS_FROM and key == key.to_integral_value()
        if (value := parse_number(text, self.unit, thousands=thousands)) is None:
            sentence = N_("“%(text)s” is not understood as a number: write it in figures, such as 1500 or 0.5.")
            raise ContentError(sentence, text=text[:40])
        return value

    def _checked(self, answers: Answers, /) -> Answers:
        typed = on_page.slots(answers, 1)[0].strip()
        if typed:
            self._parsed(typed)
        return (typed,)

    def _marked(self, answers: Answers, _context: GradingContext, /) -> Grade:
        (given,) = answers
        low, high = self.bounds
        right = bool(given) and low <= self._parsed(given) <= high
        grade = right_or_wrong(Part("", given, self._with_unit, right), self.tolerance_kind)
        sentence = SUMS[low != high, right]
        return replace(grade, arithmetic=Message(sentence, {"tolerance": self.tolerance}))

    @property
    def _with_unit(self) -> str:
        return f"{self.answer} {self.unit}".strip()

    def key(self) -> Answers:
        """Return the number itself."""
        return (self.answer,)

    def same_key(self, old: Self, /) -> bool:
        """Tell whether the same numbers are right."""
        return self.bounds == old.bounds

    def cards(self) -> tuple[CardFace, ...]:
        """Ask the stem."""
        return (CardFace(MAIN, self.stem, self._with_unit),)
