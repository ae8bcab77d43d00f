"""What became of it all: every act that a student was told is saved, looked up in the database afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from flask import Flask

from bench.chaos.outbox import Act, Diary
from quizapp.accounts.models import Person
from quizapp.accounts.opaque import key_of
from quizapp.bank.asked import asked_version
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.models import ReviewEvent
from quizapp.memory.rebuild import rebuild_memories
from quizapp.quizzes.marking import grade_answers, marked_by
from quizapp.quizzes.models import Attempt, Response, Slot

Diaries = Mapping[str, Diary]
"""What each student did, by the opaque name of their row."""
MARGIN = 1e-9


@dataclass(slots=True)
class Findings:
    """What was found; every list should be empty."""

    acknowledged: Counter[str] = field(default_factory=Counter)
    """Acts that students were told are saved, by kind."""
    found: Counter[str] = field(default_factory=Counter)
    unacknowledged: int = 0
    """Acts that were saved, though their students were not told so in the end."""
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Acts that are there, but say something else than was done."""
    unasked: list[str] = field(default_factory=list)
    """Rows that nobody's act explains."""
    memories: int = 0
    differing: list[str] = field(default_factory=list)
    """Memories that a replay of the log gives otherwise."""
    attempts: int = 0
    miscounted: list[str] = field(default_factory=list)
    """Attempts whose points are not those of their answers, marked again."""
    integrity: list[str] = field(default_factory=list)
    """What the database itself finds wrong."""

    @property
    def is_sound(self) -> bool:
        """Say whether nothing is wrong."""
        wrong = (self.lost, self.doubled, self.changed, self.unasked, self.differing, self.miscounted, self.integrity)
        return not any(wrong)


def check(app: Flask, diaries: Diaries) -> Findings:
    """Look everything up."""
    findings = Findings()
    with app.app_context():
        ids = {key_of(number): number for number in db.session.scalars(sa.select(Person.id))}
        by_id = {ids[person]: diary for person, diary in diaries.items() if person in ids}
        _check_log(findings, by_id)
        _check_answers(findings, by_id)
        _check_attempts(findings, by_id)
        _check_points(findings)
        findings.memories, differing = rebuild_memories(db.session(), rules_of_app(app))
        findings.differing = [f"learner {learner}, card {card}" for learner, card in differing]
        db.session.rollback()
        _check_integrity(findings)
    return findings


def _compare(findings: Findings, acts: Iterable[Act], stored: Mapping[str, Sequence[Any]], of: str) -> None:
    """Hold acts against rows by event id."""
    for act in acts:
        rows = stored.get(act.event_id, ())
        findings.acknowledged[act.kind] += act.acknowledged
        findings.found[act.kind] += act.acknowledged and bool(rows)
        findings.unacknowledged += bool(rows) and not act.acknowledged
        if act.acknowledged and not rows:
            findings.lost.append(f"{of}, {act.kind} {act.event_id}")
        if len(rows) > 1:
            findings.doubled.append(f"{of}, {act.kind} {act.event_id}: {len(rows)} times")


def _grouped(rows: Iterable[Any]) -> dict[int, dict[str, list[Any]]]:
    """Return rows by learner and event id."""
    grouped: dict[int, dict[str, list[Any]]] = {}
    for row in rows:
        grouped.setdefault(row.learner_id, {}).setdefault(row.event_id, []).append(row)
    return grouped


def _check_log(findings: Findings, diaries: Mapping[int, Diary]) -> None:
    columns = (ReviewEvent.learner_id, ReviewEvent.event_id, ReviewEvent.card_id, ReviewEvent.rating)
    kept = sa.select(*columns).where(ReviewEvent.source.in_(("review", "undo")))
    log = _grouped(db.session.execute(kept))
    for learner_id, diary in diaries.items():
        acts = {act.event_id: act for act in diary.acts if act.kind in {"rating", "undo"}}
        rows = log.pop(learner_id, {})
        _compare(findings, acts.values(), rows, f"learner {learner_id}")
        findings.unasked += [f"learner {learner_id}: {event_id}" for event_id in rows.keys() - acts.keys()]
        for event_id in rows.keys() & acts.keys():
            act, row = acts[event_id], rows[event_id][0]
            if act.kind == "rating" and (act.told["card"], act.told["rating"]) != (row.card_id, row.rating):
                findings.changed.append(f"learner {learner_id}: {event_id}")
    findings.unasked += [f"learner {learner_id}: {len(rows)} ratings" for learner_id, rows in log.items()]


