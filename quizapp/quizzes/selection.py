"""Which questions a practice quiz draws from, as a value that can be stored, compared and named."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Selection:
    """Empty tuples choose everything; `questions` names single questions by id and overrules the rest."""

    banks: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    size: int = 10
    questions: tuple[int, ...] = ()
    passages: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as stored: lists sorted, so that the same choice is the same quiz."""
        said = {name: sorted(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}
        if not self.passages:
            del said["passages"]  # as quizzes were stored before there was this choice
        return said

    def fingerprint(self, feedback: str) -> str:
        """Return the SHA-256 that names this choice with its way of giving feedback."""
        text = json.dumps([self.as_json(), feedback], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
