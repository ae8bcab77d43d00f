"""Looking up banks, questions, versions and sources. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.bank.coverage import EVERYTHING, Tally
from quizapp.bank.models import (
    Bank,
    FacilityCount,
    Passage,
    Question,
    QuestionFacet,
    QuestionVersion,
    Source,
    UnsavedDraft,
    is_current,
    may_be_asked,
)
from quizapp.bank.parts import QuestionCitation
from quizapp.statements import Prepared

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be practised: every value that some question has which may be asked."""

    banks: tuple[tuple[str, str], ...]
    """(key, title)."""
    topics: tuple[str, ...]
    facets: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BankRow:
    """A bank with the count of its questions."""

    id: int
    key: str
    title: str
    description: str
    questions: int


def bank_rows(session: Session, within: Condition | None = None) -> list[BankRow]:
    """Return all banks by title, or those that somebody may see; but none in the trash."""
    statement = (
        sa.select(Bank.id, Bank.key, Bank.title, Bank.description, sa.func.count(Question.id))
        .outerjoin(Question, sa.and_(Question.bank_id == Bank.id, Question.trashed_at.is_(None)))
        .where(Bank.trashed_at.is_(None), sa.true() if within is None else within)
        .group_by(Bank.id)
        .order_by(Bank.title)
    )
    return [BankRow(*row) for row in session.execute(statement)]


def banks_to_practise(session: Session) -> list[BankRow]:
    """Return the banks that have something to ask, by title, each with the count of what may be asked."""
    return [BankRow(*row) for row in _BANKS_TO_PRACTISE.rows(session.connection(), {})]


_BANKS_TO_PRACTISE = Prepared(  # every visit begins with them
    lambda _dialect: (
        sa.select(Bank.id, Bank.key, Bank.title, Bank.description, sa.func.count(Question.id))
        .join(Question, Question.bank_id == Bank.id)
        .where(*may_be_asked())
        .group_by(Bank.id)
        .order_by(Bank.title)
    )
)


def bank_by_key(session: Session, key: str) -> Bank | None:
    """Return the bank of a key."""
    return session.scalar(sa.select(Bank).where(Bank.key == key))


def topic_titles(session: Session) -> dict[str, str]:
    """Return the titles of topics; where banks differ, the oldest one's."""
    statement = sa.select(Bank.topics).where(Bank.trashed_at.is_(None)).order_by(Bank.id.desc())
    return {topic: title for titles in session.scalars(statement) for topic, title in titles.items()}


def choices(session: Session) -> Facts:
    """Return the values to choose questions by."""
    asked = sa.select(Question.bank_id).where(*may_be_asked())
    described = (
        sa.select(QuestionVersion.topic, QuestionVersion.kind).join(Question, is_current()).where(*may_be_asked())
    )
    rows = session.execute(described.distinct()).all()
    banks = session.execute(sa.select(Bank.key, Bank.title).where(Bank.id.in_(asked)).order_by(Bank.title)).all()
    faceted = sa.select(QuestionFacet.facet).join(Question, Question.id == QuestionFacet.question_id)
    facets = session.scalars(faceted.where(*may_be_asked()).distinct().order_by(QuestionFacet.facet)).all()
    return Facts(
        banks=tuple((key, title) for key, title in banks),
        topics=tuple(sorted({topic for topic, _ in rows})),
        facets=tuple(facets),
        kinds=tuple(sorted({kind for _, kind in rows})),
    )


def tallies(session: Session, bank: str = "", within: Condition | None = None) -> list[Tally]:
    """Count what questions cite, but for those in the trash or archived; of one bank, or that somebody may see."""
    counted = sa.select(Question.id, QuestionVersion.kind, QuestionVersion.level).join(QuestionVersion, is_current())
    counted = counted.where(Question.trashed_at.is_(None), Question.archived_at.is_(None))
    counted = counted.where(sa.true() if within is None else within)
    if bank:
        counted = counted.where(Question.bank_id.in_(sa.select(Bank.id).where(Bank.key == bank)))
    once = counted.cte()  # looked up once, used twice
    tallied = (once.c.kind, once.c.level)
    every = sa.select(sa.literal(EVERYTHING), *tallied, sa.func.count()).group_by(*tallied)
    cited = sa.select(QuestionCitation.reference, *tallied, sa.func.count()).select_from(once)
    cited = cited.join(QuestionCitation, QuestionCitation.question_id == once.c.id)
    grouped = cited.group_by(QuestionCitation.reference, *tallied)
    return [Tally(*row) for row in session.execute(sa.union_all(every, grouped))]


def question_by_id(session: Session, question_id: int) -> Question | None:
    """Return a question."""
    return session.get(Question, question_id)


def version_by_number(session: Session, question_id: int, number: int) -> QuestionVersion | None:
    """Return one version of a question."""
    return session.scalar(
        sa.select(QuestionVersion).where(QuestionVersion.question_id == question_id, QuestionVersion.number == number)
    )


def key_is_taken(session: Session, bank: Bank, key: str) -> bool:
    """Say whether a bank has a question of this id."""
    statement = sa.select(Question.id).where(Question.bank_id == bank.id, Question.key == key)
    return session.scalar(statement) is not None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in a question's history."""

    version: QuestionVersion
    author: str | None


def versions_of_question(session: Session, question: Question) -> list[VersionRow]:
    """Return a question's versions, newest first, with their authors' names."""
    statement = (
        sa.select(QuestionVersion, Person.name)
        .outerjoin(Person, Person.id == QuestionVersion.author_id)
        .where(QuestionVersion.question_id == question.id)
        .order_by(QuestionVersion.number.desc())
    )
    return [VersionRow(version, author) for version, author in session.execute(statement)]


def counted_at(session: Session) -> datetime | None:
    """Return when facilities were counted the last time."""
    return session.scalar(sa.select(FacilityCount.counted_at))


def source_titles(session: Session) -> dict[str, str]:
    """Return the title of each described source, by key."""
    return dict(session.execute(sa.select(Source.key, Source.title)).all())


def passages(session: Session) -> Sequence[tuple[str, str]]:
    """Return every known passage as (reference such as "ally-2023#p2", what it is about)."""
    statement = (
        sa.select(Source.key, Passage.key, Passage.about)
        .join(Passage, Passage.source_id == Source.id)
        .order_by(Source.position, Passage.position)
    )
    return [(f"{source}#{passage}", about) for source, passage, about in session.execute(statement)]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list."""

    question_id: int | None
    question_key: str | None
    bank_key: str
    bank: str
    kind: str
    sheet: str
    key: str
    """The id that a new one was given; "" for none yet."""
    updated_at: datetime


def drafts_of(session: Session, author_id: int, within: Condition | None = None) -> list[DraftRow]:
    """Return somebody's drafts, the latest first; only in banks that they may see."""
    statement = (
        sa.select(UnsavedDraft, Question.key, Bank.key, Bank.title)
        .join(Bank, Bank.id == UnsavedDraft.bank_id)
        .outerjoin(Question, Question.id == UnsavedDraft.question_id)
        .where(UnsavedDraft.author_id == author_id, sa.true() if within is None else within)
        .order_by(UnsavedDraft.updated_at.desc(), UnsavedDraft.id)
    )
    return [
        DraftRow(one.question_id, key, bank, title, one.kind, one.sheet, _key_in(one.fields), one.updated_at)
        for one, key, bank, title in session.execute(statement)
    ]


def _key_in(fields: Mapping[str, list[str]]) -> str:
    return "".join(fields.get("key", ())[:1])
