"""What a query is made of. Writing one back gives text that parses to the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from quizapp.kinds.messages import Message

Sign = Literal["=", "<", "<=", ">", ">="]
_BARE_WORD = re.compile(r'[^\s":*()-][^\s":*()]*')
_BARE_VALUE = re.compile(r'[^\s",<>=][^\s",]*')


@dataclass(frozen=True, slots=True)
class Words:
    """Words that follow one another somewhere in a question; a single word is the usual case."""

    text: str
    is_prefix: bool = False
    """Whether the last word may go on."""
    is_negated: bool = False

    def __str__(self) -> str:
        """Return it as it is typed; at the end of a query, too, where a bare word would be one that goes on."""
        shown = self.text if self.is_prefix and _BARE_WORD.fullmatch(self.text) else f'"{self.text}"'
        return f"{'-' * self.is_negated}{shown}{'*' * self.is_prefix}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that has one of some values."""

    field: str
    values: tuple[str, ...]
    is_negated: bool = False

    def __str__(self) -> str:
        """Return it as it is typed."""
        return f"{'-' * self.is_negated}{self.field}:{','.join(map(quoted, self.values))}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field that is compared with one value: a level, a day such as 2026-11-01, or an age such as 7d."""

    field: str
    sign: Sign
    value: str
    is_negated: bool = False

    def __str__(self) -> str:
        """Return it as it is typed."""
        return f"{'-' * self.is_negated}{self.field}:{self.sign.removeprefix('=')}{self.value}"


@dataclass(frozen=True, slots=True)
class Either:
    """Branches of which one must hold; within a branch, all terms. A single branch is there to be negated."""

    branches: tuple[tuple[Term, ...], ...]
    is_negated: bool = False

    def __str__(self) -> str:
        """Return it as it is typed."""
        said = " OR ".join(" ".join(map(str, branch)) for branch in self.branches)
        return f"{'-' * self.is_negated}({said})"


Term = Words | Choice | Comparison | Either


class Finding(NamedTuple):
    """Something in a query that cannot be used, and where: what stands there is left out."""

    message: Message
    start: int
    end: int
    suggestion: str = ""
    """What may be meant, to be put in the place of text[start:end]; "" where nobody can tell."""

    def mended(self, text: str) -> str:
        """Return the text of the query with the suggestion in its place."""
        return text[: self.start] + self.suggestion + text[self.end :]


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must all hold."""

    terms: tuple[Term, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        """Return text that parses to the same query."""
        return " ".join(map(str, self.terms))

    def all_terms(self) -> Iterator[Term]:
        """Yield every term that stands in it, however deep."""
        waiting: list[Term] = list(self.terms)
        while waiting:
            term = waiting.pop()
            yield term
            if isinstance(term, Either):
                waiting += [inner for branch in term.branches for inner in branch]

    def choices(self) -> Iterator[Choice]:
        """Yield every choice that stands in it, however deep."""
        yield from (term for term in self.all_terms() if isinstance(term, Choice))

    def only_value(self, name: str) -> str | None:
        """Return the one value that a field must have, where there is one."""
        chosen = [term for term in self.terms if isinstance(term, Choice) and term.field == name]
        if len(chosen) == 1 and len(chosen[0].values) == 1 and not chosen[0].is_negated:
            return chosen[0].values[0]
        return None


def quoted(value: str) -> str:
    """Return a field's value as it is typed."""
    return value if _BARE_VALUE.fullmatch(value) else f'"{value}"'
