"""What each term of a query says about a question and its current version, as conditions of a statement."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Origin, Question, QuestionFacet, QuestionFacility, QuestionVersion, State
from quizapp.bank.search import citing, folded
from quizapp.bank.signals import marks_wanted, uses_wanted
from quizapp.bank.text_index import containing
from quizapp.formats.base import STATES
from quizapp.search.fields import Vocabulary, is_named
from quizapp.search.query import Choice, Comparison, Either, Query, Term, Words

Condition = sa.ColumnElement[bool]
DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
MOST_NAMES = 2_000
"""With more names than a statement should carry, questions are found by the words alone."""
LONGEST_AGE = timedelta(days=40_000)
# Behind a function, so that SQLite walks the versions from one end to the other: a value that a fifth of all questions
# have would cost it ten times as much if it looked every one of them up by the index of that column.
_COLUMNS: Mapping[str, sa.ColumnElement[str]] = {
    "kind": sa.func.coalesce(QuestionVersion.kind, ""),
    "topic": sa.func.coalesce(QuestionVersion.topic, ""),
    "standing": QuestionVersion.standing.expression,
}
_COMPARING: Mapping[str, Callable[[sa.ColumnElement[Any], float], Condition]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


FEWEST_ANSWERED = 5
"""With fewer first answers a share says nothing, and no comparison holds."""


def conditions_of(
    session: Session, query: Query, vocabulary: Vocabulary, *, within: Condition, now: datetime
) -> list[Condition]:
    """Return the conditions that a question and its current version must meet for a query.

    `within` is what somebody may see: a query never looks beyond it.
    """
    return [within, *_of_terms(_Reading(session, vocabulary, now), query.terms)]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What terms are read with."""

    session: Session
    vocabulary: Vocabulary
    now: datetime


def _of_terms(reading: _Reading, terms: Sequence[Term]) -> list[Condition]:
    words = [term for term in terms if isinstance(term, Words)]
    found = containing(reading.session, [term for term in words if not term.is_negated]) if words else []
    found += [~sa.and_(*containing(reading.session, [term])) for term in words if term.is_negated]
    for term in terms:
        if not isinstance(term, Words):
            condition = _of_term(reading, term)
            found.append(~condition if term.is_negated else condition)
    return found


def _of_term(reading: _Reading, term: Choice | Comparison | Either) -> Condition:
    if isinstance(term, Either):
        return sa.or_(*(sa.and_(sa.true(), *_of_terms(reading, branch)) for branch in term.branches))
    if isinstance(term, Comparison):
        return _compared(term, reading.now)
    return sa.or_(*(_chosen(reading.session, term, value, reading.vocabulary) for value in term.values))


def is_listed(query: Query) -> Condition:
    """Return the condition of what a list may hold at all: what lies in the trash only where the query names it."""
    if any(one.field == "is" and "trashed" in one.values and not one.is_negated for one in query.choices()):
        return Question.removed_at.is_(None)
    return Question.trashed_at.is_(None)


def _compared(term: Comparison, now: datetime) -> Condition:
    if term.field == "edited":
        return _edited(term, now)
    if term.field == "facility":
        share = _COMPARING[term.sign](QuestionFacility.share.expression, float(term.value))
        enough = QuestionFacility.answered >= FEWEST_ANSWERED
        return Question.id.in_(sa.select(QuestionFacility.question_id).where(enough, share))
    return _COMPARING[term.sign](QuestionVersion.level.expression, int(term.value))


def _edited(term: Comparison, now: datetime) -> Condition:
    moment = QuestionVersion.created_at
    if term.value[-1] in DAYS:
        age = timedelta(days=int(term.value[:-1]) * DAYS[term.value[-1]])
        return moment >= now - min(age, LONGEST_AGE)
    day = date.fromisoformat(term.value)
    begin = datetime.combine(day, time(), tzinfo=now.tzinfo)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=now.tzinfo)
    meanings: dict[str, Condition] = {
        "=": sa.and_(moment >= begin, moment < end),
        "<": moment < begin,
        "<=": moment < end,
        ">": moment >= end,
        ">=": moment >= begin,
    }
    return meanings[term.sign]


def _chosen(session: Session, term: Choice, value: str, vocabulary: Vocabulary) -> Condition:
    if term.field in _COLUMNS:
        return _COLUMNS[term.field] == value
    if term.field in {"state", "is"} and value in STATES:
        return _in_state(value)
    if term.field == "is":
        return _marked(session, value)
    if term.field == "source":
        return _citing(session, value)
    if term.field == "actor":
        return _about(session, value, vocabulary)
    return _plainly(term.field, value)


def _plainly(name: str, value: str) -> Condition:
    if name == "level":
        return QuestionVersion.level == int(value)
    if name == "bank":
        return Question.bank_id.in_(sa.select(Bank.id).where(Bank.key == value))
    if name == "facet":
        return Question.id.in_(sa.select(QuestionFacet.question_id).where(QuestionFacet.facet == value))
    wanted = value.rstrip("*").lower()
    return Question.key.startswith(wanted, autoescape=True) if value.endswith("*") else Question.key == wanted


def _in_state(state: str) -> Condition:
    """Return the condition for a state; for those that few questions are in, as their index wants to be asked."""
    is_rare = Question.state != sa.literal_column(f"'{State.READY}'")
    return Question.state == state if state == State.READY else sa.and_(is_rare, Question.state == state)


_MARK_COLUMNS: Mapping[str, sa.ColumnElement[datetime | None]] = {
    "missing": Question.missing_since.expression,
    "archived": Question.archived_at.expression,
    "trashed": Question.trashed_at.expression,
}


def _marked(session: Session, state: str) -> Condition:
    if state in _MARK_COLUMNS:
        return _MARK_COLUMNS[state].is_not(None)
    if state == "new":
        return Question.file_digest.is_(None)
    if state == "edited":
        return sa.and_(QuestionVersion.origin == Origin.BROWSER, Question.file_digest.is_not(None))
    if state in {"flagged", "commented", "duplicate"}:
        marked = [ids for _listener, selects in marks_wanted.send(session, mark=state) for ids in selects]
        here = Question.flagged_at.is_not(None) if state == "flagged" else sa.false()
        return sa.or_(here, *(Question.id.in_(ids) for ids in marked))
    uses = [select for _listener, selects in uses_wanted.send(session) for select in selects]
    return sa.and_(sa.true(), *(Question.id.not_in(used) for used in uses))


def _citing(session: Session, reference: str) -> Condition:
    """Return the condition for citing a passage, or any passage of an article; the index only narrows it down."""
    cited = citing(reference) if "#" in reference else f" {folded(reference)}#"
    exactly = QuestionVersion.search_text.contains(cited, autoescape=True)
    return sa.and_(*containing(session, [Words(reference)]), exactly)


def _about(session: Session, typed: str, vocabulary: Vocabulary) -> Condition:
    names: Sequence[str] = [name for name in vocabulary.get("actor", ()) if is_named(typed, name)]
    if session.get_bind().dialect.name == "postgresql":
        listed = sa.func.jsonb_array_elements_text(QuestionVersion.actors)
        table = listed.table_valued("value", name="actor").render_derived()
    else:
        table = sa.func.json_each(QuestionVersion.actors).table_valued("value", name="actor")
    exactly = sa.exists(sa.select(sa.literal(1)).select_from(table).where(table.c.value.in_(names)))
    words = containing(session, [Words(word, is_prefix=True) for word in typed.split()])
    return sa.and_(*words, exactly) if len(names) <= MOST_NAMES else sa.and_(*words)
