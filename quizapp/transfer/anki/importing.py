"""Services that take an Anki package in: its questions go into a bank. Its reviews stand beside, in reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import NamedTuple, cast

import sqlalchemy as sa
from jinja2.filters import do_striptags
from sqlalchemy.orm import Session

from quizapp.bank.bulk import Added, add_questions
from quizapp.bank.bulk_versions import add_versions
from quizapp.bank.models import Bank, Origin, Passage, Question, Source
from quizapp.bank.rows import Said
from quizapp.bank.versions import Authorship
from quizapp.collecting import without_collecting
from quizapp.db import add_once
from quizapp.formats.anki.notes import AnkiNote
from quizapp.formats.anki.questions import PASSAGE, SOURCE
from quizapp.meanwhile import meanwhile
from quizapp.memory.services import Learner, learner_now
from quizapp.pictures.services import Bringing, keep_picture
from quizapp.pictures.store import Store
from quizapp.quizzes.regrades.key_changes import unsettled_in_bank
from quizapp.statements import Prepared
from quizapp.transfer.ancestors import keeping_synced, synced_file
from quizapp.transfer.anki.packages import Package
from quizapp.transfer.anki.reviews import (
    NOTHING,
    Taken,
    cards_by_key,
    foreign_logs,
    keeping_taken,
    known_by,
    own_logs,
    replayed,
)
from quizapp.transfer.snapshots import said_by_bank
from quizapp.transfer.states import State, stamp, state_of

LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Into:
    """Where a package's notes go, and who brings them: nobody where a command does."""

    bank: Bank
    person_id: int | None = None

    @property
    def by(self) -> Authorship:
        """What versions say of that."""
        return Authorship(Origin.BROWSER, self.person_id, "From an Anki package")


@dataclass(slots=True)
class ImportReport:
    """What taking in a package did."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Edited here since the last import, or thrown away: so it stays."""
    refused: list[tuple[str, str]] = field(default_factory=list)
    """(what the note says, why it is no question)."""
    own: int = 0
    """Cards that were exported from here: of these, only reviews count."""
    strange: int = 0
    """Cards that an installation exported and that are not here: their banks are not, or their questions are gone."""
    pictures: int = 0
    left_out: Sequence[str] = ()
    """Media that are no pictures which can be read."""
    reviews: int = 0
    other_keys: int = 0
    """Of those changed, how many were answered by another key than theirs now."""


@without_collecting()
def import_package(  # noqa: PLR0913 - what, into what, for whom, when
    session: Session, store: Store, package: Package, into: Into, learner: Learner | None, *, now: datetime
) -> ImportReport:
    """Bring a package's notes into a bank, and a learner's reviews into the log; the same twice changes nothing."""
    report = ImportReport(pictures=len(package.pictures), left_out=package.left_out)
    for encoded in package.pictures:
        keep_picture(session, store, encoded, Bringing(), now=now)
    written = _write(session, into, package, report, now=now)
    report.other_keys = len(unsettled_in_bank(session, into.bank.key, report.changed))
    pairs = zip(package.foreign, package.found, strict=True)
    report.refused = [(known_as(note), str(one.refusal)) for note, one in pairs if one.refusal]
    own = own_logs(session, package.collection)
    report.own = len(own)
    report.strange = len(package.collection.notes) - len(package.foreign) - len(own)
    if learner is None:
        written.added.follow()
        written.agreeing()()
        return report
    are_new = len(report.new) == len(package.found)
    cards = written.added.cards if are_new else {**cards_by_key(session, into.bank), **written.added.cards}
    known = NOTHING if are_new and not own else known_by(session, learner)

    def replay(learner: Learner) -> Taken:
        return replayed(learner, own | foreign_logs(cards, package.foreign, package.found), known, now=now)

    report.reviews = _take_reviews(session, learner, replay, written, now=now)
    return report


def _take_reviews(
    session: Session, learner: Learner, replay: Callable[[Learner], Taken], written: _Written, *, now: datetime
) -> int:
    """Take in a learner's reviews, and count them; what ends the writing of questions runs while they are replayed."""
    learner = learner_now(session, learner)  # the package was read outside of this transaction
    with meanwhile(written.added.follow):
        taken = replay(learner)
        keep, agree = keeping_taken(session, learner, taken, now=now), written.agreeing()
    keep()
    agree()
    return len(taken.reviews)


