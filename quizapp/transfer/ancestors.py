"""What a file and the database last said alike: known where this very file was loaded or dumped, else found out.

Where a file was never seen at its path, the versions tell: a file that says what a question once said is only behind;
and where nobody edited a question since some file gave it, a file may change it. All else is a conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.headings import heading_at
from quizapp.bank.models import Bank, Origin, Question, QuestionVersion, StateChange
from quizapp.statements import Prepared
from quizapp.transfer import snapshots
from quizapp.transfer.models import SyncedFile
from quizapp.transfer.snapshots import HEAD
from quizapp.transfer.states import Said, stamp, unstamp

Bases = Mapping[str, str | None]


Place = Path | str
"""A file on the server; a text for what lies nowhere there, such as somebody's uploads."""


def uploads_of(person_id: int, bank_key: str, since: datetime | None = None) -> str:
    """Return the place of what somebody last uploaded of a bank: of one download of it, or of files of their own."""
    return f"upload:{person_id}/{bank_key}{f'@{since.isoformat()}' if since else ''}"


def bases_of_upload(session: Session, bank: Bank, said: Said, place: str, since: datetime | None) -> Bases:
    """Return what each part said when a file was downloaded, or when what lies at the same place was last sent."""
    row = synced_file(session, place)
    if since is not None:
        return _at(session, bank, since) | (row.said if row else {})
    questions = {key: stamped for key, stamped in said.items() if key != HEAD}
    behind = snapshots.heading_of_digest(session, bank, said[HEAD])
    head = said[HEAD] if behind else snapshots.digest_of_kept_head(bank)
    return {HEAD: head} | dict(guessed_bases(session, bank, questions)) | (row.said if row else {})


def _at(session: Session, bank: Bank, moment: datetime) -> dict[str, str | None]:
    """Return what each part said at a moment."""
    statement = (
        sa.select(Question.key, Question.id, Question.state, QuestionVersion.digest)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(Question.bank_id == bank.id, QuestionVersion.created_at <= moment)
        .order_by(QuestionVersion.number)
    )
    later = (
        sa.select(StateChange.question_id, StateChange.before)
        .join(Question, Question.id == StateChange.question_id)
        .where(Question.bank_id == bank.id, StateChange.at > moment)
        .order_by(StateChange.id.desc())
    )
    states = dict(session.execute(later).all())
    rows = session.execute(statement)
    head: dict[str, str | None] = {HEAD: snapshots.head_digest(heading_at(session, bank, moment))}
    return head | {key: stamp(digest, states.get(number, state)) for key, number, state, digest in rows}


def synced_file(session: Session, file: Place) -> SyncedFile | None:
    """Return what a file said when it was last in step with the database."""
    if not _known.rows(session.connection(), {"path": _path(file)}):  # as of most files: rows need not be asked for
        return None
    return session.scalar(sa.select(SyncedFile).where(SyncedFile.path == _path(file)))


def _path(file: Place) -> str:
    return file if isinstance(file, str) else str(file.resolve())


def note_synced(session: Session, file: Place, said: Said, *, now: datetime) -> None:
    """Keep what a file and the database say alike now."""
    keeping_synced(session, file, synced_file(session, file), said, now=now)()


def keeping_synced(
    session: Session, file: Place, row: SyncedFile | None, said: Said, *, now: datetime
) -> Callable[[], None]:
    """Return what keeps that instead of what a row keeps, if there is one: all that is left is the database's to do."""
    if row is None:
        return _add.made_ready(session.connection(), {"path": _path(file), "said": dict(said), "synced_at": now})
    if row.said != said:
        row.said, row.synced_at = dict(said), now
    return session.flush


_SYNCED = cast("sa.Table", SyncedFile.__table__)
_known = Prepared(lambda _dialect: sa.select(_SYNCED.c.id).where(_SYNCED.c.path == sa.bindparam("path", type_=sa.Text)))
_add = Prepared(lambda _dialect: sa.insert(_SYNCED).inline(), [one.name for one in _SYNCED.c if not one.primary_key])


def bases_of_bank(session: Session, file: Path, said: Said, bank: Bank, here: Said) -> Bases:
    """Return the base of each part of a bank's file that differs from the bank; of what is gone from it, too."""
    row = synced_file(session, file)
    known: dict[str, str | None] = dict(row.said) if row else {}
    differing = {key: digest for key, digest in said.items() if here.get(key) not in {None, digest}}
    unknown = {key: digest for key, digest in differing.items() if key not in known}
    if HEAD in unknown:
        known[HEAD] = snapshots.digest_of_kept_head(bank)
    if unknown.keys() - {HEAD}:
        known |= guessed_bases(session, bank, unknown)
    if row is None:
        known |= _once_in_a_file(session, bank, here.keys() - said.keys())
    return known


def guessed_bases(session: Session, bank: Bank, unknown: Said) -> dict[str, str | None]:
    """Return what questions of a file that was never seen here go back to; oldest versions are looked at first."""
    statement = (
        sa.select(Question.key, Question.file_state, QuestionVersion.digest, QuestionVersion.origin)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(Question.bank_id == bank.id)
        .order_by(QuestionVersion.number)
    )
    words = {key: unstamp(stamped)[0] for key, stamped in unknown.items()}
    found: dict[str, str | None] = {}
    behind = set()
    for key, state, digest, origin in session.execute(statement):
        if words.get(key) == digest:
            found[key] = stamp(digest, state)
            behind.add(key)
        elif key in words and key not in behind and origin == Origin.FILE:
            found[key] = stamp(digest, state)
    return found


def _once_in_a_file(session: Session, bank: Bank, keys: set[str]) -> dict[str, str | None]:
    """Return the digests of questions that some file had: a file that does not have them has lost them."""
    if not keys:
        return {}
    statement = sa.select(Question.key, Question.file_digest, Question.file_state).where(
        Question.bank_id == bank.id, Question.file_digest.is_not(None)
    )
    rows = session.execute(statement)
    return {key: stamp(digest or "", state) for key, digest, state in rows if key in keys}


def bases_of_sources(session: Session, file: Path, said: Said, here: Said) -> Bases:
    """Return the base of each source that a sources.yaml describes otherwise than the database."""
    row = synced_file(session, file)
    known: dict[str, str | None] = dict(row.said) if row else {}
    unknown = [key for key in said if key in here and key not in known]
    if unknown:
        seen = [other.said for other in _synced_sources(session, file.name)]
        known |= {key: here[key] for key in unknown if not seen or any(other.get(key) == here[key] for other in seen)}
    return known


def _synced_sources(session: Session, name: str) -> list[SyncedFile]:
    rows = session.scalars(sa.select(SyncedFile).where(SyncedFile.path.endswith(name, autoescape=True)))
    return [row for row in rows if Path(row.path).name == name]
