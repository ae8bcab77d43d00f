"""Every record gives the columns of an entry, and names nothing that an entry does not have."""

from __future__ import annotations

from dataclasses import fields

from quizapp.oversight.entries import Entry, Record
from quizapp.oversight.sources import SOURCES


def test_every_record_has_a_source_and_every_source_fills_an_entry():
    assert set(SOURCES) == set(Record)
    known = {one.name for one in fields(Entry)}
    for source in SOURCES.values():
        assert {"id", "at", "by_id", "what"} <= set(source.columns)
        assert set(source.columns) - set(source.details_of) <= known
        assert set(source.details_of) <= set(source.columns)
