from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.explore import queries


def question(session, key):
    return session.scalars(sa.select(Question).where(Question.key == key)).one()


def test_facts_are_those_of_questions_that_have_a_date(session, valley):
    facts = {fact.title: fact for fact in queries.dated_facts(session, sa.true())}
    assert len(facts) == 6
    assert "Stem of undated?" not in facts
    mill = facts["Stem of mill?"]
    assert (mill.event, mill.when, mill.actors) == ("The mill is built.", "190X", ("Jane Miller", "The council"))
    assert (mill.explanation, mill.question_id) == ("Why of mill.", question(session, "mill").id)


def test_a_date_question_is_dated_by_its_answer_unless_it_says_otherwise(session, load, draft):
    raw = {"stem": "When was it said?", "answer": "1936-09"}
    load([draft("plain", "date", raw), draft("other", "date", raw | {"stem": "Of when?"}, when="193X")])
    assert [(fact.title, fact.when) for fact in queries.dated_facts(session, sa.true())] == [
        ("When was it said?", "1936-09"),
        ("Of when?", "193X"),
    ]


def test_only_current_versions_are_looked_at(session, valley):
    mill = question(session, "mill")
    edited = replace(draft_of("mill", mill.current), when="")
    add_version(session, mill, edited, Authorship(Origin.BROWSER), now=utcnow())
    session.flush()
    assert mill.id not in {fact.question_id for fact in queries.dated_facts(session, sa.true())}
