"""What a YAML document says, as texts, lists and mappings, with the place of everything and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizapp.formats.base import Problem
from quizapp.kinds.messages import Message, Path

Found = list[tuple[Path, Message]]
"""Problems by their place in a document."""


@dataclass(slots=True)
class Tree:
    """A document as texts, lists and mappings, with the place of everything and what was wrong with it."""

    value: object = None
    """Strings, lists and dicts; None where nothing could be read."""
    broken: bool = False
    """True where the syntax is wrong: what stands in the file is not known then."""
    lines: dict[Path, int] = field(default_factory=dict)
    """Lines from 1."""
    spans: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Where each entry of a list at the top begins and ends, in characters."""
    flow_lists: set[Path] = field(default_factory=set)
    """Lists at the top that are written in brackets."""
    problems: list[tuple[int, Message]] = field(default_factory=list)
    spoiled: set[Path] = field(default_factory=set)
    """Paths without a value to judge: what is wrong there has been said."""

    def line(self, path: Path) -> int:
        """Return the line of a path, or of the nearest part of it that is in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def all_problems(self, file: str, found: Found) -> list[Problem]:
        """Return the syntax's problems and those found later, in the order of lines, none said twice."""
        placed = [(self.line(path), message) for path, message in found if not self._is_spoiled(path)]
        return [Problem(file, line, message) for line, message in sorted(self.problems + placed, key=lambda at: at[0])]

    def _is_spoiled(self, path: Path) -> bool:
        return bool(self.spoiled) and any(path[:length] in self.spoiled for length in range(len(path) + 1))
