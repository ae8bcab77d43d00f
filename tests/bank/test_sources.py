from __future__ import annotations

import pytest

from quizapp.bank.loading import load_sources, stored_sources
from quizapp.bank.sources import (
    CitedError,
    SourceTakenError,
    change_source,
    cited_passages,
    create_source,
    move_source,
    remove_source,
    source_by_key,
    source_rows,
)
from quizapp.formats.base import PassageDraft, SourceDraft
from quizapp.formats.sources_yaml import parse_sources, write_sources


def described(*passages, key="ally-2023", title="An ally"):
    return SourceDraft(key, title, "", "", "", "", tuple(PassageDraft(passage, "") for passage in passages))


@pytest.fixture
def source(session, load, make_bank, make_draft):
    """A source whose passages p1 and p2 a question cites."""
    source = create_source(session, described("p1", "p2", "p3"))
    load(make_bank(make_draft()))
    return source


def keys(session):
    return [source.key for source, _cited in source_rows(session)]


def test_a_source_is_described_once(session, source):
    assert source_by_key(session, "ally-2023") is source
    with pytest.raises(SourceTakenError):
        create_source(session, described("p1"))


def test_passages_are_reordered_and_put_into_other_words(session, source):
    assert change_source(session, source, described("p3", "p1", "p4", "p2", title="Renamed"))
    session.expire_all()
    assert [passage.key for passage in source.passages] == ["p3", "p1", "p4", "p2"]
    assert not change_source(session, source, described("p3", "p1", "p4", "p2", title="Renamed"))


def test_what_questions_cite_does_not_go(session, source):
    assert cited_passages(session, source) == {"p1": 1, "p2": 1}
    with pytest.raises(CitedError) as caught:
        change_source(session, source, described("p1"))
    assert caught.value.passages == {"ally-2023#p2": 1}
    with pytest.raises(CitedError):
        remove_source(session, source)
    assert change_source(session, source, described("p1", "p2"))
    assert [passage.key for passage in source.passages] == ["p1", "p2"]


def test_a_source_with_a_longer_name_is_another_one(session, source):
    other = create_source(session, described("p1", key="ally"))
    assert cited_passages(session, other) == {}
    remove_source(session, other)
    assert keys(session) == ["ally-2023"]


def test_sources_are_moved_and_an_end_stays_an_end(session, source):
    create_source(session, described("p1", key="second"))
    third = create_source(session, described("p1", key="third"))
    move_source(session, third, up=True)
    assert keys(session) == ["ally-2023", "third", "second"]
    for _ in range(3):
        move_source(session, third, up=True)
    move_source(session, source_by_key(session, "second"), up=False)
    assert keys(session) == ["third", "ally-2023", "second"]


FILE = """# What questions rest on
sources:
  - id: first   # kept
    title: The first
    passages: [{id: p1}]

  - id: second
    title: The second
    passages: [{id: p1}]
# the end
"""


def test_moved_sources_are_written_as_a_file_that_is_read_again(session):
    load_sources(session, parse_sources(FILE, "")[0])
    assert write_sources(stored_sources(session)) == FILE
    move_source(session, source_by_key(session, "second"), up=True)
    create_source(session, described("p1", key="third"))
    text = write_sources(stored_sources(session))
    drafts, problems = parse_sources(text, "")
    assert problems == []
    assert [draft.key for draft in drafts] == ["second", "first", "third"]
    load_sources(session, drafts)
    assert write_sources(stored_sources(session)) == text
    assert keys(session) == ["second", "first", "third"]
