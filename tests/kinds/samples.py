"""One rich sample of every kind, as a bank file gives it (every scalar is text), and strategies for its answers."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st


def rng(seed):
    return Random(seed)


CANARY = "canary-that-nobody-may-see"

SAMPLES: dict[str, dict[str, object]] = {
    "single_choice": {
        "stem": "Who declared the alliance ineffective?",
        "answer": {"text": "Nikol Pashinyan", "feedback": CANARY},
        "distractors": [{"text": "Ararat Mirzoyan", "feedback": CANARY}, "Dmytro Kuleba", "1994"],
    },
    "multiple_choice": {
        "stem": "Which two bodies?",
        "answers": ["CSTO", {"text": "Eurasian Economic Union", "feedback": CANARY}],
        "distractors": ["NATO", {"text": "European Union", "feedback": CANARY}],
        "scoring": "coverage",
    },
    "true_false": {"stem": "The ceasefire was brokered by Russia.", "answer": "yes", "feedback": CANARY},
    "short_answer": {
        "stem": "What is the surname of the prime minister?",
        "answers": ["Pashinyan", "Nikol Pashinyan"],
        "distractors": [{"text": "Mirzoyan", "feedback": CANARY}],
        "tolerance": "exact",
    },
    "numeric": {
        "stem": "About how many people died in the first war?",
        "answer": "30000",
        "tolerance": "10%",
        "tolerance_kind": "relative",
        "unit": "people",
    },
    "date": {"stem": "When was the region taken?", "answer": "2023-09"},
    "ordering": {
        "stem": "Order these, earliest first.",
        "items": ["one", "two", "three", "four"],
        "scoring": "absolute",
    },
    "matching": {
        "stem": "Match each person to the office.",
        "pairs": [
            {"left": "Nikol Pashinyan", "right": "Prime minister"},
            {"left": "Dmytro Kuleba", "right": "Foreign minister"},
            {"left": "Ararat Mirzoyan", "right": "Foreign minister"},
        ],
        "distractors": ["President"],
    },
    "categorize": {
        "stem": "Sort the statements by who made them.",
        "categories": [
            {"name": "Huang", "items": ["first statement", "second statement"]},
            {"name": "Vartanyan", "items": ["third statement"]},
        ],
    },
    "cloze": {
        "stem": "Fill them.",
        "text": "The ceasefire of {{1994}} was brokered by {{Russia ~ Turkey ~ France}} over {{Artsakh | Karabakh}}.",
    },
    "flashcard": {
        "stem": "Expand it.",
        "front": "CSTO",
        "back": "Collective Security Treaty Organization",
        "reverse": "true",
        "typed": "yes",
    },
}

KEYS_TO_HIDE = {
    "short_answer": ("Pashinyan",),
    "numeric": ("30000", "10%"),
    "date": ("2023",),
    "cloze": ("1994", "Artsakh", "Karabakh"),
    "flashcard": ("Collective",),
}
"""What stands in no prompt of a kind whose answer is typed."""


def places(size):
    return st.sampled_from([str(place) for place in range(size)])


def rows(count, size):
    filled = st.tuples(*[st.just("") | places(size)] * count)
    return filled.map(lambda answers: answers if any(answers) else ())


typed = st.sampled_from(["Pashinyan", "x", "50 %"])

ANSWERS = {
    "single_choice": st.just(()) | st.tuples(places(4)),
    "multiple_choice": st.sets(places(4)).map(lambda chosen: tuple(sorted(chosen))),
    "true_false": st.sampled_from([(), ("true",), ("false",)]),
    "short_answer": st.just(()) | st.tuples(typed),
    "numeric": st.sampled_from([(), ("30 000",), ("-2,5 people",)]),
    "date": st.sampled_from([(), ("2023", "", ""), ("2023", "9", ""), ("988", "12", "31")]),
    "ordering": st.just(()) | st.permutations(["0", "1", "2", "3"]).map(tuple),
    "matching": rows(3, 3),
    "categorize": rows(3, 2),
    "cloze": st.tuples(st.just("") | typed, st.just("") | places(3), typed),
    "flashcard": st.tuples(st.sampled_from(["", "again", "hard", "good", "easy"]), typed),
}
"""Canonical answers to the sample of each kind."""
