"""Single choice: one key among distractors."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Annotated, ClassVar, Self

from pydantic import Field

from quizapp.kinds import fields as on_page
from quizapp.kinds.base import MAIN, CardFace, Content, Grade, GradingContext, Part, Prompt
from quizapp.kinds.fields import ANSWER, Answers, Arrangement, Fields
from quizapp.kinds.messages import N_, Problem
from quizapp.kinds.options import Option, Options, key_problems, sorted_texts
from quizapp.kinds.sameness import same_wording, successors
from quizapp.kinds.scores import right_or_wrong


class SingleChoice(Content):
    """A question with one right option.

    Answers hold the place of the chosen option in (answer, *distractors), so that ("0",) is the key.
    """

    kind: ClassVar[str] = "single_choice"
    label: ClassVar[str] = N_("Single choice")

    answer: Option = Field(description="The right option.")
    distractors: Annotated[Options, Field(min_length=1)] = Field(description="The wrong options, at least one.")

    @property
    def options(self) -> tuple[Option, ...]:
        """All options, the key first."""
        return (self.answer, *self.distractors)

    def faults(self) -> Iterator[Problem]:
        """Yield each distractor that is the key."""
        yield from key_problems([self.answer.text], self.distractors)

    def arrange(self, rng: Random) -> Arrangement:
        """Shuffle the options."""
        return (on_page.shuffled(len(self.options), rng),)

    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:
        """Show the stem, and the options in the order of the page."""
        order = on_page.permutation(arrangement, len(self.options))
        given = on_page.to_page(self._checked(answers)[0], order)
        choices = tuple(self.options[number].text for number in order)
        return Prompt(self.stem, choices=choices, given=on_page.blank_if_empty((given,)))

    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:
        """Read the one chosen place on the page."""
        order = on_page.permutation(arrangement, len(self.options))
        return on_page.blank_if_empty((on_page.to_content(on_page.one_value(fields, ANSWER), order),))

    def _checked(self, answers: Answers, /) -> Answers:
        return on_page.places(on_page.slots(answers, 1), len(self.options))

    def _marked(self, answers: Answers, _context: GradingContext, /) -> Grade:
        chosen = self.options[int(answers[0])] if answers[0] else None
        given, feedback = (chosen.text, chosen.feedback) if chosen else ("", "")
        return right_or_wrong(Part("", given, self.answer.text, chosen is self.answer, feedback))

    def key(self) -> Answers:
        """Return the key's place."""
        return ("0",)

    def same_key(self, old: Self, /) -> bool:
        """Tell whether the key is the same option."""
        others = [option.text for option in (*old.distractors, *self.distractors)]
        return same_wording(old.answer.text, self.answer.text, others)

    def carry(self, answers: Answers, old: Self, /) -> Answers | None:
        """Find the option that was chosen among those of now."""
        found = successors([option.text for option in old.options], [option.text for option in self.options])
        place = int(answers[0])
        return (str(found[place]),) if place in found else None

    def cards(self) -> tuple[CardFace, ...]:
        """Ask the stem; offer the options on request."""
        options = sorted_texts(option.text for option in self.options)
        return (CardFace(MAIN, self.stem, self.answer.text, options=options),)
