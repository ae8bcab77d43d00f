from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.search.parsing import LONGEST, MOST_TERMS, parse
from quizapp.search.query import Choice, Comparison, Words

VOCABULARY = {"topic": ("csto", "rift", "rifle"), "bank": ("dates",), "actor": ("Nikol Pashinyan", "Élan")}
VOCABULARY |= {"source": ("ally-2023", "ally-2023#p1", "ally-2023#p2")}
NAMES = ["level", "topic", "csto", "edited", "7d", "2", "is", "new", "actor", "id"]
PIECES = st.sampled_from(["-", "(", ")", " OR ", " | ", '"', ":", ",", "*", " ", ">", "<", "=", "é", *NAMES])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join))


def said(text, vocabulary=VOCABULARY):
    return [str(finding.message) for finding in parse(text, vocabulary).findings]


@given(TEXTS)
@example('level:"')
@example('a"*')
@example('-"*')
@example("topic:ri")
@example('")')
@example('id:"=a"')
@example("edited:=7d")
@example("(a OR b")
@example("-(a) OR (OR)")
@example("((a OR b) OR c) d")
def test_whatever_is_typed_is_a_query_that_can_be_written_back(text):
    for vocabulary in (None, VOCABULARY):
        query = parse(text, vocabulary)
        assert parse(str(query), vocabulary) == query


@given(TEXTS)
def test_findings_point_into_the_text_and_their_suggestions_mend_it(text):
    for finding in parse(text, VOCABULARY).findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert str(finding.message)
        if finding.suggestion:
            assert str(finding.message) not in said(finding.mended(text))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("   ", ()),
        ("war peace", (Words("war"), Words("peace", is_prefix=True))),
        ("war ", (Words("war"),)),
        ("cease* fire ", (Words("cease", is_prefix=True), Words("fire"))),
        ('"the ceasefire  of 1994"', (Words("the ceasefire of 1994"),)),
        ('-mirzoyan -"a b" x ', (Words("mirzoyan", is_negated=True), Words("a b", is_negated=True), Words("x"))),
        ("level:2,3", (Choice("level", ("2", "3")),)),
        ("level:>1", (Comparison("level", ">", "1"),)),
        ("-level:<=2", (Comparison("level", "<=", "2", is_negated=True),)),
        ("KIND:Single-Choice", (Choice("kind", ("single_choice",)),)),
        ("edited:>2026-11-01", (Comparison("edited", ">", "2026-11-01"),)),
        ("edited:7d", (Comparison("edited", "=", "7d"),)),
        ("-is:new,missing", (Choice("is", ("new", "missing"), is_negated=True),)),
        ('actor:"nikol pashin"', (Choice("actor", ("nikol pashin",)),)),
        ("source:ally-2023#p2", (Choice("source", ("ally-2023#p2",)),)),
        ("source:ALLY-2023 ", (Choice("source", ("ally-2023",)),)),
        ("source:al", (Choice("source", ("ally-2023",)),)),
        ("source:ally-2023#", (Choice("source", ("ally-2023#p1", "ally-2023#p2")),)),
        ("topic:ri", (Choice("topic", ("rift", "rifle")),)),
        ("id:csto", (Choice("id", ("csto*",)),)),
        ("id:csto ", (Choice("id", ("csto",)),)),
        ("at 12:30 ", (Words("at"), Words("12:30"))),
        ("http://a.b/c ", (Words("http://a.b/c"),)),
        ("war::of-1992 ", (Words("war::of-1992"),)),
        ("topic::verbs ", (Words("topic::verbs"),)),
        ("kind::noun", (Words("kind::noun", is_prefix=True),)),
        ("a\x00b\n", (Words("a"), Words("b"))),
    ],
)
def test_terms_are_read(text, terms):
    query = parse(text, VOCABULARY)
    assert query.terms == terms
    assert query.findings == ()


@pytest.mark.parametrize(
    ("text", "sentence", "rest"),
    [
        ("topik:csto war ", "There is no field “topik”. Did you mean topic:?", "war"),
        ("xyz:csto war ", "There is no field “xyz”. The fields are: bank, kind, ", "war"),
        ("year:2023 war ", "There is no field “year”.", "war"),
        ("topic: war ", "“topic:” waits for a value, such as topic:csto.", "war"),
        ("topic:cstx war ", "No question has topic:cstx. Did you mean topic:csto?", "war"),
        ("topic:ri war ", "No question has topic:ri. Did you mean topic:ri", "war"),
        ("topic:zzz war ", "No question has topic:zzz.", "war"),
        ("kind:zzz war ", "kind: cannot be “zzz”. It can be one of these: single_choice, ", "war"),
        ("level:9 war ", "level: cannot be “9”. It can be one of these: 1, 2, 3.", "war"),
        ("level:>x war ", "level: cannot be “x”.", "war"),
        ("edited:2026-02-30 war ", "“2026-02-30” is no day", "war"),
        ("edited:>7d war ", "“7d” is no day", "war"),
        ("actor:nobody war ", "No question has actor:nobody.", "war"),
        ("- war ", "A minus leaves out what follows it at once", "war"),
        ("* war ", "“*” stands after the beginning of a word", "war"),
        ('"" war ', "There is nothing between the quotation marks.", "war"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_still_counts(text, sentence, rest):
    (finding,) = parse(text, VOCABULARY).findings
    assert str(finding.message).startswith(sentence)
    assert parse(text, VOCABULARY).terms == (Words(rest),)


def test_one_unknown_value_of_a_list_leaves_the_others():
    query = parse("topic:csto,zzz ", VOCABULARY)
    assert query.terms == (Choice("topic", ("csto",)),)
    assert len(query.findings) == 1


def test_an_open_phrase_is_searched_for_as_far_as_it_goes():
    query = parse('"the cease', VOCABULARY)
    assert query.terms == (Words("the cease", is_prefix=True),)
    assert said('"the cease') == ["The quotation mark is not closed yet."]


def test_a_suggestion_stands_in_the_place_of_the_mistake():
    text = "war -topik:csto"
    (finding,) = parse(text, VOCABULARY).findings
    assert finding.mended(text) == "war -topic:csto"
    (finding,) = parse("topic:cstx war", VOCABULARY).findings
    assert finding.mended("topic:cstx war") == "topic:csto war"


def test_what_is_too_long_is_cut_and_said():
    assert said("x" * (LONGEST + 1)) == [f"Only the first {LONGEST} characters are searched for."]
    query = parse("a " * (MOST_TERMS + 5))
    assert len(query.terms) == MOST_TERMS
    assert len(query.findings) == 1


def test_without_a_vocabulary_any_value_may_be_known():
    assert parse("topic:anything ").terms == (Choice("topic", ("anything",)),)
    assert parse("kind:anything ").terms == ()
