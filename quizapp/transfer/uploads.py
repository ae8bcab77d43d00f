"""Services that keep an uploaded bank until its report was read, and apply exactly what was shown then."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.bulk import create_questions
from quizapp.bank.bulk_versions import add_versions
from quizapp.bank.loading import write_head
from quizapp.bank.models import Bank, Origin, Question, QuestionVersion, State
from quizapp.bank.queries import bank_by_key
from quizapp.bank.roles import BankRole
from quizapp.bank.sharing import give_role
from quizapp.bank.states import By, change_state
from quizapp.bank.versions import Authorship
from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.pictures.encoding import Encoded
from quizapp.pictures.services import Bringing, keep_picture
from quizapp.pictures.store import Store
from quizapp.transfer.ancestors import note_synced, uploads_of
from quizapp.transfer.conflicts import Sent, note_conflicts
from quizapp.transfer.models import BankUpload, SyncedFile
from quizapp.transfer.part_conflicts import note_head_conflict
from quizapp.transfer.plans import CHANGED, CONFLICT, NEW, SAME, Looked, Plan
from quizapp.transfer.snapshots import HEAD, said_by_bank_file
from quizapp.transfer.uploaded import Uploaded

KEPT_FOR = timedelta(days=7)
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a file, and how it was called."""

    person_id: int
    name: str


def keep_upload(session: Session, sender: Sender, uploaded: Uploaded, plan: Plan, *, now: datetime) -> BankUpload:
    """Keep an uploaded file with its report, in place of what the same person sent of this bank before."""
    mine = sa.and_(BankUpload.person_id == sender.person_id, BankUpload.bank_key == uploaded.key)
    session.execute(sa.delete(BankUpload).where(sa.or_(mine, BankUpload.sent_at < now - KEPT_FOR)))
    upload = BankUpload(
        person_id=sender.person_id,
        bank_key=uploaded.key,
        name=sender.name.replace("\0", "")[-LONGEST_NAME:],
        text=uploaded.text,
        since=uploaded.since,
        plan=plan.as_json(),
        sent_at=now,
    )
    session.add(upload)
    session.flush()
    return upload


def keep_pictures(
    session: Session, store: Store, sender: Sender, pictures: Mapping[str, Encoded], *, now: datetime
) -> None:
    """Keep the pictures that came along with a file; those that it never comes to show are cleared as any unused."""
    for name, encoded in pictures.items():
        if not store.has(name):
            keep_picture(session, store, encoded, Bringing(sender.person_id), now=now)


def upload_by_id(session: Session, person_id: int, upload_id: int) -> BankUpload | None:
    """Return a file that this person sent and that waits for them."""
    return session.scalar(sa.select(BankUpload).where(BankUpload.id == upload_id, BankUpload.person_id == person_id))


def file_of(upload: BankUpload) -> Uploaded:
    """Return the file of an upload as it was sent."""
    return Uploaded(upload.bank_key, upload.text, upload.since)


def apply_upload(session: Session, upload: BankUpload, looked: Looked, *, now: datetime) -> Bank:
    """Write what a report promised, and forget the file; what is in conflict is kept to be settled.

    Raises:
        ValueError: nothing of the file can be used.
    """
    if looked.draft is None:
        raise ValueError("A file of which nothing can be used was applied.")
    plan, draft = looked.plan, looked.draft
    authorship = Authorship(Origin.BROWSER, upload.person_id, f"Uploaded: {upload.name}")
    bank = _head(session, draft, plan, upload.person_id, now=now)
    fates = {entry.key: entry.fate for entry in plan.entries}
    _create(session, bank, [one for one in draft.questions if fates[one.key] == NEW], authorship, now=now)
    _change(session, bank, [one for one in draft.questions if fates[one.key] == CHANGED], authorship, now=now)
    bases = {entry.key: entry.base for entry in plan.of(CONFLICT)}
    sent = Sent(None, upload.name, upload.person_id)
    note_conflicts(session, bank, sent, draft, bases, now=now)
    if plan.head_fate == CONFLICT:
        note_head_conflict(session, bank, sent, draft, looked.head_base, now=now)
    _note_agreed(session, upload, plan, draft, now=now)
    session.delete(upload)
    session.flush()
    return bank


def _note_agreed(session: Session, upload: BankUpload, plan: Plan, draft: BankDraft, *, now: datetime) -> None:
    """Keep what the file and the bank say alike now; of files that were downloaded, the newest alone is remembered."""
    fates = {entry.key: entry.fate for entry in plan.entries} | {HEAD: plan.head_fate}
    said = {key: stamped for key, stamped in said_by_bank_file(draft).items() if fates[key] in {NEW, CHANGED, SAME}}
    place = uploads_of(upload.person_id, upload.bank_key, upload.since)
    if upload.since is not None:
        downloads = SyncedFile.path.startswith(uploads_of(upload.person_id, upload.bank_key) + "@", autoescape=True)
        session.execute(sa.delete(SyncedFile).where(downloads, SyncedFile.path != place))
    note_synced(session, place, said, now=now)


def _head(session: Session, draft: BankDraft, plan: Plan, person_id: int, *, now: datetime) -> Bank:
    bank = bank_by_key(session, draft.key) or Bank(key=draft.key, created_at=now)
    if plan.head_fate in {NEW, CHANGED}:
        write_head(session, bank, draft, now=now)
    if plan.is_new:
        give_role(session, bank, person_id, BankRole.OWNER, person_id, now=now)
    return bank


def _create(
    session: Session, bank: Bank, new: Sequence[QuestionDraft], authorship: Authorship, *, now: datetime
) -> None:
    last = session.scalar(sa.select(sa.func.max(Question.position)).where(Question.bank_id == bank.id)) or 0
    deque(create_questions(session, bank, list(enumerate(new, start=last + 1)), authorship, now=now), maxlen=0)


def _change(
    session: Session, bank: Bank, changed: Sequence[QuestionDraft], authorship: Authorship, *, now: datetime
) -> None:
    wanted = {one.key: one for one in changed}
    stands = session.execute(_digests, {"bank": bank.id}).all() if wanted else ()
    said = {number: wanted[key] for number, key, digest in stands if key in wanted and wanted[key].digest() != digest}
    add_versions(session, said, authorship, now=now)
    for question in session.scalars(sa.select(Question).where(Question.bank_id == bank.id)) if wanted else ():
        if one := wanted.get(question.key):
            change_state(session, question, State(one.state), By(authorship.author_id, authorship.note), now=now)
            question.file_digest, question.file_block, question.file_state = one.digest(), one.block, one.state
    session.flush()


_digests = (
    sa.select(Question.id, Question.key, QuestionVersion.digest)
    .join(Question.current)
    .where(Question.bank_id == sa.bindparam("bank"))
)
