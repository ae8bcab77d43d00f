"""Looking at the computer: Python, SQLite and its known faults, the clock."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

from quizapp.config import Settings
from quizapp.kinds.messages import N_
from quizapp.ops.doctor.findings import Finding, Level, finding

Version = tuple[int, int, int]
WAL_RESET_SINCE: Version = (3, 7, 0)
WAL_RESET_FIXED: Version = (3, 51, 3)
WAL_RESET_BACKPORTS: tuple[Version, ...] = ((3, 44, 6), (3, 50, 7))
"""Releases of older series that have the fix, too. https://sqlite.org/wal.html#walresetbug"""
TOO_OLD: Version = (3, 35, 0)
"""RETURNING came with it."""
CLOCK_MAY_DIFFER = timedelta(minutes=5)


def look_at_python() -> Iterator[Finding]:
    """Say which Python this is."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield finding("python", Level.WELL, N_("Python %(version)s."), version=version)


def has_wal_reset_bug(version: Version) -> bool:
    """Say whether a SQLite has the fault by which two checkpoints that meet a commit may damage a database."""
    if not WAL_RESET_SINCE <= version < WAL_RESET_FIXED:
        return False
    return not any(version[:2] == fixed[:2] and version >= fixed for fixed in WAL_RESET_BACKPORTS)


def look_at_sqlite(version: Version = sqlite3.sqlite_version_info) -> Iterator[Finding]:
    """Say which SQLite this is, and which faults are known of it."""
    named = ".".join(map(str, version))
    if version < TOO_OLD:
        advice = N_("Install a newer Python, which brings a newer SQLite.")
        yield finding("sqlite", Level.FAULT, N_("SQLite %(version)s is too old."), advice, version=named)
    elif has_wal_reset_bug(version):
        text = N_(
            "SQLite %(version)s has a known fault (“WAL reset”, fixed in 3.51.3) that may, very rarely, damage a "
            "database if two connections write at the same moment. Here all who write take turns, which keeps it away."
        )
        advice = N_("Write to the database by quizapp alone; a newer Python or system brings a SQLite without it.")
        yield finding("sqlite", Level.NOTE, text, advice, version=named)
    else:
        yield finding("sqlite", Level.WELL, N_("SQLite %(version)s, no fault of it is known here."), version=named)


def look_at_search() -> Iterator[Finding]:
    """Say whether SQLite has its index of words."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
        except sqlite3.OperationalError:
            text = N_("This SQLite has no index of words (FTS5), so that searching is slower.")
            yield finding("search", Level.NOTE, text, N_("Use a Python from python.org or from your system."))
        else:
            yield finding("search", Level.WELL, N_("SQLite has its index of words (FTS5)."))


def look_at_clock(settings: Settings, now: datetime, newest: datetime | None) -> Iterator[Finding]:
    """Say what time it is for the class, and whether the clock went back behind what was answered already."""
    local = now.astimezone(settings.timezone)
    if newest is not None and newest > now + CLOCK_MAY_DIFFER:
        yield finding(
            "clock",
            Level.FAULT,
            N_("The clock says %(now)s, but something was kept here at %(newest)s: the clock went back."),
            N_("Set this computer's clock, and let it be set by the network; until then due days are wrong."),
            now=f"{local:%Y-%m-%d %H:%M}",
            newest=f"{newest.astimezone(settings.timezone):%Y-%m-%d %H:%M}",
        )
        return
    yield finding(
        "clock",
        Level.WELL,
        N_("It is %(now)s in the time zone %(zone)s, where a learner's day ends at %(hour)s:00."),
        N_("If that is not the class's time zone, set QUIZAPP_TIMEZONE."),
        now=f"{local:%Y-%m-%d %H:%M}",
        zone=settings.timezone.key,
        hour=settings.rollover_hour,
    )
