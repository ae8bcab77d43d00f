from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Origin, Question
from quizapp.bank.sources import source_by_key
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.explore import sources
from quizapp.explore.sight import Sight
from quizapp.explore.sources import OnPassage

EVERYTHING = Sight(sa.true(), sa.true(), sa.true())


@pytest.fixture
def bank(session, load, draft):
    """Three questions; the second names a passage twice, the third an article as a whole. Return their ids."""
    raw = {"stem": "So?", "answer": "yes"}
    cited = {"one": ("a#p1", "a#p2"), "two": ("a#p1", "b#p1", "a#p1"), "three": ("b",)}
    load([draft(key, "true_false", raw | {"stem": f"{key}?"}, sources=passages) for key, passages in cited.items()])
    return {question.key: question for question in session.scalars(sa.select(Question))}


def test_a_student_gets_counts_and_the_titles_of_what_was_met(session, bank):
    two = bank["two"].id
    met = Sight(sa.true(), Question.id == two, sa.false())
    assert sources.questions_by_passage(session, "a", met) == {
        "a#p1": OnPassage(2, 1, ((two, "two?"),)),
        "a#p2": OnPassage(1),
    }
    assert sources.questions_by_passage(session, "b", met) == {
        "b#p1": OnPassage(1, 1, ((two, "two?"),)),
        "b": OnPassage(1),
    }


def test_an_instructor_gets_the_first_titles(session, bank, monkeypatch):
    one, two = bank["one"].id, bank["two"].id
    found = sources.questions_by_passage(session, "a", EVERYTHING)["a#p1"]
    assert found == OnPassage(2, 2, ((one, "one?"), (two, "two?")))
    monkeypatch.setattr(sources, "MOST_STEMS", 1)
    assert sources.questions_by_passage(session, "a", EVERYTHING)["a#p1"] == OnPassage(2, 2, ((one, "one?"),))


def test_a_question_counts_once_for_each_source_while_it_may_be_asked(session, bank):
    assert sources.questions_by_source(session, sa.true()) == {"a": 2, "b": 2}
    assert sources.questions_by_source(session, Question.key != "three") == {"a": 2, "b": 1}
    bank["one"].archived_at = utcnow()
    session.flush()
    assert sources.questions_by_source(session, sa.true()) == {"a": 1, "b": 2}


def test_only_current_versions_count(session, bank):
    edited = replace(draft_of("one", bank["one"].current), sources=("b#p1",))
    add_version(session, bank["one"], edited, Authorship(Origin.BROWSER), now=utcnow())
    assert sources.questions_by_source(session, sa.true()) == {"a": 1, "b": 3}


def test_sources_are_found_with_their_passages(session, valley):
    assert [source.key for source in sources.described_sources(session)] == ["chronicle", "letters"]
    assert [passage.about for passage in source_by_key(session, "letters").passages] == ["The journey"]
