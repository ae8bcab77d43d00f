from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.bank.files import read_files
from quizapp.bank.headings import Heading
from quizapp.quizzes.ready import ready_quiz_by_key
from quizapp.transfer import snapshots


@pytest.fixture
def read(folder):
    return read_files([folder])


@pytest.mark.longer
def test_file_and_database_say_the_same_after_a_load(folder, load, read, bank, session):
    load(folder)
    ((_file, draft),) = read.banks
    assert snapshots.said_by_bank(session, bank()) == snapshots.said_by_bank_file(draft)
    assert snapshots.said_by_sources(session) == snapshots.said_by_sources_file(read.sources)
    assert snapshots.quiz_digest(ready_quiz_by_key(session, "round")) == snapshots.quiz_digest(read.quizzes[0][1])
    assert snapshots.digest_of_kept_head(bank()) == snapshots.head_digest(draft)


@pytest.mark.parametrize(
    "change", [{"title": "B"}, {"language": "hy"}, {"description": "B"}, {"reading_grade": 5}, {"topics": {"a": "B"}}]
)
def test_every_field_of_a_head_counts(read, change):
    ((_file, draft),) = read.banks
    assert snapshots.head_digest(draft) != snapshots.head_digest(replace(draft, **change))


def test_a_head_without_titles_of_topics_has_the_digest_that_it_had_before_there_were_any():
    assert snapshots.head_digest(Heading("A", "en", "B.", 5)) == snapshots.digest_of("A", "en", "B.", 5)


@pytest.mark.parametrize(
    "change", [{"title": "B"}, {"author": "B"}, {"kind": "B"}, {"written": "1990"}, {"note": "B"}, {"passages": ()}]
)
def test_every_field_of_a_source_counts(read, change):
    (source,) = read.sources
    assert snapshots.source_digest(source) != snapshots.source_digest(replace(source, **change))


@pytest.mark.parametrize(
    "change", [{"title": "B"}, {"description": "B"}, {"minutes": 6}, {"feedback": "at_once"}, {"rules": ()}]
)
def test_every_field_of_a_quiz_counts(read, change):
    ((_file, quiz),) = read.quizzes
    assert snapshots.quiz_digest(quiz) != snapshots.quiz_digest(replace(quiz, **change))
