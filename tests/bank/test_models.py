from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from quizapp.bank.models import Bank, Card, Passage, Question, QuestionFacet, QuestionVersion, Source, is_current

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def question(session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="one")))
    return session.scalars(sa.select(Question)).one()


@pytest.mark.parametrize(
    "twin",
    [
        lambda _question: Bank(key="sample", title="T", created_at=NOW),
        lambda question: Question(bank_id=question.bank_id, key="one", position=2, current_number=1),
        lambda question: Card(question_id=question.id, key="main", position=2),
        lambda question: QuestionFacet(question_id=question.id, facet="claim"),
        lambda _question: Question(bank_id=999, key="two", position=1, current_number=1),
        lambda question: QuestionVersion(
            question_id=question.id,
            number=1,
            kind="date",
            content={},
            title="",
            topic="",
            level=1,
            standing="",
            sources=[],
            facets=[],
            digest="",
            origin="file",
            created_at=NOW,
        ),
    ],
)
def test_the_database_refuses_twins_and_rows_of_nothing(session, question, twin):
    session.add(twin(question))
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_current_version_is_the_one_of_the_current_number(session, question):
    statement = sa.select(QuestionVersion.number).join(Question, is_current())
    assert session.scalars(statement).all() == [1]
    assert question.current.number == question.current_number
    assert question.current.question is question
    assert question.bank.questions == [question]


def test_a_source_s_passages_go_with_it(session):
    source = Source(key="a", title="A", position=1, passages=[Passage(key="p1", position=1)])
    session.add(source)
    session.commit()
    session.delete(source)
    session.commit()
    assert session.scalar(sa.select(sa.func.count()).select_from(Passage)) == 0
