from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from quizapp.bank import conditions
from quizapp.bank.conditions import conditions_of, is_listed
from quizapp.bank.models import Question, QuestionVersion
from quizapp.bank.signals import uses_wanted
from quizapp.search.fields import FIELDS
from quizapp.search.parsing import parse

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_has_a_condition_and_its_opposite(session, name):
    for minus in ("", "-"):
        query = parse(f"{minus}{name}:{FIELDS[name].example} ")
        assert len(conditions_of(session, query, {}, within=sa.true(), now=NOW)) == 2


def test_no_term_is_no_condition_but_what_somebody_may_see(session):
    within = Question.bank_id == 7
    assert conditions_of(session, parse("topik:x "), {}, within=within, now=NOW) == [within]


def test_unused_is_what_no_feature_has_used(session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="one"), make_draft(key="two")))

    def used(_session):
        return [sa.select(Question.id).where(Question.key == "one")]

    with uses_wanted.connected_to(used):
        fitting = conditions_of(session, parse("is:unused "), {}, within=sa.true(), now=NOW)
        assert session.scalars(sa.select(Question.key).where(*fitting)).all() == ["two"]


def test_very_many_names_are_found_by_their_words_alone(session, load, make_bank, make_draft, monkeypatch):
    load(make_bank(make_draft(key="one", actors=("Ani",)), make_draft(key="two", teacher_note="Ani too", actors=())))

    def found():
        fitting = conditions_of(session, parse("actor:ani "), {"actor": ("Ani",)}, within=sa.true(), now=NOW)
        statement = sa.select(Question.key).join(QuestionVersion, QuestionVersion.question_id == Question.id)
        return session.scalars(statement.where(*fitting).order_by(Question.key)).all()

    assert found() == ["one"]
    monkeypatch.setattr(conditions, "MOST_NAMES", 0)
    assert found() == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("state:draft ", ["one"]),
        ("is:draft ", ["one"]),
        ("state:draft,review ", ["one", "two"]),
        ("is:ready ", ["three"]),
        ("-is:ready ", ["one", "two"]),
        ("topic:draft ", ["three"]),
    ],
)
def test_questions_are_found_by_their_state(session, load, make_bank, make_draft, text, keys):
    states = {"one": "draft", "two": "review"}
    load(make_bank(*(make_draft(key=key, state=state) for key, state in states.items()), make_draft(key="three")))
    load(make_bank(make_draft(key="three", topic="draft"), key="another"))
    found = sa.select(Question.key).join(QuestionVersion, QuestionVersion.question_id == Question.id)
    fitting = conditions_of(session, parse(text, {"topic": ["draft"]}), {"topic": ["draft"]}, within=sa.true(), now=NOW)
    assert sorted(set(session.scalars(found.where(*fitting)))) == sorted(keys)


@pytest.mark.sqlite
def test_rare_states_are_found_by_their_index(session):
    fitting = conditions_of(session, parse("state:review "), {}, within=sa.true(), now=NOW)
    statement = sa.select(Question.id).where(*fitting).compile(session.bind, compile_kwargs={"literal_binds": True})
    plan = session.execute(sa.text(f"EXPLAIN QUERY PLAN {statement}")).all()
    assert "ix_questions_not_ready" in str(plan)


def test_what_lies_in_the_trash_is_listed_only_where_it_is_named():
    assert "trashed_at IS NULL" in str(is_listed(parse("war")))
    assert "trashed_at IS NULL" in str(is_listed(parse("-is:trashed")))
    assert "removed_at IS NULL" in str(is_listed(parse("is:new,trashed")))
