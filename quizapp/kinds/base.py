"""What every kind of question is made of: content, prompt, answers, grade and cards. Pure: no IO, clock or framework.

The life of a question in these words:

    raw mapping ──registry.load──▶ Content ──arrange(rng)──▶ Arrangement ──prompt──▶ Prompt (what a learner may see)
                                      │                                                 │ form fields
                                      └──cards()──▶ CardFace…        Grade ◀──grade── Answers ◀──read(fields)──┘
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from quizapp.kinds.fields import Answers, Arrangement, Fields, one_value, place, shuffled
from quizapp.kinds.messages import N_, ContentError, ContentProblems, Message, Problem
from quizapp.kinds.pictures import described

__all__ = [
    "MAIN",
    "N_",
    "STRICT",
    "Answers",
    "Arrangement",
    "CardFace",
    "Content",
    "ContentError",
    "ContentProblems",
    "Fields",
    "Grade",
    "GradingContext",
    "Message",
    "Part",
    "Problem",
    "Prompt",
    "ShortText",
    "Text",
    "card_key",
    "one_value",
    "place",
    "shuffled",
    "storable",
]

STRICT = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True)
"""How all content is read: unknown fields are refused, numbers where a text belongs are taken as they stand."""


def storable(text: str) -> str:
    """Refuse the one character that no database column takes."""
    if "\0" in text:
        raise ContentError(N_("This text holds a NUL character: remove it."))
    return text


# An editor's schema sees `1994` as a number and `true` as a truth value, though both are read as text here.
_SCALAR = ["string", "number", "boolean"]
LONGEST_TEXT = 4_000
"""Characters."""
Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_TEXT),
    AfterValidator(storable),
    AfterValidator(described),
    WithJsonSchema({"type": _SCALAR, "minLength": 1, "maxLength": LONGEST_TEXT}),
]
ShortText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500),
    AfterValidator(storable),
    AfterValidator(described),
    WithJsonSchema({"type": _SCALAR, "minLength": 1, "maxLength": 500}),
]

MAIN = "main"
"""The key of the one card of a question that has one card."""


@dataclass(frozen=True, slots=True)
class GradingContext:
    """What marking a typed answer has to know beyond the question."""

    language: str = "en"
    """The bank's language, an ISO 639 code such as "hy"."""
    rivals: tuple[str, ...] = ()
    """Other known names of the bank, never taken as a typo; those that the question accepts are ignored."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a learner is shown before answering. Nothing in here, order included, tells the key."""

    stem: str
    choices: tuple[str, ...] = ()
    """Options, right-hand sides or categories, in the order of the page."""
    rows: tuple[str, ...] = ()
    """What each gets an answer of its own: left-hand sides, items, events; for a cloze the text between its gaps."""
    row_choices: tuple[tuple[str, ...], ...] = ()
    """For a cloze: the options of each gap; () where the gap is typed."""
    unit: str = ""
    given: tuple[str, ...] = ()
    """The answer saved so far, as values of the page's fields, for filling the form again."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a graded answer, in words."""

    asked: str
    """What this part was about (a left-hand side, an option); "" where the question has one part."""
    given: str
    """What was answered; "" where nothing was."""
    expected: str
    right: bool
    feedback: str = ""
    """The author's remark on what was chosen."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What an answer is worth, and why."""

    score: float
    """From 0 to 1."""
    answered: bool
    """False for a blank: its score is 0, but it is never called wrong and is no evidence for a memory."""
    rule: str
    """The id of the marking rule, such as "net_correct"."""
    arithmetic: Message
    """The rule's sum in words: "2 of 4 pairs right: 0.50"."""
    parts: tuple[Part, ...] = ()
    evidence: Mapping[str, float] = field(default_factory=dict)
    """Card key → score from 0 to 1, for the cards that this answer says something about."""
    notes: tuple[Message, ...] = ()
    """Remarks for the learner: a typo forgiven, more precise than was checked."""
    near_miss: bool = False
    """True where a typed answer was marked wrong but came close: kept for the instructor."""


