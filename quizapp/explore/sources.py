"""The passages of sources with the questions on them: those that a reader has met by their stems. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizapp.explore.reader import Reader


@dataclass(frozen=True, slots=True)
class CitingQuestion:
    """A question with the passages that it cites."""

    id: int
    title: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnPassage:
    """The questions on one passage."""

    total: int = 0
    known: tuple[tuple[int, str], ...] = ()
    """(id, title) of those that the reader may see."""


def questions_by_passage(questions: Iterable[CitingQuestion], reader: Reader) -> Mapping[str, OnPassage]:
    """Return the questions on each cited passage, by references such as "ally-2023#p2"."""
    found: dict[str, list[CitingQuestion]] = {}
    for question in questions:
        for reference in dict.fromkeys(question.sources):
            found.setdefault(reference, []).append(question)
    return {
        reference: OnPassage(len(citing), tuple((one.id, one.title) for one in citing if reader.knows(one.id)))
        for reference, citing in found.items()
    }


def questions_by_source(questions: Iterable[CitingQuestion]) -> Mapping[str, int]:
    """Return how many questions cite each source."""
    counts: dict[str, int] = {}
    for question in questions:
        for key in {reference.partition("#")[0] for reference in question.sources}:
            counts[key] = counts.get(key, 0) + 1
    return counts
