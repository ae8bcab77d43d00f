"""Decks, memories and logs of any size, made by SQLite itself: millions of rows in seconds, without the application."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from flask import Flask

from quizapp.db import db

_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)"
_DECK = (
    """INSERT INTO banks (key, title, language, description, head_text, tail_text, created_at)
        VALUES (:key, :key, 'en', '', '', '', '2026-01-01 00:00:00.000000')""",
    f"""INSERT INTO questions (bank_id, key, position, current_number, file_block)
        {_NUMBERS} SELECT (SELECT id FROM banks WHERE key = :key), 'sized-' || n, n, 1, '' FROM numbers""",
    """INSERT INTO question_versions (question_id, number, kind, content, title, topic, level, standing, sources,
            facets, explanation, teacher_note, search_text, digest, origin, note, created_at)
        SELECT q.id, 1, v.kind, v.content, v.title, 'topic ' || (q.position % 12), v.level, v.standing, v.sources,
            v.facets, v.explanation, '', v.title, q.key, 'file', '', v.created_at
        FROM questions q JOIN question_versions v
            ON v.id = (SELECT min(id) FROM question_versions WHERE kind = 'flashcard')
        WHERE q.bank_id = (SELECT id FROM banks WHERE key = :key)""",
    """INSERT INTO question_search (rowid, search_text)
        SELECT v.id, v.search_text FROM question_versions v JOIN questions q ON q.id = v.question_id
        WHERE q.bank_id = (SELECT id FROM banks WHERE key = :key)""",
    """INSERT INTO cards (question_id, key, position)
        SELECT id, 'main', 0 FROM questions WHERE bank_id = (SELECT id FROM banks WHERE key = :key)""",
)
_MEMORIES = """
    INSERT INTO memory_states (learner_id, card_id, phase, step, stability, difficulty, last_at, last_day, due_at,
        due_day, interval_days, reps, lapses, parameters)
    SELECT :learner, id, 'review', 0, 1 + id * 7919 % 30011 / 100.0, 1 + id % 9000 / 1000.0,
        '2026-01-01 00:00:00.000000', :today - 1 - id * 31 % 200, '2026-01-01 00:00:00.000000', :today - id * 31 % 200,
        1, 3, 0, 'fsrs-6-default'
    FROM cards ORDER BY id DESC LIMIT :count"""
_LOG = f"""
    INSERT INTO review_log (event_id, learner_id, card_id, source, rating, at, day, recorded_at, duration_ms, was_new)
    {_NUMBERS}, moments(n, turn, moment) AS (SELECT n, n / :learners, :begun + n / :learners * :apart FROM numbers)
    SELECT 'sized-' || n, :learner + n % :learners, 1 + turn % :cards, 'review',
        CASE n * 7919 % 13 WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 4 ELSE 3 END,
        strftime('%Y-%m-%d %H:%M:%S.000000', moment, 'unixepoch'), (moment - 14400) / 86400,
        '2026-01-01 00:00:00.000000', 4200, 0
    FROM moments"""
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'review_log' AND type = 'index' AND sql IS NOT NULL"
_END = 1_767_225_600
"""The first of January 2026, in seconds since 1970."""
_DAY = 86_400
_BATCH = 500_000


@contextmanager
def filling(app: Flask) -> Iterator[sqlite3.Connection]:
    """Yield a connection to an application's database that writes quickly, and durably only when it is closed."""
    with app.app_context():
        path = db.engine.url.database or ""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        yield connection
        connection.execute("PRAGMA optimize")


def add_deck(connection: sqlite3.Connection, count: int) -> None:
    """Add a bank of so many flashcards, of twelve topics."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in _DECK:
        connection.execute(statement, {"key": "sized", "first": 0, "last": count - 1})
    connection.execute("COMMIT")


def add_memories(connection: sqlite3.Connection, learner_id: int, count: int, today: int) -> None:
    """Let a learner have met the newest cards, all of them due on a learner-day."""
    connection.execute(_MEMORIES, {"learner": learner_id, "count": count, "today": today})


def add_reviews(  # noqa: PLR0913, PLR0917 - where, how many, whose, of what, over how long, until when
    connection: sqlite3.Connection, rows: int, learners: range, cards: int, days: int, until: int = _END
) -> None:
    """Fill the log: learners in turn rate each of the first cards in turn, over so many days up to a moment."""
    apart = days * _DAY // (rows // len(learners) + 1)
    values = {"learner": learners.start, "learners": len(learners), "cards": cards}
    values |= {"begun": until - days * _DAY, "apart": apart}
    indexes = connection.execute(_INDEXES).fetchall()
    for name, _sql in indexes:  # made anew afterwards, in a third of the time
        connection.execute(f"DROP INDEX {name}")
    for first in range(0, rows, _BATCH):
        connection.execute(_LOG, values | {"first": first, "last": min(first + _BATCH, rows) - 1})
    for _name, sql in indexes:
        connection.execute(sql)
