from __future__ import annotations

import pytest

from quizapp.analysis.guessing import guess_score
from quizapp.kinds import registry


@pytest.mark.parametrize(
    ("kind", "content", "score"),
    [
        ("true_false", {"stem": "S", "answer": "yes"}, 1 / 2),
        ("single_choice", {"stem": "S", "answer": "a", "distractors": ["b", "c", "d"]}, 1 / 4),
        ("multiple_choice", {"stem": "S", "answers": ["a"], "distractors": ["b"], "scoring": "net_correct"}, 1 / 3),
        ("multiple_choice", {"stem": "S", "answers": ["a"], "distractors": list("bcdefghijk")}, None),
        ("ordering", {"stem": "S", "items": ["a", "b", "c"], "scoring": "pairs"}, 1 / 2),
        ("ordering", {"stem": "S", "items": ["a", "b", "c"], "scoring": "all_or_nothing"}, 1 / 6),
        ("ordering", {"stem": "S", "items": list("abcdefg")}, None),
        ("cloze", {"text": "One {{a ~ b}} and {{c}}."}, 1 / 4),
        ("short_answer", {"stem": "S", "answers": ["a"]}, 0.0),
        ("flashcard", {"front": "a", "back": "b"}, None),
    ],
)
def test_the_score_of_somebody_who_guesses(kind, content, score):
    assert guess_score(registry.load(kind, content)) == (None if score is None else pytest.approx(score))


def test_of_matching_and_categories_each_part_is_guessed():
    pairs = [{"left": left, "right": right} for left, right in ("ab", "cd", "ef")]
    assert guess_score(registry.load("matching", {"stem": "S", "pairs": pairs})) == pytest.approx(1 / 3)
    categories = [{"name": "x", "items": ["a", "b"]}, {"name": "y", "items": ["c", "d"]}]
    assert guess_score(registry.load("categorize", {"stem": "S", "categories": categories})) == pytest.approx(1 / 2)
