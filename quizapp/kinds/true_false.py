"""True or false: one statement to be judged."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field

from quizapp.kinds import fields as on_page
from quizapp.kinds.base import MAIN, CardFace, Content, Grade, GradingContext, Part, Prompt
from quizapp.kinds.fields import ANSWER, Answers, Arrangement, Fields
from quizapp.kinds.messages import N_, ContentError
from quizapp.kinds.options import Remark
from quizapp.kinds.sameness import same_negations
from quizapp.kinds.scores import right_or_wrong

WORDS = {"true": N_("True"), "false": N_("False")}
"""What people see for each value: msgids, so that a page can translate them."""

ASKED = N_("True or false?")


class TrueFalse(Content):
    """A statement that is true or false.

    Answers hold "true" or "false"; on the page the field has the same values.
    """

    kind: ClassVar[str] = "true_false"
    label: ClassVar[str] = N_("True or false")

    answer: bool = Field(description="Whether the statement is true.")
    feedback: Remark = Field("", description="Shown to whoever chose the other one.")

    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:  # noqa: ARG002 - no order to keep
        """Show the statement; both words are the page's."""
        return Prompt(self.stem, given=on_page.blank_if_empty(self._checked(answers)))

    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:  # noqa: ARG002 - no order to keep
        """Read "true" or "false"."""
        return on_page.blank_if_empty(self._checked((on_page.one_value(fields, ANSWER),)))

    def _checked(self, answers: Answers, /) -> Answers:
        (value,) = on_page.slots(answers, 1)
        if value and value not in WORDS:
            raise ContentError(N_("“%(value)s” is not one of the choices of this question."), value=value[:40])
        return (value,)

    def _marked(self, answers: Answers, _context: GradingContext, /) -> Grade:
        right = answers == self.key()
        feedback = "" if right or not answers[0] else self.feedback
        return right_or_wrong(Part("", WORDS.get(answers[0], ""), WORDS[self.key()[0]], right, feedback))

    def key(self) -> Answers:
        """Return the right word."""
        return ("true" if self.answer else "false",)

    def same_key(self, old: Self, /) -> bool:
        """Tell whether the same word is right; a statement that was negated is another one."""
        return self.answer == old.answer and same_negations(self.stem, old.stem)

    def cards(self) -> tuple[CardFace, ...]:
        """Ask whether the statement is true."""
        return (CardFace(MAIN, f"{ASKED} {self.stem}", WORDS[self.key()[0]], kind=self.kind),)
