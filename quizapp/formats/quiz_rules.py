"""What a ready-made quiz draws: its rules, which questions fit them, and the drawing, which never repeats one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any

from quizapp.formats.base import READY, BankDraft

LARGEST_QUIZ = 50
"""Questions of one quiz."""


@dataclass(frozen=True, slots=True)
class Drawable:
    """What rules look at in a question."""

    reference: str
    """Its bank and its id, such as "dates/region-decade"."""
    bank: str
    kind: str
    topic: str
    level: int
    facets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawRule:
    """How many questions to draw from those that fit all that is named; what is empty does not restrict."""

    count: int
    bank: str = ""
    topic: str = ""
    facet: str = ""
    kind: str = ""
    level: int = 0
    questions: tuple[str, ...] = ()
    """References of single questions."""
    leave_out: tuple[str, ...] = ()
    """Kinds that are not drawn: the quiz's own, kept with each of its rules."""
    line: int = field(default=1, compare=False)
    """Where it stands in its file."""

    def fits(self, question: Drawable) -> bool:
        """Tell whether it may draw a question."""
        return (
            self.bank in {"", question.bank}
            and self.topic in {"", question.topic}
            and self.kind in {"", question.kind}
            and self.level in {0, question.level}
            and (not self.facet or self.facet in question.facets)
            and (not self.questions or question.reference in self.questions)
            and question.kind not in self.leave_out
        )

    def banks(self) -> frozenset[str]:
        """Return the banks that it draws from by name; none where it may draw from any."""
        return frozenset([self.bank] if self.bank else (name.partition("/")[0] for name in self.questions))

    def as_json(self) -> dict[str, Any]:
        """Return it as stored: without what is empty, and without its line."""
        said = {name: value for name, value in asdict(self).items() if value and name != "line"}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def rule_of(stored: dict[str, Any]) -> DrawRule:
    """Return a stored rule as a value again."""
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
    return DrawRule(**fields)


@dataclass(frozen=True, slots=True)
class QuizDraft:
    """A ready-made quiz as its file has it. Two are equal where they say the same, however it was typed."""

    key: str
    title: str
    description: str
    minutes: int
    """A guide for students; nobody is stopped."""
    feedback: str
    """at_once or at_end."""
    rules: tuple[DrawRule, ...]
    text: str = field(default="", compare=False, repr=False)
    """The exact text of its file."""


def drawables(bank: BankDraft) -> Iterator[Drawable]:
    """Yield what rules look at in each question of a bank that is ready."""
    for one in bank.questions:
        if one.state == READY:
            yield Drawable(f"{bank.key}/{one.key}", bank.key, one.kind, one.topic, one.level, one.facets)


def draw(rules: Sequence[DrawRule], questions: Sequence[Drawable], rng: Random) -> list[list[int]]:
    """Draw for each rule in turn; return the places of the drawn questions, a list a rule.

    No question is drawn twice, and among those that fit the kinds drawn least come first. A rule gets fewer than its
    count only where no draw could serve it together with the rules above it: an earlier rule gives up a question that
    is needed if it can have another (augmenting paths, as for a largest bipartite matching).
    """
    order = rng.sample(range(len(questions)), len(questions))
    fitting = [[place for place in order if rule.fits(questions[place])] for rule in rules]
    taken: dict[int, int] = {}
    for number, rule in enumerate(rules):
        for _ in range(rule.count):
            used = Counter(questions[place].kind for place in taken)
            fitting[number].sort(key=lambda place: used[questions[place].kind])
            if not _take(number, fitting, taken, set()):
                break
    return [[place for place in taken if taken[place] == number] for number in range(len(rules))]


def _take(number: int, fitting: Sequence[Sequence[int]], taken: dict[int, int], asked: set[int]) -> bool:
    """Give a rule one more question: a free one, or one whose rule can have another instead."""
    asked.add(number)
    free = next((place for place in fitting[number] if place not in taken), None)
    if free is not None:
        taken[free] = number
        return True
    for place in fitting[number]:
        if taken[place] not in asked and _take(taken[place], fitting, taken, asked):
            taken[place] = number
            return True
    return False
