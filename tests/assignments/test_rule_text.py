from __future__ import annotations

import pytest

from quizapp.assignments.rule_text import (
    RuleLineError,
    queries_in,
    query_of_rule,
    read_rules,
    rules_of_blueprint,
    write_rules,
)
from quizapp.assignments.settings import DrawnBy
from quizapp.formats.quiz_rules import DrawRule
from quizapp.search.parsing import parse


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("5 × topic:csto level:2, none seen in 14 days", DrawnBy(count=5, query="topic:csto level:2", unseen_days=14)),
        ("5x topic:csto", DrawnBy(count=5, query="topic:csto")),
        ("3 * kind:matching NONE SEEN IN 1 DAY", DrawnBy(count=3, query="kind:matching", unseen_days=1)),
        ("10", DrawnBy(count=10, query="")),
        ("10 ×", DrawnBy(count=10, query="")),
        ("2 cease fire", DrawnBy(count=2, query="cease fire")),
        ("2xtopic:csto", DrawnBy(count=2, query="topic:csto")),
        ("2 x topic:csto", DrawnBy(count=2, query="topic:csto")),
        ("2 Xi Jinping", DrawnBy(count=2, query="Xi Jinping")),
        ("5 x-ray", DrawnBy(count=5, query="x-ray")),
        ("5 X-men", DrawnBy(count=5, query="X-men")),
        ("5 x -ray", DrawnBy(count=5, query="-ray")),
        ("10 xenon", DrawnBy(count=10, query="xenon")),
        ("5xenon", DrawnBy(count=5, query="enon")),  # an x at the number is the sign, as in 2xtopic:csto
        ("5x-topic:csto", DrawnBy(count=5, query="-topic:csto")),
        ("5×", DrawnBy(count=5, query="")),
    ],
)
def test_a_line_is_a_rule(line, rule):
    assert read_rules(f"\n  {line} \n") == [(2, rule)]


@pytest.mark.parametrize("line", ["topic:csto", "0 × topic:csto", "51 × topic:csto", "² × x", "5 × " + "x" * 501])
def test_what_is_no_rule_is_named_by_its_line(line):
    with pytest.raises(RuleLineError) as caught:
        read_rules(f"5 × topic:csto\n{line}")
    assert caught.value.line == 2


def test_queries_are_told_of_rules_that_can_be_read():
    assert queries_in("2 × bank:dates\n1 × topic:csto, none seen in 14 days") == {"bank:dates", "topic:csto"}
    assert queries_in("") == queries_in("2 × bank:dates\nall of it") == set()


def test_rules_are_written_as_they_are_read():
    text = "5 × topic:csto level:2, none seen in 14 days\n10 ×"
    rules = [rule for _line, rule in read_rules(text)]
    assert write_rules(rules) == text


@pytest.mark.parametrize(
    ("rule", "query"),
    [
        (DrawRule(3, bank="dates", topic="csto", level=2), "bank:dates topic:csto level:2"),
        (DrawRule(3, facet="date", kind="date", leave_out=("flashcard",)), "facet:date kind:date -kind:flashcard"),
        (DrawRule(2, questions=("dates/one", "dates/two")), "bank:dates id:one,two"),
        (DrawRule(2, questions=("a/one", "b/two")), "((bank:a id:one) OR (bank:b id:two))"),
        (DrawRule(2), ""),
    ],
)
def test_a_ready_made_rule_is_said_in_the_words_of_the_search_box(rule, query):
    assert query_of_rule(rule) == query
    assert not parse(query).findings


def test_a_blueprint_is_a_rule_for_each_cell_that_is_filled():
    assert rules_of_blueprint([("csto", 2, 3), ("history", 1, 0)]) == (DrawnBy(count=3, query="topic:csto level:2"),)