class _Written(NamedTuple):
    """What is left to do once new questions and new versions stand there."""

    added: Added
    agreeing: Callable[[], Callable[[], None]]
    """Returns what keeps what the package and the bank say alike now: to be made beside the database's work."""


def known_as(note: AnkiNote) -> str:
    """Return what a note is known by: the words of its first field with any."""
    words = (do_striptags(one).strip() for one in note.fields)
    return next(filter(None, words), "")[:LONGEST_TITLE]


def _write(session: Session, into: Into, package: Package, report: ImportReport, *, now: datetime) -> _Written:
    """Add new questions and new versions; what was edited here since the last import stays."""
    bank = into.bank
    made = {one.key: one for one in package.said if one is not None}
    here, place = said_by_bank(session, bank), f"anki:{bank.key}"
    row = synced_file(session, place)
    said: dict[str, str] = dict(row.said) if row else {}
    gone = _in_trash(session, bank)
    stamps = {key: stamp(one.digest, one.state) for key, one in made.items()}
    known = stamps.keys() & (here.keys() | gone)
    fates: dict[State, list[str]] = defaultdict(list)
    for key, stamped in stamps.items() if known else ():
        if key in here:
            fates[state_of(said.get(key), stamped, here[key])].append(key)
    report.new = [key for key in stamps if key not in known] if known else list(stamps)
    report.changed, report.same = fates.pop(State.FILE, []), fates.pop(State.SAME, [])
    kept = {key for keys in fates.values() for key in keys} | (gone & stamps.keys())
    report.kept = [key for key in stamps if key in kept] if kept else []
    # First what changed: of new questions some rows have their numbers before they are there.
    _change(session, into, {key: made[key] for key in report.changed}, now=now)
    added = _create(session, into, [made[key] for key in report.new], now=now)
    agreed = {key: stamped for key, stamped in stamps.items() if key not in kept} if kept else stamps
    return _Written(added, partial(keeping_synced, session, place, row, said | agreed, now=now))


def _in_trash(session: Session, bank: Bank) -> set[str]:
    return {key for (key,) in _thrown_away.rows(session.connection(), {"bank": bank.id})}


_BANK = sa.bindparam("bank", type_=sa.Integer)
_thrown_away = Prepared(
    lambda _dialect: sa.select(Question.key).where(Question.bank_id == _BANK, Question.trashed_at.is_not(None))
)
_numbers = Prepared(lambda _dialect: sa.select(Question.key, Question.id).where(Question.bank_id == _BANK))
_last_place = Prepared(lambda _dialect: sa.select(sa.func.max(Question.position)).where(Question.bank_id == _BANK))


def _create(session: Session, into: Into, new: Sequence[Said], *, now: datetime) -> Added:
    if not new:
        return Added({}, lambda: None)
    _describe_source(session)
    ((last,),) = _last_place.rows(session.connection(), {"bank": into.bank.id})
    placed = list(enumerate(new, start=(last or 0) + 1))
    return add_questions(session, into.bank, placed, into.by, now=now, of_file=False)


def _change(session: Session, into: Into, changed: Mapping[str, Said], *, now: datetime) -> None:
    rows = _numbers.rows(session.connection(), {"bank": into.bank.id}) if changed else ()
    add_versions(session, {number: changed[key] for key, number in rows if key in changed}, into.by, now=now)


def _describe_source(session: Session) -> None:
    """Describe what all questions from Anki cite, unless it is described already."""
    connection, named = session.connection(), {"key": SOURCE}
    if _source.rows(connection, named):
        return
    ((last,),) = _last_source.rows(connection, {})
    empty = dict.fromkeys(("author", "nature", "written", "note", "file_block"), "")
    add_once(connection, _SOURCES, named | empty | {"title": "An Anki package", "position": (last or 0) + 1})
    ((number,),) = _source.rows(connection, named)
    about = {"key": PASSAGE, "about": "A deck of cards that somebody made", "position": 1}
    add_once(connection, _PASSAGES, {"source_id": number} | about)


_SOURCES, _PASSAGES = (cast("sa.Table", model.__table__) for model in (Source, Passage))
_source = Prepared(
    lambda _dialect: sa.select(_SOURCES.c.id).where(_SOURCES.c.key == sa.bindparam("key", type_=sa.Text))
)
_last_source = Prepared(lambda _dialect: sa.select(sa.func.max(_SOURCES.c.position)))
