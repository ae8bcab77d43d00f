"""Sentences for people, to be translated later, and the errors that carry them. No language is known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Where in a question's mapping something stands, such as ("pairs", 1, "left")."""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "mark for translation, translate later"
    """Mark a sentence for translation where no language is known yet."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be translated later: an English msgid with %(name)s places, and their values."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.text % self.params if self.params else self.text


class Problem(NamedTuple):
    """One thing that is wrong with a question's content, and where."""

    path: Path
    message: Message


class ToldError(Exception):
    """Something went wrong that people are told of in a sentence."""

    def __init__(self, text: str, /, **params: object) -> None:
        """Keep the sentence (a msgid) and its values apart, so that a page can translate it."""
        self.message = Message(text, params)
        super().__init__(str(self.message))


class ContentError(ToldError, ValueError):
    """A question's content, or what was sent as an answer to it, is malformed."""


class ContentProblems(ContentError):  # noqa: N818 - it is many errors, and its name says so
    """All that is wrong with a question's content, each problem with its path; at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep every problem; the first one speaks where only one sentence is shown."""
        self.problems = list(problems)
        first = self.problems[0].message
        super().__init__(first.text, **first.params)

    def __str__(self) -> str:
        """Return all sentences in English, each after its path."""
        return "\n".join(f"{'.'.join(map(str, path)) or 'question'}: {message}" for path, message in self.problems)
