"""Matching: left-hand sides, each to be given its right-hand side."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BaseModel, Field

from quizapp.kinds import fields as on_page
from quizapp.kinds.base import STRICT, CardFace, Content, Grade, GradingContext, Part, Prompt, ShortText, card_key
from quizapp.kinds.fields import Answers, Arrangement, Fields
from quizapp.kinds.messages import N_, Message, Problem
from quizapp.kinds.options import MOST, Texts, refuse, repeat_problems, sorted_texts
from quizapp.kinds.sameness import carried_rows, same_texts, same_wording, successors
from quizapp.kinds.scores import share_of_parts
from quizapp.kinds.text import fold


class Pair(BaseModel):
    """Two things that belong together."""

    model_config = STRICT

    left: ShortText
    right: ShortText


def _different_lefts(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    refuse(repeat_problems([pair.left for pair in pairs], [(number, "left") for number in range(len(pairs))]))
    return pairs


class Matching(Content):
    """Pairs to be found; two left-hand sides may share a right-hand side.

    Answers hold, for each pair in the order of the file, the place of the chosen text in rights, "" where none.
    """

    kind: ClassVar[str] = "matching"
    label: ClassVar[str] = N_("Matching")

    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=MOST), AfterValidator(_different_lefts)] = Field(
        description="At least two; the left-hand sides differ."
    )
    distractors: Texts = Field((), description="Right-hand sides that match nothing.")

    def faults(self) -> Iterator[Problem]:
        """Yield each distractor that is somebody's right-hand side, and the want of anything to choose between."""
        right = {fold(pair.right) for pair in self.pairs}
        for number, text in enumerate(self.distractors):
            if fold(text) in right:
                sentence = N_("“%(text)s” matches a left-hand side: remove it from the distractors, or change it.")
                yield Problem(("distractors", number), Message(sentence, {"text": text}))
        if len(right) + len(self.distractors) == 1:
            sentence = N_("All right-hand sides are the same: change one, or add a distractor.")
            yield Problem(("pairs",), Message(sentence))

    @property
    def rights(self) -> tuple[str, ...]:
        """The texts to choose from: the pairs' right-hand sides, each once, then the distractors."""
        distinct: dict[str, str] = {}
        for text in (*(pair.right for pair in self.pairs), *self.distractors):
            distinct.setdefault(fold(text), text)
        return tuple(distinct.values())

    def arrange(self, rng: Random) -> Arrangement:
        """Shuffle the right-hand sides; the left ones keep the order of the file."""
        return (on_page.shuffled(len(self.rights), rng),)

    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:
        """Show the left-hand sides as rows, and the right-hand ones in the order of the page."""
        rights = self.rights
        order = on_page.permutation(arrangement, len(rights))
        given = tuple(on_page.to_page(value, order) for value in self._checked(answers))
        rows = tuple(pair.left for pair in self.pairs)
        choices = tuple(rights[number] for number in order)
        return Prompt(self.stem, choices=choices, rows=rows, given=on_page.blank_if_empty(given))

    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:
        """Read the place on the page that was chosen for each row."""
        order = on_page.permutation(arrangement, len(self.rights))
        values = on_page.row_values(fields, len(self.pairs))
        return on_page.blank_if_empty(tuple(on_page.to_content(value, order) for value in values))

    def _checked(self, answers: Answers, /) -> Answers:
        return on_page.places(on_page.slots(answers, len(self.pairs)), len(self.rights))

    def _marked(self, answers: Answers, _context: GradingContext, /) -> Grade:
        rights = self.rights
        parts = [
            Part(pair.left, rights[int(chosen)] if chosen else "", pair.right, chosen == expected)
            for pair, chosen, expected in zip(self.pairs, answers, self.key(), strict=True)
        ]
        return share_of_parts(parts, self._card_keys, N_("%(right)s of %(all)s pairs right: %(score)s"))

    @property
    def _card_keys(self) -> tuple[str, ...]:
        return tuple(card_key("pair", pair.left) for pair in self.pairs)

    def key(self) -> Answers:
        """Return the place of each pair's right-hand side."""
        folded = [fold(text) for text in self.rights]
        return tuple(str(folded.index(fold(pair.right))) for pair in self.pairs)

    def same_key(self, old: Self, /) -> bool:
        """Tell whether the same sides belong together."""
        lefts = [[pair.left for pair in one.pairs] for one in (old, self)]
        rights = [[pair.right for pair in one.pairs] for one in (old, self)]
        if not same_texts(*lefts):
            return False
        found = successors(*lefts)
        return all(same_wording(rights[0][was], rights[1][now], rights[0]) for was, now in found.items())

    def carry(self, answers: Answers, old: Self, /) -> Answers | None:
        """Find each pair's chosen side among those of now; a pair that was not asked cannot be marked."""
        lefts = successors([pair.left for pair in old.pairs], [pair.left for pair in self.pairs])
        return carried_rows(answers, lefts, successors(old.rights, self.rights), len(self.pairs))

    def cards(self) -> tuple[CardFace, ...]:
        """Make one card a pair, which asks for the right-hand side."""
        options = sorted_texts(self.rights)
        return tuple(
            CardFace(key, pair.left, pair.right, self.stem, options)
            for key, pair in zip(self._card_keys, self.pairs, strict=True)
        )