def _check_answers(findings: Findings, diaries: Mapping[int, Diary]) -> None:
    asked = (Slot.id.label("slot_id"), Slot.version_id, Slot.arrangement, Slot.answers.label("counts"))
    said = (Attempt.learner_id, Response.event_id, Response.answers, *asked)
    statement = sa.select(*said).select_from(Response).join(Slot, Response.slot_id == Slot.id)
    answers = _grouped(db.session.execute(statement.join(Attempt, Slot.attempt_id == Attempt.id)))
    for learner_id, diary in diaries.items():
        acts = {act.event_id: act for act in diary.acts if act.kind == "answer"}
        rows = answers.pop(learner_id, {})
        _compare(findings, acts.values(), rows, f"learner {learner_id}")
        findings.unasked += [f"learner {learner_id}: answer {event_id}" for event_id in rows.keys() - acts.keys()]
        newest: dict[int, tuple[int, str]] = {}
        for event_id in rows.keys() & acts.keys():
            act, row = acts[event_id], rows[event_id][0]
            if _meant(act, row) != tuple(row.answers):
                findings.changed.append(f"learner {learner_id}: answer {event_id}")
            if act.acknowledged:
                newest[row.slot_id] = max(newest.get(row.slot_id, (0, "")), (act.number, event_id))
        for slot_id, (_number, event_id) in newest.items():
            if tuple(rows[event_id][0].counts or ()) != tuple(rows[event_id][0].answers):
                findings.changed.append(f"learner {learner_id}: slot {slot_id} counts another answer than {event_id}")
    findings.unasked += [f"learner {learner_id}: {len(rows)} answers" for learner_id, rows in answers.items()]


def _meant(act: Act, row: Any) -> tuple[str, ...]:  # noqa: ANN401 - a row
    arrangement = tuple(tuple(order) for order in row.arrangement)
    return asked_version(db.session(), row.version_id).content.read(act.told["fields"], arrangement)


def _check_attempts(findings: Findings, diaries: Mapping[int, Diary]) -> None:
    columns = (Attempt.id, Attempt.learner_id, Attempt.event_id, Attempt.finished_at)
    begun = _grouped(db.session.execute(sa.select(*columns)))
    for learner_id, diary in diaries.items():
        starts = {act.event_id: act for act in diary.acts if act.kind == "start"}
        rows = begun.get(learner_id, {})
        _compare(findings, starts.values(), rows, f"learner {learner_id}")
        findings.unasked += [f"learner {learner_id}: attempt {event_id}" for event_id in rows.keys() - starts.keys()]
        ended = [row for each in rows.values() for row in each if row.finished_at is not None]
        finished = {f"finish/{row.id}": [row] for row in ended}
        _compare(findings, (act for act in diary.acts if act.kind == "finish"), finished, f"learner {learner_id}")


def _check_points(findings: Findings) -> None:
    """Mark every answer that counts again, and add attempts up anew."""
    session = db.session()
    newest = sa.select(sa.func.max(Response.id)).group_by(Response.slot_id)
    said = {row.slot_id: row for row in session.execute(sa.select(Response).where(Response.id.in_(newest))).scalars()}
    points: Counter[int] = Counter()
    for slot in session.scalars(sa.select(Slot)):
        response = said.get(slot.id)
        if response is None:
            continue
        key, carried = marked_by(session, slot.version_id, slot.key_version_id, tuple(response.answers))
        score = grade_answers(session, key, carried).score
        points[slot.attempt_id] += score  # type: ignore[assignment]  # a Counter adds fractions as well
        if abs(score - (slot.score or 0.0)) > MARGIN or slot.answers != response.answers:
            findings.miscounted.append(f"slot {slot.id}: {slot.score}, marked again {score}")
    for attempt in session.scalars(sa.select(Attempt).where(Attempt.finished_at.is_not(None))):
        findings.attempts += 1
        if abs((attempt.score or 0.0) - points[attempt.id]) > MARGIN:
            findings.miscounted.append(f"attempt {attempt.id}: {attempt.score}, added up again {points[attempt.id]}")


def _check_integrity(findings: Findings) -> None:
    """Ask SQLite; PostgreSQL checks foreign keys as it writes, and its pages need tools of its own."""
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.session.connection()
    told = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    findings.integrity += [line for line in told if line != "ok"]
    findings.integrity += [
        f"foreign key: {tuple(row)}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
