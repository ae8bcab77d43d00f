"""Short answer: a word or name typed, where spelling habits and slips are forgiven but other names never are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from quizapp.kinds import fields as on_page
from quizapp.kinds.base import MAIN, CardFace, Content, Grade, GradingContext, Part, Prompt
from quizapp.kinds.fields import ANSWER, Answers, Arrangement, Fields
from quizapp.kinds.messages import N_, Problem
from quizapp.kinds.options import Options, Texts, key_problems
from quizapp.kinds.sameness import same_texts
from quizapp.kinds.scores import forgiven_note, right_or_wrong
from quizapp.kinds.text import compare, fold


class ShortAnswer(Content):
    """A question answered in a word or a name.

    Answers hold the text as typed.
    """

    kind: ClassVar[str] = "short_answer"
    label: ClassVar[str] = N_("Short answer")
    knows_names: ClassVar[bool] = True

    answers: Annotated[Texts, Field(min_length=1)] = Field(description="Accepted answers; the first one is shown.")
    distractors: Options = Field((), description="Near names that are never forgiven as a typo.")
    tolerance: Literal["typos", "exact"] = Field("typos", description="Whether slips of the fingers are forgiven.")

    def faults(self) -> Iterator[Problem]:
        """Yield each distractor that is an accepted answer."""
        yield from key_problems(self.answers, self.distractors)

    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:  # noqa: ARG002 - no order to keep
        """Show the stem."""
        return Prompt(self.stem, given=on_page.blank_if_empty(self._checked(answers)))

    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:  # noqa: ARG002 - no order to keep
        """Read what was typed."""
        return on_page.blank_if_empty((on_page.typed_value(fields, ANSWER),))

    def _checked(self, answers: Answers, /) -> Answers:
        return (on_page.slots(answers, 1)[0].strip(),)

    def _marked(self, answers: Answers, context: GradingContext, /) -> Grade:
        (given,) = answers
        rivals = (*(option.text for option in self.distractors), *context.rivals)
        typos = self.tolerance == "typos"
        result = compare(given, self.answers, rivals, language=context.language, typos=typos)
        feedback = self._feedback(given, context.language)
        part = Part("", given, result.nearest if result.right else self.answers[0], result.right, feedback)
        notes = (forgiven_note(given, result.nearest),) if result.verdict == "forgiven" else ()
        return right_or_wrong(part, self.tolerance, notes=notes, near_miss=result.verdict == "near_miss")

    def _feedback(self, given: str, language: str) -> str:
        typed = fold(given, language)
        remarks = (option.feedback for option in self.distractors if fold(option.text, language) == typed)
        return next(remarks, "")

    def key(self) -> Answers:
        """Return the first accepted answer."""
        return (self.answers[0],)

    def same_key(self, old: Self, /) -> bool:
        """Tell whether the same answers are accepted, and slips forgiven as before."""
        near = [[option.text for option in one.distractors] for one in (old, self)]
        same_rule = self.tolerance == old.tolerance and same_texts(*near)
        return same_rule and same_texts(old.answers, self.answers)

    def cards(self) -> tuple[CardFace, ...]:
        """Ask the stem; show all accepted answers."""
        return (CardFace(MAIN, self.stem, " / ".join(self.answers)),)
