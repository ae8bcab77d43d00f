"""No table and no column can be forgotten: each is told in an export, or left out by name."""

from __future__ import annotations

import pytest

from quizapp.db import Base
from quizapp.erasure.erasing import columns_naming_people
from quizapp.privacy.left_out import COLUMNS, TABLES
from quizapp.privacy.parts import PARTS, Due

TOLD = {part.table for part in PARTS}


def test_every_table_is_told_or_left_out_by_name(app):
    assert set(Base.metadata.tables) == TOLD | TABLES
    assert not TOLD & TABLES


def test_every_column_that_names_a_person_leads_to_a_part_of_theirs(app):
    ends = {part.path.split(">")[-1] for part in PARTS}
    assert set(columns_naming_people()) <= ends
    assert len({part.path for part in PARTS}) == len(PARTS)


def test_every_column_of_a_told_table_is_told_or_left_out_by_name(app):
    told = {f"{part.table}.{name}" for part in PARTS for name in part.columns}
    named = set(columns_naming_people())
    links = {step for part in PARTS for step in part.path.split(">")}
    for table in TOLD:
        for column in Base.metadata.tables[table].columns:
            name = f"{table}.{column.name}"
            says_nothing = column.name in {"id", "event_id"} or name in named or name in links
            assert says_nothing or (name in told) != (name in COLUMNS), name
    assert not set(COLUMNS) & told


def test_what_hangs_on_rows_of_a_person_is_told_too(app):
    """Whatever refers to rows that go with their person is theirs as well, or says nothing about them."""
    of_theirs = {"attempts", "slots", "exams", "review_log", "enrolments"}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name in of_theirs:
                assert table.name in TOLD, table.name


@pytest.mark.longer
def test_no_other_person_and_no_secret_is_told(app):
    for part in PARTS:
        for name in part.columns:
            assert f"{part.table}.{name}" not in columns_naming_people()
            assert not {"hash", "token", "stamp", "secret"} & set(name.split("_"))


def test_what_is_told_later_says_what_decides(app):
    assert [part.path for part in PARTS if bool(part.later) != (part.due is not Due.ALWAYS)] == []
