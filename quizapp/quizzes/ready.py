"""Ready-made quizzes: what there is to begin, and beginning one. Loading their files stands in loading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from quizapp.bank.models import Bank, Question, QuestionVersion, is_current, may_be_asked
from quizapp.formats.quiz_rules import Drawable, DrawRule, draw, rule_of
from quizapp.quizzes import queries
from quizapp.quizzes.held_back import NoQuestionsError, refuse_held
from quizapp.quizzes.models import Attempt, ReadyQuiz, size_of
from quizapp.quizzes.recipes import Recipe
from quizapp.quizzes.services import open_attempt
from quizapp.statements import Prepared


def ready_quizzes(session: Session) -> Sequence[ReadyQuiz]:
    """Return all ready-made quizzes, the shortest first."""
    statement = sa.select(ReadyQuiz).options(defer(ReadyQuiz.file_text)).order_by(ReadyQuiz.minutes, ReadyQuiz.title)
    return session.scalars(statement).all()


@dataclass(frozen=True, slots=True)
class Offered:
    """A ready-made quiz as a page offers it."""

    key: str
    title: str
    description: str
    minutes: int
    size: int


def offered_quizzes(session: Session) -> list[Offered]:
    """Return what pages tell of all ready-made quizzes, the shortest first."""
    rows = _OFFERED.all(session.connection(), {})
    return [Offered(key, title, words, minutes, size_of(rules)) for key, title, words, minutes, rules in rows]


def _offered(_dialect: str) -> sa.Select[Any]:
    told = (ReadyQuiz.key, ReadyQuiz.title, ReadyQuiz.description, ReadyQuiz.minutes, ReadyQuiz.rules)
    return sa.select(*told).order_by(ReadyQuiz.minutes, ReadyQuiz.title)


_OFFERED = Prepared(_offered)  # every visit begins with them


def all_ready_quizzes(session: Session) -> Sequence[ReadyQuiz]:
    """Return all ready-made quizzes with the text of their files, by key."""
    return session.scalars(sa.select(ReadyQuiz).order_by(ReadyQuiz.key)).all()


def ready_quiz_by_key(session: Session, key: str) -> ReadyQuiz | None:
    """Return the ready-made quiz of a key."""
    return session.scalar(sa.select(ReadyQuiz).where(ReadyQuiz.key == key))


def rules_of(quiz: ReadyQuiz) -> tuple[DrawRule, ...]:
    """Return what a ready-made quiz draws."""
    return tuple(map(rule_of, quiz.rules))


def recipe_of(quiz: ReadyQuiz) -> Recipe:
    """Return how a ready-made quiz is made: other rules, or feedback at another time, make another quiz."""
    selection = {"ready": quiz.key, "rules": quiz.rules}
    text = json.dumps([selection, quiz.feedback], sort_keys=True)
    return Recipe(hashlib.sha256(text.encode()).hexdigest(), quiz.title, selection, quiz.feedback)


def drawable_versions(
    session: Session, rules: Sequence[DrawRule], *among: sa.ColumnElement[bool]
) -> tuple[list[int], list[Drawable]]:
    """Return the versions that rules may look at: ids, and what rules see. Conditions on Question leave some out."""
    statement = (
        sa.select(
            QuestionVersion.id,
            Bank.key,
            Question.key,
            QuestionVersion.kind,
            QuestionVersion.topic,
            QuestionVersion.level,
            QuestionVersion.facets,
        )
        .join(Question, is_current())
        .join(Bank, Bank.id == Question.bank_id)
        .where(*may_be_asked(), *among)
        .order_by(Bank.key, Question.position)
    )
    if all(rule.banks() for rule in rules):
        statement = statement.where(Bank.key.in_(frozenset[str]().union(*(rule.banks() for rule in rules))))
    rows = session.execute(statement).all()
    drawn = [
        Drawable(f"{bank}/{key}", bank, kind, topic, level, tuple(facets))
        for _id, bank, key, kind, topic, level, facets in rows
    ]
    return [row[0] for row in rows], drawn


def _drawn(session: Session, rules: Sequence[DrawRule], rng: Random, among: sa.ColumnElement[bool]) -> list[int]:
    version_ids, questions = drawable_versions(session, rules, among)
    return [version_ids[place] for places in draw(rules, questions, rng) for place in places]


def start_ready_quiz(  # noqa: PLR0913 - who, what, which event, by what chance, when
    session: Session, learner_id: int, quiz: ReadyQuiz, *, event_id: str, rng: Random, now: datetime
) -> Attempt:
    """Draw a ready-made quiz's questions and open an attempt; the same event again returns the attempt it opened.

    Where the banks have changed so that they cannot fill its rules any more, it is so much shorter.

    Raises:
        NoQuestionsError: nothing fits any of its rules.
        HeldBackError: nothing but what waits for quizzes on which marks depend.
    """
    if known := queries.attempt_of_event(session, learner_id, event_id):
        return known
    rules = rules_of(quiz)
    sat = queries.questions_sat(learner_id, now=now)
    drawn = _drawn(session, rules, rng, Question.id.not_in(sat))
    if not drawn:
        refuse_held(session, learner_id, _drawn(session, rules, rng, Question.id.in_(sat)), now=now)
        raise NoQuestionsError
    return open_attempt(session, learner_id, recipe_of(quiz), drawn, event_id=event_id, rng=rng, now=now)