class CardFace(NamedTuple):
    """One flashcard of a question: what stands on its two sides, in Markdown. Whole decks of them are made at once."""

    key: str
    """Stable within the question as long as what is asked stays the same."""
    front: str
    back: str
    context: str = ""
    """The stem, where the front alone would not say what is asked."""
    options: tuple[str, ...] = ()
    """Offered on request on the front, sorted so that the order tells nothing."""
    kind: str = ""
    """That of its question, where the application says something itself on a side: a date, or True and False."""


class Content(BaseModel, ABC):
    """What a question of one kind holds, and all that can be done with it. Subclasses are the kinds."""

    model_config = STRICT

    kind: ClassVar[str]
    """The name in bank files, the registry and template folders."""
    label: ClassVar[str]
    """The name for people, a msgid."""
    self_rated: ClassVar[bool] = False
    """True where the learner sees the back first and then rates themself."""
    knows_names: ClassVar[bool] = False
    """True where marking asks for the other known names of the bank (GradingContext.rivals)."""

    stem: Text = Field(description="The question or task, in Markdown.")

    def faults(self) -> Iterator[Problem]:
        """Yield what is wrong between fields that are right each for itself."""
        yield from ()

    @model_validator(mode="after")
    def _refuse_faults(self) -> Self:
        if problems := tuple(self.faults()):
            raise ContentProblems(problems)
        return self

    @property
    def title(self) -> str:
        """What lists of questions show, in Markdown."""
        return self.stem

    def arrange(self, rng: Random) -> Arrangement:  # noqa: ARG002 - most kinds have an order to choose
        """Choose the order in which one attempt shows things."""
        return ()

    @abstractmethod
    def prompt(self, arrangement: Arrangement, answers: Answers = ()) -> Prompt:
        """Return what the learner sees, with the answer saved so far filled in."""

    @abstractmethod
    def read(self, fields: Fields, arrangement: Arrangement) -> Answers:
        """Turn submitted fields into canonical answers; blanks stay blank.

        Raises:
            ContentError: the fields are not of this question (a forged or stale form).

        """

    def grade(self, answers: Answers, context: GradingContext = GradingContext()) -> Grade:
        """Score canonical answers by the rule of this kind; a blank is not answered, and never wrong.

        Raises:
            ContentError: the answers do not fit this content, or are not understood.

        """
        checked = self._checked(answers)
        grade = self._marked(checked, context)
        if self._answered(checked):
            return grade
        nothing = Message(N_("Not answered: 0.00"))
        return replace(grade, score=0.0, answered=False, arithmetic=nothing, evidence={}, notes=(), near_miss=False)

    @abstractmethod
    def _checked(self, answers: Answers, /) -> Answers:
        """Return the answers in their one spelling, "" for each blank part, or raise ContentError."""

    @abstractmethod
    def _marked(self, answers: Answers, context: GradingContext, /) -> Grade:
        """Grade checked answers; of a blank only the parts are used."""

    def _answered(self, answers: Answers) -> bool:
        """Tell whether checked answers say anything."""
        return any(answers)

    @abstractmethod
    def key(self) -> Answers:
        """Return the answers that score 1."""

    @abstractmethod
    def cards(self) -> tuple[CardFace, ...]:
        """Return the flashcards of this question, at least one."""

    @classmethod
    def stored_cards(cls, stored: Mapping[str, Any]) -> tuple[CardFace, ...]:
        """Return the flashcards of content as it is stored, which was checked before."""
        return cls.model_validate(dict(stored)).cards()

    def same_key(self, old: Self, /) -> bool:
        """Tell whether answers are marked as by an older version of this question; slips of spelling do not count."""
        return self.key() == old.key()

    def carry(self, answers: Answers, old: Self, /) -> Answers | None:  # noqa: ARG002 - most kinds name places in old
        """Return answers given to an older version in terms of this one; None where they cannot be said in them."""
        return answers


def card_key(prefix: str, text: str) -> str:
    """Name a card by what it asks, so that moving a pair or item keeps its memory; 8 hex digits of SHA-256."""
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
