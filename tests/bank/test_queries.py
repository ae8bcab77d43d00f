from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank import queries
from quizapp.bank.loading import load_sources
from quizapp.bank.models import Bank, Origin, Question
from quizapp.bank.queries import PAGE_SIZE, Citation, Search
from quizapp.bank.versions import Authorship, add_version, create_question
from quizapp.clock import utcnow
from quizapp.formats.base import PassageDraft, SourceDraft


def stem(text):
    return {"stem": text, "answer": "true"}


@pytest.fixture
def three(load, make_bank, make_draft):
    """Load three questions in two banks."""
    load(
        make_bank(
            make_draft(key="one", raw=stem("Élan vital"), topic="war"),
            make_draft(
                "date", key="two", raw={"stem": "100 % of_it", "answer": "1994"}, topic="peace", facets=("date",)
            ),
        )
    )
    load(make_bank(make_draft(key="three", raw=stem("The war of 1994")), key="other"))


def found(session, **search):
    rows, more = queries.search_questions(session, Search(**search))
    assert not more
    return [row.key for row in rows]


@pytest.mark.parametrize(
    ("search", "keys"),
    [
        ({}, ["three", "one", "two"]),
        ({"words": "elan"}, ["one"]),
        ({"words": "  VITAL  élan "}, ["one"]),
        ({"words": "war"}, ["three", "one"]),
        ({"words": "war 1994"}, ["three"]),
        ({"words": "nothing like it"}, []),
        ({"words": "%"}, ["two"]),
        ({"words": "f_i"}, ["two"]),
        ({"words": "\\"}, []),
        ({"words": "because"}, ["three", "one", "two"]),
        ({"bank": "sample"}, ["one", "two"]),
        ({"kind": "date"}, ["two"]),
        ({"topic": "peace"}, ["two"]),
        ({"bank": "other", "kind": "date"}, []),
        ({"passage": "ally-2023#p2"}, ["three", "one", "two"]),
        ({"passage": "ally-2023#p2", "kind": "date"}, ["two"]),
        ({"passage": "ally-2023#p"}, []),
        ({"level": 2}, ["three", "one", "two"]),
        ({"level": 3}, []),
        ({"bank": "nope"}, []),
        ({"page": 2}, []),
    ],
)
def test_a_search_finds_the_questions_in_which_every_word_occurs(session, three, search, keys):
    assert found(session, **search) == keys


def test_a_search_looks_at_current_versions_only(session, three, make_draft):
    question = session.scalars(sa.select(Question).where(Question.key == "one")).one()
    edited = make_draft(key="one", raw=stem("Replaced"), topic="later")
    add_version(session, question, edited, Authorship(Origin.BROWSER), now=utcnow())
    session.commit()
    assert found(session, words="elan") == []
    assert found(session, topic="war") == []
    (row,) = queries.search_questions(session, Search(words="replaced"))[0]
    assert (row.title, row.topic, row.origin, row.is_missing, row.bank) == (
        *("Replaced", "later", Origin.BROWSER, False, "sample"),
    )


def test_pages_hold_so_many_rows_each_once_and_say_whether_there_are_more(session, load, make_bank, make_draft):
    load(make_bank(*[make_draft(key=f"q{number:03}") for number in range(PAGE_SIZE + 1)]))
    first, more = queries.search_questions(session, Search())
    assert (len(first), more) == (PAGE_SIZE, True)
    second, more = queries.search_questions(session, Search(page=2))
    assert ([row.key for row in second], more) == ([f"q{PAGE_SIZE:03}"], False)


def test_a_full_last_page_has_no_more(session, load, make_bank, make_draft):
    load(make_bank(*[make_draft(key=f"q{number:03}") for number in range(PAGE_SIZE)]))
    assert queries.search_questions(session, Search())[1] is False


@pytest.mark.parametrize("count", [1, 60])
def test_a_search_is_one_statement_at_any_size(session, load, make_bank, make_draft, statements, count):
    load(make_bank(*[make_draft(key=f"q{number}") for number in range(count)]))
    with statements() as ran:
        queries.search_questions(session, Search(words="because"))
    assert len(ran) == 1


def test_what_is_counted_of_questions_is_that_of_current_versions(session, three, make_draft):
    question = session.scalars(sa.select(Question).where(Question.key == "one")).one()
    add_version(session, question, make_draft(level=3, sources=("a#p1",)), Authorship(Origin.BROWSER), now=utcnow())
    session.flush()
    assert sorted(queries.citations(session, "sample"), key=lambda row: row.kind) == [
        Citation("date", 2, ("ally-2023#p1", "ally-2023#p2")),
        Citation("true_false", 3, ("a#p1",)),
    ]
    assert len(queries.citations(session)) == 3
    assert queries.citations(session, "nope") == []


def test_banks_are_listed_by_title_with_their_counts(session, three):
    session.add(Bank(key="empty", title="Empty", created_at=utcnow()))
    session.flush()
    assert [(row.key, row.questions) for row in queries.bank_rows(session)] == [
        ("empty", 0),
        ("other", 1),
        ("sample", 2),
    ]


def test_only_what_some_current_question_has_can_be_chosen(session, three):
    facts = queries.choices(session)
    assert facts.topics == ("peace", "rift", "war")
    assert facts.kinds == ("date", "true_false")
    assert facts.facets == ("claim", "date", "event")
    assert facts.banks == (("other", "The other bank"), ("sample", "The sample bank"))


def test_banks_questions_and_versions_are_found_or_not(session, three):
    bank = queries.bank_by_key(session, "sample")
    (one, _two) = bank.questions
    assert queries.bank_by_key(session, "nope") is None
    assert queries.question_by_id(session, one.id) is one
    assert queries.question_by_id(session, 999) is None
    assert queries.version_by_number(session, one.id, 1) is one.current
    assert queries.version_by_number(session, one.id, 2) is None


def test_an_id_is_taken_within_its_bank_only(session, three):
    sample = queries.bank_by_key(session, "sample")
    assert queries.key_is_taken(session, sample, "one")
    assert not queries.key_is_taken(session, sample, "three")


def test_a_history_is_newest_first_with_authors_names(session, instructor_id, load, make_bank, make_draft):
    load(make_bank(make_draft(key="one")))
    question = session.scalars(sa.select(Question)).one()
    add_version(session, question, make_draft(level=3), Authorship(Origin.BROWSER, instructor_id), now=utcnow())
    rows = queries.versions_of_question(session, question)
    assert [(row.version.number, row.author) for row in rows] == [(2, "Ms Grigoryan"), (1, None)]


def test_a_question_made_by_hand_stands_after_the_file_s(session, three, make_draft):
    bank = queries.bank_by_key(session, "sample")
    create_question(session, bank, make_draft(key="aaa"), Authorship(Origin.BROWSER), now=utcnow())
    assert found(session, bank="sample") == ["one", "two", "aaa"]


def test_sources_and_passages_are_given_in_the_order_of_their_file(session):
    passages = (PassageDraft("p2", "second"), PassageDraft("p1", "first"))
    load_sources(session, [SourceDraft(key, key.upper(), "", "", "", "", passages) for key in ("b", "a")])
    assert queries.source_titles(session) == {"a": "A", "b": "B"}
    assert queries.passages(session) == [("b#p2", "second"), ("b#p1", "first"), ("a#p2", "second"), ("a#p1", "first")]
