from __future__ import annotations

import pytest

from quizapp.search.renaming import with_value_renamed


@pytest.mark.parametrize(
    ("text", "renamed"),
    [
        ("topic:war", "topic:conflict"),
        ("  topic:War  level:>1 ", "  topic:conflict  level:>1 "),
        ("-topic:war,peace", "-topic:conflict,peace"),
        ('topic:"war"', "topic:conflict"),
        ("topic:war,conflict", "topic:conflict"),
        ("(topic:war OR kind:matching) -TOPIC:war", "(topic:conflict OR kind:matching) -TOPIC:conflict"),
        ("topic:warfare war", "topic:warfare war"),
        ('"topic:war" kind:war', '"topic:war" kind:war'),
        ("topic:", "topic:"),
        ("topic:nonsense( OR", "topic:nonsense( OR"),
        ("", ""),
    ],
)
def test_a_value_gets_another_name_and_all_else_stays_as_typed(text, renamed):
    assert with_value_renamed(text, "topic", "war", "conflict") == renamed


def test_where_the_old_value_is_still_in_use_both_are_named():
    assert with_value_renamed("topic:war level:2", "topic", "war", "conflict", keeps_old=True) == (
        "topic:war,conflict level:2"
    )
    assert with_value_renamed("topic:conflict,war", "topic", "war", "conflict", keeps_old=True) == "topic:conflict,war"
