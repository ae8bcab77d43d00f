"""Queries for what rules and goals find, in the language of the search box, among the questions that may be asked."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.conditions import conditions_of, is_listed
from quizapp.bank.models import Question, QuestionVersion, is_current, may_be_asked
from quizapp.bank.vocabulary import known_values
from quizapp.search.fields import Vocabulary
from quizapp.search.parsing import parse
from quizapp.search.query import Query


def read_query(session: Session, text: str) -> Query:
    """Return a query as it is understood here, with what is not."""
    return parse(text, known_values(session))


def questions_found(
    session: Session, text: str, vocabulary: Vocabulary | None = None, *, now: datetime
) -> sa.Select[int]:
    """Select the questions, by id, that a query finds among those that may be asked.

    One that is not understood, as a topic has another name by now, finds nothing rather than everything. Whoever looks
    for several hands the values that are known along: looking them up is a statement.
    """
    vocabulary = known_values(session) if vocabulary is None else vocabulary
    query = parse(text, vocabulary)
    conditions = conditions_of(session, query, vocabulary, within=sa.and_(*may_be_asked()), now=now)
    return (
        sa.select(Question.id)
        .join(QuestionVersion, is_current())
        .where(*conditions, is_listed(query), sa.false() if query.findings else sa.true())
    )


def finds_any(session: Session, text: str, *, now: datetime) -> bool:
    """Say whether a query finds a question that may be asked."""
    return session.scalar(questions_found(session, text, now=now).limit(1)) is not None
