"""Services of the browser that write sources and their passages, and refuse to take away what questions cite."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Passage, Source
from quizapp.bank.parts import QuestionCitation
from quizapp.formats.base import PassageDraft, SourceDraft


class CitedError(ValueError):
    """Questions cite what would go: passages holds how many cite each of them."""

    def __init__(self, passages: Mapping[str, int]) -> None:
        """Keep the counts by reference, such as "ally-2023#p2"."""
        self.passages = dict(passages)
        super().__init__(", ".join(passages))


class SourceTakenError(ValueError):
    """There is a source of this key already."""


def create_source(session: Session, draft: SourceDraft) -> Source:
    """Describe a new source, below all others.

    Raises:
        SourceTakenError: the key is taken.

    """
    if source_by_key(session, draft.key) is not None:
        raise SourceTakenError(draft.key)
    last = session.scalar(sa.select(sa.func.max(Source.position)))
    source = Source(key=draft.key, position=(last or 0) + 1)
    _write(source, draft)
    session.add(source)
    session.flush()
    return source


def change_source(session: Session, source: Source, draft: SourceDraft) -> bool:
    """Describe a source otherwise; say whether anything changed.

    Raises:
        CitedError: a passage would go that questions cite.

    """
    before = source_draft(source)
    if before == draft:
        return False
    kept = {passage.key for passage in draft.passages}
    _refuse_cited(session, source, [passage.key for passage in before.passages if passage.key not in kept])
    _write(source, draft)
    session.flush()
    return True


def remove_source(session: Session, source: Source) -> None:
    """Take a source away.

    Raises:
        CitedError: questions cite it.

    """
    _refuse_cited(session, source, [passage.key for passage in source.passages])
    session.delete(source)
    session.flush()


def move_source(session: Session, source: Source, *, up: bool) -> None:
    """Move a source by one place among all sources."""
    rows = list(session.scalars(sa.select(Source).order_by(Source.position, Source.id)))
    place = rows.index(source)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, start=1):
        row.position = position
    session.flush()


def source_by_key(session: Session, key: str) -> Source | None:
    """Return a source."""
    return session.scalar(sa.select(Source).where(Source.key == key))


def source_rows(session: Session) -> list[tuple[Source, int]]:
    """Return all sources in their order, each with how many current questions cite it."""
    sources = session.scalars(sa.select(Source).order_by(Source.position, Source.id)).all()
    citing = sa.select(QuestionCitation.source, sa.func.count(QuestionCitation.question_id.distinct()))
    cited = dict(session.execute(citing.group_by(QuestionCitation.source)).all())
    return [(source, cited.get(source.key, 0)) for source in sources]


def cited_passages(session: Session, source: Source) -> dict[str, int]:
    """Return how many current questions cite each passage of a source, by the passage's key."""
    start = f"{source.key}#"
    statement = sa.select(QuestionCitation.reference, sa.func.count()).group_by(QuestionCitation.reference)
    counted = session.execute(statement.where(QuestionCitation.reference.startswith(start, autoescape=True)))
    return {reference.removeprefix(start): count for reference, count in counted if reference.startswith(start)}


def source_draft(source: Source) -> SourceDraft:
    """Return a stored source as a file would describe it."""
    passages = tuple(PassageDraft(passage.key, passage.about) for passage in source.passages)
    words = (source.title, source.author, source.nature, source.written, source.note)
    return SourceDraft(source.key, *words, passages)


def _write(source: Source, draft: SourceDraft) -> None:
    source.title, source.author, source.nature = draft.title, draft.author, draft.kind
    source.written, source.note = draft.written, draft.note
    known = {passage.key: passage for passage in source.passages}
    source.passages = [known.get(one.key) or Passage(key=one.key) for one in draft.passages]
    for number, (passage, one) in enumerate(zip(source.passages, draft.passages, strict=True), start=1):
        passage.about, passage.position = one.about, number


def _refuse_cited(session: Session, source: Source, keys: list[str]) -> None:
    cited = cited_passages(session, source) if keys else {}
    if lost := {f"{source.key}#{key}": cited[key] for key in keys if key in cited}:
        raise CitedError(lost)
