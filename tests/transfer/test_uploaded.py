from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.transfer.uploaded import RefusedError, open_upload_file, stamped

NOW = datetime(2026, 3, 2, 10, 30, 5, 123, tzinfo=UTC)
KNOWN = {"book#p1"}


def refusal(data, wanted=""):
    with pytest.raises(RefusedError) as refused:
        open_upload_file(data, wanted)
    return str(refused.value)


def test_a_sound_file_is_read_with_its_key(bank_text):
    opened = open_upload_file(bank_text("one", "two").encode())
    read = opened.read(KNOWN, set().__contains__)
    assert (opened.key, opened.since, opened.offset, read.problems) == ("sample", None, 0, [])
    assert [question.key for question in read.draft.questions] == ["one", "two"]


@pytest.mark.parametrize("data", [b"", b"  \n \n"])
def test_nothing_is_refused(data):
    assert refusal(data).startswith("No file was chosen, or it is empty")


def test_a_file_of_five_megabytes_is_refused_with_its_size(bank_text):
    data = bank_text("one").encode() + b"# " + b"x" * 5_000_000
    assert refusal(data).startswith("This file has 4.8 MiB and may have 4: split the bank")


def test_ten_thousand_questions_are_refused_with_their_count():
    items = "".join(f"  - id: q{number}\n    kind: flashcard\n" for number in range(10_000))
    said = refusal(f"bank: sample\ntitle: T\nquestions:\n{items}".encode())
    assert said.startswith("This file holds 10,000 questions and may hold 5,000")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1", "utf-32"])
def test_a_wrong_encoding_is_said_to_be_one(bank_text, encoding):
    said = refusal(bank_text("one").replace("mill", "m\xfchle").encode(encoding))
    assert said.startswith("This file is not UTF-8 text")


def test_a_picture_is_no_text():
    assert refusal(b"\x89PNG\r\n\x1a\n\0\0").startswith("This file is not UTF-8 text")


def test_nul_is_named(bank_text):
    assert refusal(bank_text("one").replace("Anna", "An\0na").encode()).startswith("This file holds the character NUL")


@pytest.mark.parametrize("data", [b"hello", b"<html></html>", b'{"a": 1}', b"quiz: round\n", b"a: bank: b\n"])
def test_what_is_no_bank_is_said_to_be_none(data):
    assert refusal(data) == "This is not a bank: a bank's file begins with “bank: ” and its name."


def test_another_bank_s_file_is_refused_where_one_was_chosen(bank_text):
    data = bank_text("one").encode()
    assert refusal(data, "dates").startswith("This is the file of the bank “sample”, and you chose it for “dates”")
    assert open_upload_file(data, "sample").key == "sample"


def test_a_bom_is_no_trouble(bank_text):
    opened = open_upload_file(b"\xef\xbb\xbf" + bank_text("one").replace("# Ours.\n", "").encode())
    assert (opened.key, opened.read(KNOWN, set().__contains__).problems) == ("sample", [])


@pytest.mark.longer
@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n",
        "x: " + "[" * 5_000 + "\n",
        "x: " + "{a: " * 2_000 + "\n",
    ],
)
def test_yaml_bombs_are_refused_at_once(bomb):
    read = open_upload_file(f"bank: sample\ntitle: T\n{bomb}questions: []\n".encode()).read(KNOWN, set().__contains__)
    assert read.draft is None
    assert read.problems


def test_a_download_says_when_it_was_made_and_comes_back_as_it_was(bank_text):
    for text in (bank_text("one"), "\ufeff" + bank_text("one").replace("\n", "\r\n")):
        data = stamped(text, NOW)
        assert data.count("\n") == text.count("\n") + 1
        opened = open_upload_file(data.encode())
        assert (opened.text, opened.since, opened.offset) == (text, NOW, 1)


@pytest.mark.parametrize("said", ["yesterday", "2026-03-02T10:30:05"])
def test_a_stamp_that_says_no_moment_is_a_comment(bank_text, said):
    opened = open_upload_file(f"# quizapp: downloaded {said}; leave this\n{bank_text('one')}".encode())
    assert opened.since is None
