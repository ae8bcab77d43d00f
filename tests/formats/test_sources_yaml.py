from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.base import PassageDraft, SourceDraft
from quizapp.formats.sources_yaml import parse_sources, write_sources

TEXT = """\
# Two articles.
sources:
  - id: ally-2023
    title: One of its closest allies
    author: not named
    kind: news digest
    written: "2023-12"
    passages:
      - {id: p1, about: The visit}
      - {id: p2}

  # the signed one
  - id: huang-2023
    title: Another
    passages:
      - {id: p1, about: The beginning}
# the end
"""


def said(text):
    drafts, problems = parse_sources(text, "questions/sources.yaml")
    assert bool(drafts) != bool(problems)
    assert all(problem.path == "questions/sources.yaml" for problem in problems)
    return [(problem.line, str(problem.message)) for problem in problems]


def test_sources_and_their_passages_are_read():
    (ally, huang), problems = parse_sources(TEXT, "sources.yaml")
    assert problems == []
    passages = (PassageDraft("p1", "The visit"), PassageDraft("p2", ""))
    assert ally == SourceDraft(
        "ally-2023", "One of its closest allies", "not named", "news digest", "2023-12", "", passages
    )
    assert (huang.author, huang.written, huang.passages) == ("", "", (PassageDraft("p1", "The beginning"),))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: huang-2023", "id: ally-2023", [(13, "The id “ally-2023” is taken above: choose another one.")]),
        ("{id: p2}", "{id: p1}", [(10, "The id “p1” is taken above: choose another one.")]),
        (
            '"2023-12"',
            "December",
            [(7, "“December” is not a date: write it like 2023, 2023-09 or 2023-09-19.")],
        ),
        (
            "2023-12",
            "2023-13",
            [(7, "“2023-13” is not a date: write it like 2023, 2023-09 or 2023-09-19.")],
        ),
        ("    title: Another\n", "", [(13, "The field “title” is missing: add it.")]),
        ("kind:", "knd:", [(6, "The field “knd” is not known here: remove it, or write “kind” if that is meant.")]),
        (
            "{id: p1, about: The beginning}",
            "p1",
            [(16, "Named fields are needed here: write them like “name: value”.")],
        ),
        ("{id: p1, about: The beginning}", '{id: ""}', [(16, "This text is empty: write it.")]),
    ],
)
def test_every_fault_is_said_in_its_line(old, new, expected):
    problems = said(TEXT.replace(old, new))
    assert problems == expected


def test_faults_are_said_together():
    text = TEXT.replace("id: huang-2023", "id: Huang 2023").replace("{id: p2}", "{id: p1}").replace("2023-12", "soon")
    assert [line for line, _ in said(text)] == [7, 10, 13]


@pytest.mark.parametrize(
    ("text", "line", "beginning"),
    [
        ("", 1, "“sources:” must be followed by a list"),
        ("sources: none\n", 1, "“sources:” must be followed by a list"),
        ("sources: [{id: a, title: T, passages: [{id: p}]}]\n", 1, "The sources stand in brackets"),
        ("sources:\n  - ally\n", 2, "This is not a source"),
        ("sources:\n  - id: a\n    title: T\n    passages: []\n", 4, "There are too few entries here"),
        ("sources:\n  - {id: a, title: T, passages: [{id: p}]}\nmore: 1\n", 3, "The field “more” is not known here"),
    ],
)
def test_what_are_no_sources_is_said(text, line, beginning):
    ((said_line, message),) = said(text)
    assert (said_line, message[: len(beginning)]) == (line, beginning)


def test_a_misspelt_list_is_said_to_be_missing_and_its_name_suggested():
    (suggestion, missing) = said(TEXT.replace("sources:", "source:"))
    assert missing == (2, "“sources:” must be followed by a list: begin each source with “- id: ”.")
    assert suggestion == (2, "The field “source” is not known here: did you mean “sources”?")


def test_an_empty_list_is_no_problem_and_written_as_such():
    assert parse_sources("sources: []\n", "sources.yaml") == ((), [])
    assert write_sources([]) == "sources: []\n"


def test_kept_sources_come_back_byte_for_byte(questions_folder):
    for text in (TEXT, (questions_folder / "sources.yaml").read_bytes().decode(), TEXT.replace("\n", "\r\n")):
        assert write_sources(parse_sources(text, "sources.yaml")[0]) == text


def test_a_changed_source_leaves_the_others_as_they_were():
    ally, huang = parse_sources(TEXT, "sources.yaml")[0]
    changed = (ally, replace(huang, author="Huang", block=""))
    written = write_sources(changed)
    assert written.startswith(ally.block)
    assert parse_sources(written, "sources.yaml") == (changed, [])


lines = st.text(max_size=60).map(str.strip).filter(lambda text: "\0" not in text)
passages = st.lists(st.tuples(st.sampled_from(["p1", "p2", "no"]), lines), min_size=1, unique_by=lambda pair: pair[0])


@pytest.mark.longer
@settings(deadline=None)  # other programs may run beside the tests
@given(
    lines.filter(bool),
    lines,
    st.sampled_from(["", "1994", "2023-12-13"]),
    lines | st.just("word " * 40 + "x"),
    passages,
)
def test_what_is_written_is_read_as_the_same(title, author, written, note, about):
    pairs = tuple(PassageDraft(*pair) for pair in about)
    sources = (SourceDraft("a", title, author, "null", written, note, pairs),)
    assert parse_sources(write_sources(sources), "sources.yaml") == (sources, [])
