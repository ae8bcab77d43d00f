"""Decks, memories and logs of any size, made by SQLite itself: millions of rows in seconds, without the application."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

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
_END = 1_767_225_600
"""The first of January 2026, in seconds since 1970."""
_DAY = 86_400
_BATCH = 500_000


def add_deck(connection: Connection, count: int, key: str = "sized") -> None:
    """Add a bank of so many flashcards, of twelve topics."""
    for statement in _DECK:
        connection.execute(sa.text(statement), {"key": key, "first": 0, "last": count - 1})


def add_memories(connection: Connection, learner_id: int, count: int, today: int) -> None:
    """Let a learner have met the newest cards, all of them due on a learner-day."""
    connection.execute(sa.text(_MEMORIES), {"learner": learner_id, "count": count, "today": today})


def add_reviews(connection: Connection, rows: range, learners: range, cards: int, days: int) -> None:
    """Add rows to the log: learners in turn rate each of the first cards in turn, over so many days up to 2026."""
    apart = days * _DAY // (rows.stop // len(learners) + 1)
    values = {"learner": learners.start, "learners": len(learners), "cards": cards}
    values |= {"begun": _END - days * _DAY, "apart": apart}
    for first in range(rows.start, rows.stop, _BATCH):
        last = min(first + _BATCH, rows.stop) - 1
        connection.execute(sa.text(_LOG), values | {"first": first, "last": last})
