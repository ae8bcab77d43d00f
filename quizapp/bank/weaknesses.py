"""What the linter says about bank files: each finding with its file and line, as text and for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizapp.formats.base import BankDraft
from quizapp.quality.base import Finding
from quizapp.quality.linting import lint_bank

_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_DASH = re.compile(r"(?:\A|(?<=[\r\n\x85\u2028\u2029])) *-(?=\s)")


@dataclass(frozen=True, slots=True)
class Weakness:
    """A finding, and where its question begins."""

    path: str
    line: int
    """From 1; that of the head for what is about the bank as a whole."""
    finding: Finding

    def __str__(self) -> str:
        """Return it as problems are said: “questions/dates.yaml:41: key-longest: The key has …”."""
        return f"{self.path}:{self.line}: {self.finding.rule}: {self.finding.message}"

    def as_json(self) -> Mapping[str, object]:
        """Return it for programs, like a problem with more fields."""
        said = self.finding.as_json()
        return {"path": self.path, "line": self.line, **said}


def weaknesses_of(banks: Iterable[tuple[Path, BankDraft]]) -> list[Weakness]:
    """Return what all rules find in some files, by file and line."""
    found = []
    for file, bank in banks:
        lines = question_lines(bank)
        here = [Weakness(str(file), lines.get(finding.question, 1), finding) for finding in lint_bank(bank)]
        found += sorted(here, key=lambda weakness: weakness.line)
    return found


def question_lines(bank: BankDraft) -> dict[str, int]:
    """Return the line in which each question's item begins, below the comments above it."""
    return dict(_lines(bank))


def _lines(bank: BankDraft) -> Iterator[tuple[str, int]]:
    line = 1 + _breaks(bank.head_text)
    for draft in bank.questions:
        dash = _DASH.search(draft.block)
        yield draft.key, line + (_breaks(draft.block[: dash.start()]) if dash else 0)
        line += _breaks(draft.block)


def _breaks(text: str) -> int:
    return len(_BREAK.findall(text))
