"""Services that keep conflicts between files and the browser until somebody settles them, and their looking up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from quizapp.bank.models import Bank, Question, QuestionVersion, State, is_current
from quizapp.bank.roles import Condition
from quizapp.bank.states import By, change_state
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.formats.bank_yaml import parse_block, read_question
from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.formats.merging import Merged, merge
from quizapp.formats.question_fields import Fields, fields_of, raw_of_fields
from quizapp.transfer.ancestors import note_synced, synced_file
from quizapp.transfer.models import UPLOADED, FileConflict
from quizapp.transfer.snapshots import stamp_of
from quizapp.transfer.states import stamp, unstamp


class UnsettledError(Exception):
    """Fields that both sides changed stand undecided, or what they give together is no sound question."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a file came from."""

    file: Path | None
    """None for one that was uploaded."""
    name: str = ""
    person_id: int | None = None

    @property
    def path(self) -> str:
        """What conflicts are kept under."""
        return str(self.file.resolve()) if self.file else UPLOADED


@dataclass(frozen=True, slots=True)
class Sides:
    """What three sides say of one question."""

    base: QuestionDraft | None
    """What both began with; None where it is not known."""
    file: QuestionDraft
    browser: QuestionDraft

    def merged(self) -> Merged:
        """Merge the file's and the browser's; what cannot be told is a conflict, and the browser's stands there."""
        file, browser = said_by(self.file), said_by(self.browser)
        return merge(said_by(self.base) if self.base else _shared(file, browser), file, browser)


def said_by(draft: QuestionDraft) -> dict[str, object]:
    """Return all that a draft says, by the names of fields, its state among them."""
    return fields_of(draft) | {"state": draft.state}


def _shared(file: Fields, browser: Fields) -> dict[str, object]:
    """Return what both say: all else is in conflict where nobody knows what they began with."""
    return {name: value for name, value in file.items() if value == browser.get(name)}


def note_conflicts(  # noqa: PLR0913 - which conflicts of what, sent by whom, when
    session: Session, bank: Bank, sent: Sent, draft: BankDraft, bases: Mapping[str, str | None], *, now: datetime
) -> None:
    """Keep the conflicts that a file has with a bank now, by question id with the base; older ones of it are over."""
    keys = sa.select(Question.key, Question.id).where(Question.bank_id == bank.id)
    ids = dict(session.execute(keys).all())
    mine = sa.select(Question.id).where(Question.bank_id == bank.id)
    old = sa.delete(FileConflict).where(FileConflict.path == sent.path, FileConflict.question_id.in_(mine))
    if sent.file is None:  # another upload says nothing of the questions that it does not have in conflict
        old = old.where(FileConflict.question_id.in_([ids[key] for key in bases]))
    session.execute(old)
    session.add_all(
        FileConflict(
            question_id=ids[question.key],
            path=sent.path,
            name=sent.name or str(sent.file),
            block=question.block,
            stamp=stamp_of(question),
            base=bases[question.key],
            person_id=sent.person_id,
            found_at=now,
        )
        for question in draft.questions
        if question.key in bases
    )
    session.flush()


_all = (
    sa.select(FileConflict, QuestionVersion.digest)
    .join(FileConflict.question)
    .join(Question.bank)
    .join(QuestionVersion, is_current())
    .order_by(Bank.key, Question.position, FileConflict.id)
    .options(
        contains_eager(FileConflict.question).options(contains_eager(Question.bank), contains_eager(Question.current))
    )
)


def open_conflicts(session: Session, within: Condition | None = None) -> list[FileConflict]:
    """Return the conflicts that are not settled, by bank and question; those that an edit settled are none any more."""
    return _open(session, _all if within is None else _all.where(within))


def _open(session: Session, statement: sa.Select[FileConflict, str]) -> list[FileConflict]:
    rows = session.execute(statement)
    return [one for one, digest in rows if one.stamp != stamp(digest, one.question.state)]


def conflict_by_id(session: Session, conflict_id: int) -> FileConflict | None:
    """Return an open conflict."""
    return next(iter(_open(session, _all.where(FileConflict.id == conflict_id))), None)


def sides_of(session: Session, conflict: FileConflict) -> Sides:
    """Return the three sides of a conflict.

    Raises:
        UnsettledError: the file's text cannot be read any more.
    """
    file, question = parse_block(conflict.block), conflict.question
    if file is None:
        raise UnsettledError
    digest, state = unstamp(conflict.base or "")
    base = session.scalars(
        sa.select(QuestionVersion)
        .where(QuestionVersion.question_id == question.id, QuestionVersion.digest == digest)
        .order_by(QuestionVersion.number.desc())
        .limit(1)
    ).first()
    before = replace(draft_of(question.key, base), state=state) if base else None
    return Sides(before, file, replace(draft_of(question.key, question.current), state=question.state))


def drafts_here(session: Session, bank_key: str, keys: Collection[str]) -> list[QuestionDraft]:
    """Return what some questions of a bank say now."""
    statement = (
        sa.select(Question, QuestionVersion)
        .join(QuestionVersion, is_current())
        .join(Bank, Bank.id == Question.bank_id)
        .where(Bank.key == bank_key, Question.key.in_(keys))
    )
    rows = session.execute(statement)
    return [replace(draft_of(question.key, version), state=question.state) for question, version in rows]


def decide(sides: Sides, choices: Mapping[str, str], key: str) -> QuestionDraft:
    """Return a question merged of two, where for each field in doubt the choice is "file" or "browser".

    Raises:
        UnsettledError: a choice is missing, or what was chosen is no sound question.
    """
    merged = sides.merged()
    fields = dict(merged.fields)
    for conflict in merged.conflicts:
        side = choices.get(conflict.field)
        if side not in {"file", "browser"}:
            raise UnsettledError
        fields[conflict.field] = conflict.theirs if side == "file" else conflict.mine
    is_one_kind = sides.file.kind == sides.browser.kind
    draft = read_question(raw_of_fields(key, fields), (), None, []) if is_one_kind else None
    if draft is None:
        raise UnsettledError
    return draft


def settle(
    session: Session, conflict: FileConflict, draft: QuestionDraft, authorship: Authorship, *, now: datetime
) -> None:
    """Make a draft what a question says, if it does not yet, and note that the file's wording has been dealt with."""
    question = conflict.question
    if draft.digest() != question.current.digest:
        add_version(session, question, draft, authorship, now=now)
    change_state(session, question, State(draft.state), By(authorship.author_id, authorship.note), now=now)
    if conflict.path != UPLOADED and (row := synced_file(session, Path(conflict.path))):
        note_synced(session, Path(row.path), row.said | {question.key: conflict.stamp}, now=now)
    session.delete(conflict)
    session.flush()
