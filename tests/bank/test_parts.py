from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Origin, Question, QuestionFacet
from quizapp.bank.parts import PARTS, QuestionActor, QuestionCitation, remove_parts
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow

MIGRATION = next(Path(__file__).parents[2].glob("migrations/versions/*_add_citations_and_actors.py"))


@pytest.fixture
def one(session, load, make_bank, make_draft):
    """Load two questions and return the first."""
    load(
        make_bank(
            make_draft(key="one", facets=("event",), sources=("a#p1", "b", "a#p1"), actors=("Zoe", "Adam")),
            make_draft(key="two", facets=("date", "place"), sources=("a#p1",)),
        )
    )
    return session.scalars(sa.select(Question).where(Question.key == "one")).one()


def kept(session):
    return [sorted(map(tuple, session.execute(sa.select(table)))) for table in PARTS]


def of_question(session, question):
    """Return the facets, the citations and the actors that are kept of a question."""
    columns = (QuestionFacet.facet, QuestionCitation.reference, QuestionActor.name)
    return [
        sorted(session.scalars(sa.select(column).where(column.class_.question_id == question.id))) for column in columns
    ]


def test_what_a_file_says_is_kept_row_by_row_each_once(session, one):
    assert of_question(session, one) == [["event"], ["a#p1", "b"], ["Adam", "Zoe"]]
    sources = sa.select(QuestionCitation.source).where(QuestionCitation.question_id == one.id)
    assert set(session.scalars(sources)) == {"a", "b"}


def test_a_new_version_replaces_what_the_one_before_it_said(session, one):
    edited = replace(draft_of("one", one.current), facets=("cause",), sources=("c#p9",), actors=())
    add_version(session, one, edited, Authorship(Origin.BROWSER), now=utcnow())
    assert of_question(session, one) == [["cause"], ["c#p9"], []]


def test_the_rows_of_some_are_taken_away_and_others_stay(session, one):
    remove_parts(session.connection(), [one.id])
    assert of_question(session, one) == [[], [], []]
    assert session.scalar(sa.select(sa.func.count()).select_from(QuestionFacet)) == 2


def test_the_migration_comes_to_what_is_kept(session, one):
    edited = replace(draft_of("one", one.current), sources=("c#p9", "d"), actors=("Eve",))
    add_version(session, one, edited, Authorship(Origin.BROWSER), now=utcnow())
    spec = importlib.util.spec_from_file_location("migration", MIGRATION)
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    before = kept(session)
    for table in PARTS[1:]:
        session.execute(sa.delete(table))
    for statement in migration.FILL[session.get_bind().dialect.name]:
        session.execute(sa.text(statement))
    assert kept(session) == before
