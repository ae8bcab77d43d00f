"""What a rule is, what it finds, and what a rule may know of the bank around a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.kinds.messages import Message, Path, Problem
from quizapp.quality.choices import names_of

Over = Literal["question", "bank"]
NEEDLESS = "needless-allowance"
"""The rule about allowances themselves, which cannot be allowed."""


@dataclass(frozen=True, slots=True)
class BankContext:
    """What the rules over one question know of its bank."""

    language: str = "en"
    reading_grade: int | None = None
    names: frozenset[str] = frozenset()
    """Short options and answers of the whole bank: typed answers near to one of them are no typos."""

    @property
    def is_english(self) -> bool:
        """Tell whether the rules about English wording apply."""
        return self.language.partition("-")[0].lower() == "en"


def context_of(bank: BankDraft) -> BankContext:
    """Return what the rules may know of a bank."""
    names = frozenset(name for draft in bank.questions for name in names_of(draft.content))
    return BankContext(bank.language, bank.reading_grade, names)


class BankWeakness(NamedTuple):
    """One thing that is weak in a bank."""

    keys: tuple[str, ...]
    """The questions that it is about, the one to be mended first; () where it is about the bank as a whole."""
    message: Message


QuestionCheck = Callable[[QuestionDraft, BankContext], Iterator[Problem]]
BankCheck = Callable[[BankDraft], Iterable[BankWeakness]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of item writing."""

    id: str
    title: str
    """For teachers, one sentence: a msgid."""
    reference: str
    """Where the rule comes from."""
    over: Over
    english_only: bool = False
    """True where the rule is about English wording: it rests for banks in another language."""
    allowable: bool = True
    """False where no question can allow it, as it is about the bank as a whole."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found."""

    rule: str
    question: str
    """The question's key; "" where it is about the bank as a whole."""
    path: Path
    """The field, such as ("distractors", 1); () for the whole question."""
    message: Message
    reason: str = ""
    """Why the author allows it; "" where nobody does."""

    def as_json(self) -> Mapping[str, object]:
        """Return it for programs."""
        return {
            "rule": self.rule,
            "question": self.question,
            "field": list(self.path),
            "message": str(self.message),
            "reason": self.reason,
        }
