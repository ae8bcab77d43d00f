from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank import queries
from quizapp.bank.coverage import EVERYTHING
from quizapp.bank.dumping import dump_bank
from quizapp.bank.loading import load_sources
from quizapp.bank.models import Bank, Origin, Question
from quizapp.bank.versions import Authorship, add_version
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


@pytest.mark.longer
def test_what_is_counted_of_questions_is_that_of_current_versions(session, three, make_draft):
    question = session.scalars(sa.select(Question).where(Question.key == "one")).one()
    add_version(session, question, make_draft(level=3, sources=("a#p1",)), Authorship(Origin.BROWSER), now=utcnow())
    session.flush()
    assert sorted(queries.tallies(session, "sample")) == [
        (EVERYTHING, "date", 2, 1),
        (EVERYTHING, "true_false", 3, 1),
        ("a#p1", "true_false", 3, 1),
        ("ally-2023#p1", "date", 2, 1),
        ("ally-2023#p2", "date", 2, 1),
    ]
    assert sum(row.questions for row in queries.tallies(session) if row.reference == EVERYTHING) == 3
    assert queries.tallies(session, "nope") == []
    assert queries.tallies(session, "sample", sa.false()) == []


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


def test_sources_and_passages_are_given_in_the_order_of_their_file(session):
    passages = (PassageDraft("p2", "second"), PassageDraft("p1", "first"))
    load_sources(session, [SourceDraft(key, key.upper(), "", "", "", "", passages) for key in ("b", "a")])
    assert queries.source_titles(session) == {"a": "A", "b": "B"}
    assert queries.passages(session) == [("b#p2", "second"), ("b#p1", "first"), ("a#p2", "second"), ("a#p1", "first")]


def test_what_lies_in_the_trash_is_in_no_list_and_in_no_file(session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="a"), make_draft(key="b"), make_draft(key="c")))
    load(make_bank(make_draft(), key="gone"))
    a, b, c = session.scalars(sa.select(Question).order_by(Question.id).limit(3))
    a.trashed_at = b.archived_at = queries.bank_by_key(session, "gone").trashed_at = utcnow()
    session.flush()
    assert [(row.key, row.questions) for row in queries.bank_rows(session)] == [("sample", 2)]
    assert [row.questions for row in queries.tallies(session, "sample") if row.reference == EVERYTHING] == [1]
    text = dump_bank(session, c.bank)
    assert ("id: a\n" in text, "id: b\n" in text, "id: c\n" in text) == (False, True, True)
