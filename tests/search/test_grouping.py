from __future__ import annotations

import pytest

from quizapp.search.grouping import DEEPEST
from quizapp.search.parsing import MOST_TERMS, parse
from quizapp.search.query import Choice, Comparison, Either, Words

ONE, TWO, HIGH = Choice("level", ("1",)), Choice("level", ("2",)), Comparison("level", ">", "2")


def said(text):
    return [str(finding.message) for finding in parse(text).findings]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("level:1 OR level:2", (Either(((ONE,), (TWO,))),)),
        ("level:1 | level:2", (Either(((ONE,), (TWO,))),)),
        ("level:1 level:>2 OR level:2", (Either(((ONE, HIGH), (TWO,))),)),
        ("(level:1 OR level:2) level:>2", (Either(((ONE,), (TWO,))), HIGH)),
        ("-(level:1 level:2)", (Either(((ONE, TWO),), is_negated=True),)),
        ("-(level:1 OR level:2)", (Either(((ONE,), (TWO,)), is_negated=True),)),
        ("(level:1 level:2) level:>2", (ONE, TWO, HIGH)),
        ("((level:1))", (ONE,)),
        ("(war)peace ", (Words("war"), Words("peace"))),
        ("(war) or ", (Words("war"), Words("or"))),
        ('"a OR (b)"', (Words("a OR (b)"),)),
        (
            "-level:1 OR (level:2 OR level:>2)",
            (Either(((Choice("level", ("1",), True),), (Either(((TWO,), (HIGH,))),))),),
        ),
    ],
)
def test_what_a_query_with_or_and_parentheses_means(text, terms):
    query = parse(text)
    assert query.terms == terms
    assert query.findings == ()
    assert parse(str(query)) == query


@pytest.mark.parametrize(
    ("text", "terms", "sentence"),
    [
        ("OR level:1", (ONE,), "OR stands between two conditions, such as topic:csto OR level:3."),
        ("level:1 OR", (ONE,), "OR waits for another condition."),
        ("level:1 OR OR level:2", (Either(((ONE,), (TWO,))),), "OR stands between two conditions"),
        ("(level:1", (ONE,), "The parenthesis is not closed yet."),
        ("level:1)", (ONE,), "There is no parenthesis open that this one could close."),
        ("level:1 ()", (ONE,), "There is nothing between the parentheses."),
        ("(level:1 OR) level:2", (ONE, TWO), "OR waits for another condition."),
    ],
)
def test_mistakes_are_told_with_their_place_and_the_rest_is_searched_for(text, terms, sentence):
    query = parse(text)
    assert query.terms == terms
    assert any(message.startswith(sentence) for message in said(text))
    assert all(0 <= finding.start < finding.end <= len(text) for finding in query.findings)


def test_depth_and_number_have_their_limits():
    deep = "(" * (DEEPEST + 1) + "level:1" + ")" * (DEEPEST + 1)
    assert parse(deep).terms == (ONE,)
    assert any("deep at most" in message for message in said(deep))
    many = " OR ".join(f"(level:{1 + number % 2})" for number in range(MOST_TERMS + 1))
    assert len(parse(many).terms[0].branches) == MOST_TERMS
    assert any("Only the first" in message for message in said(many))


def test_every_choice_is_found_however_deep():
    query = parse("level:1 OR (is:new -(is:trashed OR kind:date))")
    assert {one.field for one in query.choices()} == {"level", "is", "kind"}
