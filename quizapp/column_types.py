"""Types of columns that both databases keep alike: aware moments, and JSON."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine


def to_json(value: object) -> str:
    """Return a value as JSON; most that are kept so are empty, or are lists of texts as answers are."""
    if value in ([], {}):
        return "[]" if isinstance(value, list) else "{}"
    if type(value) is list and all(type(one) is str for one in value):
        return f"[{', '.join(map(encode_basestring_ascii, value))}]"
    return json.dumps(value)


class Json(sa.types.TypeDecorator[Any]):
    """JSON; JSONB on PostgreSQL, whose part of SQLAlchemy is imported there alone."""

    impl = sa.JSON
    cache_ok = True
    should_evaluate_none = True  # as of sa.JSON: None is a value of JSON, too

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return what a database keeps it as."""
        if dialect.name != "postgresql":
            return dialect.type_descriptor(sa.JSON())
        from sqlalchemy.dialects.postgresql import JSONB  # noqa: PLC0415 - 2 MiB, which no server on SQLite needs

        return dialect.type_descriptor(JSONB())

    def coerce_compared_value(self, op: Any, value: Any) -> Any:  # noqa: ANN401 - as SQLAlchemy has it
        """Compare as JSON does: what is looked up in it, a name say, is no JSON itself."""
        return self.impl_instance.coerce_compared_value(op, value)


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite keeps its text without the zone, which is put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as SQLAlchemy calls it
        """Turn any aware moment into UTC.

        Raises:
            ValueError: the moment is naive, so nobody knows when it was.
        """
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as SQLAlchemy calls it
        """Return the moment as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Return what makes a value of the driver's kind: on SQLite at once, in a quarter of the time."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Return what makes a moment of what the driver gives: on SQLite at once, in a tenth of the time."""
        return moment_from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


class UnreadMoment(UTCDateTime):
    """A moment that stays as the driver gives it, for rows of which few are looked at; `read_moment` reads it."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Return nothing that makes a moment of what the driver gives."""


UnreadValue = str | datetime | None


def read_moment(value: UnreadValue) -> datetime | None:
    """Return the moment of a value that was left unread: SQLite's is a text, PostgreSQL's of the zone it talks in."""
    return value.astimezone(UTC) if isinstance(value, datetime) else moment_from_text(value)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be stored.")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def _as_text(value: datetime | None) -> str | None:
    return None if value is None else _text_of(_in_utc(value))


@functools.lru_cache(maxsize=256)
def _text_of(moment: datetime) -> str:
    """Return the text of a moment in UTC; a request that writes says the same one a dozen times."""
    return moment.isoformat(" ", "microseconds")[:_TEXT]


def moment_from_text(value: str | None) -> datetime | None:
    """Return the moment of a text as SQLite keeps it."""
    return None if value is None else datetime.fromisoformat(f"{value}Z")


_TEXT = len("2026-03-02 10:00:00.000000")
