from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.dumping import dump_bank
from quizapp.bank.headings import (
    Heading,
    KeyTakenError,
    change_heading,
    create_bank,
    earlier_headings,
    heading_at,
    named_line,
    proposed_key,
    titles_in,
    topic_lines,
)
from quizapp.bank.queries import bank_by_key
from quizapp.bank.roles import BankMember, BankRole
from quizapp.clock import utcnow
from quizapp.formats.bank_yaml import parse_bank

FILE = "# Kept comment\nbank: sample\ntitle: From the file\nquestions: []\n# below\n"
MINE = Heading("From the browser", "hy", "About it.", 9, {"csto": "The pact: CSTO", "null": "~", "a": "# no"})


@pytest.fixture
def read():
    def reading(text):
        draft, problems = parse_bank(text, "sample.yaml")
        assert problems == []
        return draft

    return reading


def test_a_bank_made_in_the_browser_is_dumped_and_loaded_byte_for_byte(session, load, read, instructor_id):
    bank = create_bank(session, "sample", MINE, instructor_id, now=utcnow())
    text = dump_bank(session, bank)
    assert "title: From the browser" in text
    for _ in range(2):
        load(read(text))
        assert dump_bank(session, bank) == text


def test_whoever_creates_a_bank_owns_it(session, instructor_id):
    bank = create_bank(session, "sample", MINE, instructor_id, now=utcnow())
    members = session.execute(sa.select(BankMember.person_id, BankMember.role).where(BankMember.bank_id == bank.id))
    assert members.all() == [(instructor_id, BankRole.OWNER)]


def test_a_key_is_given_once(session, instructor_id):
    create_bank(session, "sample", MINE, instructor_id, now=utcnow())
    with pytest.raises(KeyTakenError):
        create_bank(session, "sample", MINE, instructor_id, now=utcnow())


def test_a_heading_edited_here_is_dumped_and_one_edited_back_is_the_file_again(session, load, read):
    load(read(FILE))
    bank = bank_by_key(session, "sample")
    assert change_heading(session, bank, MINE, now=utcnow())
    assert not change_heading(session, bank, MINE, now=utcnow())
    dumped = dump_bank(session, bank)
    assert "title: From the browser" in dumped
    assert (read(dumped).reading_grade, read(dumped).topics) == (9, MINE.topics)
    change_heading(session, bank, Heading("From the file"), now=utcnow())
    assert dump_bank(session, bank) == FILE


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("When it happened", "when-it-happened"),
        ("  Élan & Über: 2023!  ", "elan-uber-2023"),
        ("Հայաստան", ""),
        ("a" * 79 + " bc", "a" * 79),
        ("", ""),
    ],
)
def test_a_key_is_made_of_a_title(title, key):
    assert proposed_key(title) == key


def test_titles_of_topics_in_another_order_leave_the_file_as_it_is(session, load, read):
    text = FILE.replace("questions:", "topics:\n  b: Second  # kept\n  a: First\nquestions:")
    load(read(text))
    bank = bank_by_key(session, "sample")
    assert not change_heading(
        session, bank, Heading("From the file", topics={"a": "First", "b": "Second"}), now=utcnow()
    )
    assert dump_bank(session, bank) == text
    change_heading(session, bank, Heading("From the file", topics={"b": "Second"}), now=utcnow())
    assert "topics: {b: Second}" in dump_bank(session, bank)
    assert earlier_headings(session, bank)[0][0].topics == {"a": "First", "b": "Second"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("csto: The pact: CSTO ", ("csto", "The pact: CSTO")),
        ("csto The pact", ("csto", "The pact")),
        ("csto:", ("csto", "")),
        (" csto ", ("csto", "")),
        ("", ("", "")),
    ],
)
def test_a_line_of_a_form_names_something_and_says_words_about_it(line, said):
    assert named_line(line) == said


def test_titles_of_topics_are_typed_one_a_line():
    lines = topic_lines({"csto": "The pact", "a": ""})
    assert lines == ["a:", "csto: The pact"]
    assert titles_in(lines) == {"csto": "The pact"}


def test_what_stood_above_the_questions_at_a_moment_is_known(session, load, read):
    load(read(FILE))
    bank, begun, minute = bank_by_key(session, "sample"), utcnow(), timedelta(minutes=1)
    change_heading(session, bank, MINE, now=begun - minute)
    load(read(FILE.replace("From the file", "From the file, again")))
    titles = [heading_at(session, bank, begun - number * minute).title for number in (2, 0.5)]
    assert titles == ["From the file", "From the browser"]
    assert [heading.title for heading, _until in earlier_headings(session, bank)] == titles
