"""Banks of any size in invented words: as varied as written ones, so that nothing is a duplicate of anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from random import Random
from typing import Any

from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.kinds import registry

SYLLABLES = ("ba", "do", "ke", "li", "mu", "na", "po", "ri", "sa", "ta", "vo", "zu")
WORDS = tuple(map("".join, product(SYLLABLES, repeat=3)))


def generated_bank(count: int) -> BankDraft:
    """Return a bank with so many questions of all kinds in turn."""
    return BankDraft("generated", "A generated bank", "en", "", tuple(_questions(count, Random(1))))


def _questions(count: int, rng: Random) -> Iterator[QuestionDraft]:
    kinds = list(registry.KINDS)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        yield QuestionDraft(
            key=f"q{number}",
            kind=kind,
            content=registry.load(kind, _raw(kind, rng)),
            topic=rng.choice(("rift", "war", "treaty", "region")),
            facets=("event", "actor"),
            level=1 + number % 3,
            standing="reported",
            sources=("book#p1",),
            actors=tuple(word.title() for word in rng.sample(WORDS, 2)),
            explanation=f"{_words(rng, 12)}. {_words(rng, 10)}.",
        )


def _words(rng: Random, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count)).capitalize()


def _option(rng: Random) -> dict[str, str]:
    return {"text": _words(rng, 3), "feedback": f"{_words(rng, 8)}."}


def _raw(kind: str, rng: Random) -> dict[str, Any]:
    """Return the fields of a question of a kind."""
    stem = {"stem": f"{_words(rng, 12)}?"}
    makers: dict[str, Callable[[], dict[str, Any]]] = {
        "single_choice": lambda: stem | {"answer": _words(rng, 3), "distractors": [_option(rng) for _ in range(3)]},
        "multiple_choice": lambda: (
            stem | {"answers": [_words(rng, 3), _words(rng, 3)], "distractors": [_option(rng) for _ in range(3)]}
        ),
        "true_false": lambda: stem | {"answer": rng.random() < 0.5, "feedback": f"{_words(rng, 8)}."},
        "short_answer": lambda: stem | {"answers": [_words(rng, 1), _words(rng, 2)]},
        "numeric": lambda: (
            stem | {"answer": str(rng.randrange(1_000)), "tolerance": "10%", "tolerance_kind": "relative"}
        ),
        "date": lambda: stem | {"answer": f"{rng.randrange(1900, 2026)}-{rng.randrange(1, 13):02}"},
        "ordering": lambda: stem | {"items": [_words(rng, 5) for _ in range(4)]},
        "matching": lambda: stem | {"pairs": [{"left": _words(rng, 2), "right": _words(rng, 3)} for _ in range(4)]},
        "categorize": lambda: (
            stem
            | {"categories": [{"name": _words(rng, 3), "items": [_words(rng, 4), _words(rng, 4)]} for _ in range(3)]}
        ),
        "cloze": lambda: {
            "text": f"{_words(rng, 5)} {{{{{_words(rng, 1)}}}}} {_words(rng, 4)} {{{{{_words(rng, 1)}}}}}."
        },
        "flashcard": lambda: {"front": _words(rng, 3), "back": _words(rng, 5), "reverse": True},
    }
    return makers[kind]()
