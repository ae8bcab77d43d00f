"""Multiple choice: several keys among distractors, and the four rules of marking them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

from pydantic import Field

from quizapp.kinds import fields as on_page
from quizapp.kinds.base import MAIN, CardFace, Content, Grade, GradingContext, Part, Prompt
from quizapp.kinds.fields import ANSWER, Answers, Arrangement, Fields
from quizapp.kinds.messages import N_, ContentError, Message, Problem
from quizapp.kinds.options import Option, Options, key_problems, sorted_texts
from quizapp.kinds.sameness import same_texts, successors
from quizapp.kinds.scores import figure

Scoring = Literal["net_correct", "all_or_nothing", "each_option", "coverage"]


class Tally(NamedTuple):
    """How many options were rightly and wrongly chosen, of how many right and wrong ones."""

    right: int
    wrong: int
    keys: int
    distractors: int


def _coverage(t: Tally) -> float:
    return (t.right / t.keys) * (t.right / (t.right + t.wrong)) if t.right else 0.0


RULES: Mapping[Scoring, Callable[[Tally], float]] = {
    "net_correct": lambda t: max(0.0, (t.right - t.wrong) / t.keys),
    "all_or_nothing": lambda t: float(t.right == t.keys and not t.wrong),
    "each_option": lambda t: (t.right + t.distractors - t.wrong) / (t.keys + t.distractors),
    "coverage": _coverage,
}
"""Each rule's score from 0 to 1."""

SUMS: Mapping[Scoring, str] = {
    "net_correct": N_("%(right)s right − %(wrong)s wrong of %(keys)s: %(score)s"),
    "all_or_nothing": N_("%(right)s of %(keys)s right and %(wrong)s wrong, all or nothing: %(score)s"),
    "each_option": N_("%(judged)s of %(options)s options rightly chosen or left: %(score)s"),
    "coverage": N_("%(right)s of %(keys)s found × %(right)s of %(chosen)s chosen are right: %(score)s"),
}
"""Each rule's sum in words."""


class MultipleChoice(Content):
    """A question with several right options.

    Answers hold the places of the chosen options in answers + distractors, in ascending order.
    """

    kind: ClassVar[str] = "multiple_choice"
    label: ClassVar[str] = N_("Multiple choice")

    answers: Annotated[Options, Field(min_length=1)] = Field(description="The right options, at least one.")
    distractors: Annotated[Options, Field(min_length=1)] = Field(description="The wrong options, at least one.")
    scoring: Scoring = Field("net_correct", description="The rule of marking.")

    @property
    def options(self) -> tuple[Option, ...]:
        """All options, the right ones first."""
        return self.answers + self.distractors

    def faults(self) -> Iterator[Problem]:
        """Yield each distractor that is a key."""
        yield from key_problems([option.text for option in self.answers], self.distractors)

    def arrange(self, rng: Random) -> Arrangement:
        """Shuffle the options."""
        return (on_page.shuffled(len(self.options), rng),)

    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:
        """Show the stem, and the options in the order of the page."""
        order = on_page.permutation(arrangement, len(self.options))
        given = sorted((on_page.to_page(value, order) for value in self._checked(answers)), key=int)
        return Prompt(self.stem, choices=tuple(self.options[number].text for number in order), given=tuple(given))

    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:
        """Read the chosen places on the page."""
        order = on_page.permutation(arrangement, len(self.options))
        chosen = {on_page.to_content(value.strip(), order) for value in fields.get(ANSWER, ())} - {""}
        return tuple(sorted(chosen, key=int))

    def _checked(self, answers: Answers, /) -> Answers:
        chosen = {on_page.place(value, len(self.options)) for value in answers}
        if len(chosen) < len(answers):
            raise ContentError(N_("Each option can be chosen once."))
        return tuple(map(str, sorted(chosen)))

    def _marked(self, answers: Answers, _context: GradingContext, /) -> Grade:
        chosen = set(map(int, answers))
        right = sum(number < len(self.answers) for number in chosen)
        tally = Tally(right, len(chosen) - right, len(self.answers), len(self.distractors))
        score = RULES[self.scoring](tally)
        parts = tuple(self._part(number, number in chosen) for number in range(len(self.options)))
        return Grade(score, True, self.scoring, self._sum(tally, score), parts, {MAIN: score})

    def _part(self, number: int, chosen: bool) -> Part:
        option, is_key = self.options[number], number < len(self.answers)
        given, feedback = (option.text, option.feedback) if chosen else ("", "")
        return Part(option.text, given, option.text if is_key else "", chosen == is_key, feedback)

    def _sum(self, tally: Tally, score: float) -> Message:
        more = {
            "judged": tally.right + tally.distractors - tally.wrong,
            "options": len(self.options),
            "chosen": tally.right + tally.wrong,
            "score": figure(score),
        }
        return Message(SUMS[self.scoring], tally._asdict() | more)

    def key(self) -> Answers:
        """Return the places of all right options."""
        return tuple(map(str, range(len(self.answers))))

    def same_key(self, old: Self, /) -> bool:
        """Tell whether the same options are right, and marked by the same rule."""
        keys = [[option.text for option in one.answers] for one in (old, self)]
        return self.scoring == old.scoring and same_texts(*keys)

    def carry(self, answers: Answers, old: Self, /) -> Answers | None:
        """Find the options that were chosen among those of now."""
        found = successors([option.text for option in old.options], [option.text for option in self.options])
        places = [int(value) for value in answers]
        if not all(place in found for place in places):
            return None
        return tuple(map(str, sorted(found[place] for place in places)))

    def cards(self) -> tuple[CardFace, ...]:
        """Ask the stem for all keys; offer the options on request."""
        options = sorted_texts(option.text for option in self.options)
        back = "\n".join(f"- {option.text}" for option in self.answers)
        return (CardFace(MAIN, self.stem, back, options=options),)
