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
    proposed_key,
)
from quizapp.bank.queries import bank_by_key
from quizapp.bank.roles import BankMember, BankRole
from quizapp.clock import utcnow
from quizapp.formats.bank_yaml import parse_bank

FILE = "# Kept comment\nbank: sample\ntitle: From the file\nquestions: []\n# below\n"
MINE = Heading("From the browser", "hy", "About it.", 9)


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
    assert read(dumped).reading_grade == 9
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


def test_what_stood_above_the_questions_at_a_moment_is_known(session, load, read):
    load(read(FILE))
    bank, begun, minute = bank_by_key(session, "sample"), utcnow(), timedelta(minutes=1)
    change_heading(session, bank, MINE, now=begun - minute)
    load(read(FILE.replace("From the file", "From the file, again")))
    titles = [heading_at(session, bank, begun - number * minute).title for number in (2, 0.5)]
    assert titles == ["From the file", "From the browser"]
    assert [heading.title for heading, _until in earlier_headings(session, bank)] == titles
