"""Flashcard: two sides; the learner recalls the other one and rates themself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, StringConstraints

from quizapp.kinds import fields as on_page
from quizapp.kinds.base import MAIN, CardFace, Content, Grade, GradingContext, Part, Prompt, Text, storable
from quizapp.kinds.difference import Stretch, difference
from quizapp.kinds.fields import ANSWER, Answers, Arrangement, Fields
from quizapp.kinds.messages import N_, ContentError, Message
from quizapp.kinds.pictures import described
from quizapp.kinds.sameness import same_wording
from quizapp.kinds.scores import figure, forgiven_note
from quizapp.kinds.text import compare

RATING = "rating"
"""The name of the rating's field."""

REVERSE = "reverse"
"""The key of the card that asks for the front."""

SCORES = {"again": 0.0, "hard": 0.5, "good": 1.0, "easy": 1.0}
"""What a rating of oneself is worth."""

_RATED = {
    "again": N_("You rated your recall “not at all”: %(score)s"),
    "hard": N_("You rated your recall “partly”: %(score)s"),
    "good": N_("You rated your recall “well”: %(score)s"),
    "easy": N_("You rated your recall “easily”: %(score)s"),
}
"""How a rating is said: as on its button."""

LONGEST_RECALL = 4_000
"""Characters of typed recall: as long as a back may be."""


class Flashcard(Content):
    """A card to be recalled.

    Answers hold (rating, text as typed); the rating is "again", "hard", "good" or "easy", "" before it is given.
    """

    kind: ClassVar[str] = "flashcard"
    label: ClassVar[str] = N_("Flashcard")
    self_rated: ClassVar[bool] = True

    stem: Annotated[str, StringConstraints(max_length=4_000), AfterValidator(storable), AfterValidator(described)] = (
        Field("", description="An instruction, in Markdown; mostly not needed.")
    )
    front: Text = Field(description="What is shown.")
    back: Text = Field(description="What is to be recalled.")
    reverse: bool = Field(False, description="Whether a second card asks for the front.")
    typed: bool = Field(False, description="Whether recall is typed and the difference shown.")

    @property
    def title(self) -> str:
        """The front."""
        return self.front

    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:  # noqa: ARG002 - no order to keep
        """Show the front, after the instruction if there is one."""
        stem = f"{self.stem}\n\n{self.front}" if self.stem else self.front
        return Prompt(stem, given=on_page.blank_if_empty(self._checked(answers)))

    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:  # noqa: ARG002 - no order to keep
        """Read the rating, and what was typed where recall is typed."""
        typed = on_page.typed_value(fields, ANSWER, LONGEST_RECALL) if self.typed else ""
        return on_page.blank_if_empty(self._checked((on_page.one_value(fields, RATING), typed)))

    def _checked(self, answers: Answers, /) -> Answers:
        rating, typed = on_page.slots(answers, 2)
        if rating and rating not in SCORES:
            raise ContentError(N_("“%(value)s” is no rating: choose again, hard, good or easy."), value=rating[:40])
        return rating, typed.strip()

    def _answered(self, answers: Answers) -> bool:
        return bool(answers[0])

    def _marked(self, answers: Answers, context: GradingContext, /) -> Grade:
        rating, typed = answers
        score = SCORES.get(rating, 0.0)
        arithmetic = Message(_RATED.get(rating, _RATED["again"]), {"score": figure(score)})
        part = Part("", typed, self.back, score == 1)
        return Grade(score, True, "self_rated", arithmetic, (part,), {MAIN: score}, self._notes(typed, context))

    def _notes(self, typed: str, context: GradingContext) -> tuple[Message, ...]:
        verdict = compare(typed, (self.back,), context.rivals, language=context.language).verdict if typed else "wrong"
        if verdict == "exact":
            return (Message(N_("What you typed is what stands on the card.")),)
        return (forgiven_note(typed, self.back),) if verdict == "forgiven" else ()

    def difference(self, answers: Answers, language: str = "en") -> tuple[Stretch, ...]:
        """Return what leads from the typed recall to the back, () where nothing was typed.

        Raises:
            ContentError: the answers do not fit this content.

        """
        typed = self._checked(answers)[1]
        return difference(typed, self.back, language) if typed else ()

    def key(self) -> Answers:
        """Return the rating of full recall, with the back as typed where recall is typed."""
        return "good", self.back if self.typed else ""

    def same_key(self, old: Self, /) -> bool:
        """Tell whether the same is to be recalled."""
        return same_wording(old.back, self.back) and (not self.reverse or same_wording(old.front, self.front))

    def carry(self, answers: Answers, old: Self, /) -> Answers | None:  # noqa: ARG002 - a rating is of oneself
        """Keep the rating, and what was typed where recall is typed still."""
        rating, typed = on_page.slots(answers, 2)
        return rating, typed if self.typed else ""

    def cards(self) -> tuple[CardFace, ...]:
        """Ask for the back and, where the card has a reverse, for the front."""
        return _faces(self.front, self.back, self.stem, reverse=self.reverse)

    @classmethod
    def stored_cards(cls, stored: Mapping[str, Any]) -> tuple[CardFace, ...]:
        """Return the flashcards of content as it is stored: decks of tens of thousands are not checked once more."""
        return _faces(stored["front"], stored["back"], stored.get("stem", ""), reverse=stored.get("reverse", False))


def _faces(front: str, back: str, stem: str, *, reverse: bool) -> tuple[CardFace, ...]:
    main = CardFace(MAIN, front, back, stem)
    return (main, CardFace(REVERSE, back, front, stem)) if reverse else (main,)
