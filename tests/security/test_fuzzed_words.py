"""What people type and what files say, written out again: no script, no formula, and what was meant comes back."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import Workbook, load_workbook

from quizapp import config
from quizapp.config import SettingsError, read_settings
from quizapp.formats.spreadsheet import neutral
from quizapp.gradebook.calendar import Deadline, calendar_of
from quizapp.gradebook.exporting import text as cell_text
from quizapp.insights.exporting import LogRow, csv_of
from quizapp.kinds import edtf
from quizapp.search.parsing import parse
from quizapp.web.markdown import plain_text, render_block, render_inline

pytestmark = pytest.mark.slow
HURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck))

PIECES = (
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "data:text/html,x",
)
PIECES += (
    "&#106;avascript:",
    "java\tscript:",
    "[a](",
    "![b](",
    "](",
    ")",
    "<",
    ">",
    '"',
    "'",
    "`",
    "```\n",
    "picture:",
    "a" * 32,
    "\n\n",
)
PIECES += (
    "| a | b |\n|---|---|\n",
    "> ",
    "- ",
    "&lt;",
    "&",
    "[r]: ",
    "<!--",
    "-->",
    "<![CDATA[",
    "\0",
    "\u2028",
    "\\",
    "*",
    "_",
    "//evil.example",
    "<a href=",
)
MARKDOWN = st.one_of(st.text(), st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14).map("".join))
TAGS = {"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "hr", "s", "a"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "img"}


class Elements(HTMLParser):
    """Collects the elements of a page, and whatever else is in it but text."""

    def __init__(self, html):
        super().__init__()
        self.found, self.strange = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.strange.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def _is_harmless(tag, attributes):
    if tag == "a":
        known = attributes.keys() <= {"href", "title", "rel"}
        return known and urlsplit(attributes.get("href") or "").scheme in {"", "http", "https"}
    if tag == "img":
        return attributes.keys() == {"src", "alt"} and attributes["src"].startswith("picture:")
    return tag in TAGS and not attributes


@HURRIED
@given(MARKDOWN)
def test_whatever_is_typed_as_markdown_no_script_comes_out(typed):
    for render in (render_block, render_inline):
        page = Elements(str(render(typed)))
        assert page.strange == []
        assert [one for one in page.found if not _is_harmless(*one)] == []
    assert "\n" not in plain_text(typed)


WORDS = st.text(max_size=40) | st.tuples(st.sampled_from("=+-@\t\r\n\0 "), st.text(max_size=12)).map("".join)


@HURRIED
@given(WORDS, WORDS)
def test_a_row_of_a_csv_file_comes_back_and_no_cell_is_a_formula(bank, question):
    figures = {"day": 1, "rating": 3, "score": 0.5, "duration_ms": None, "taken_back": False}
    row = LogRow(
        "e", datetime(2026, 3, 2, tzinfo=UTC), bank=bank, question=question, card="c", source="review", **figures
    )
    lines = list(csv.reader(io.StringIO(csv_of([row]), newline="")))
    assert len(lines) == 2
    said = dict(zip(*lines, strict=True))
    assert (said["bank"], said["question"]) == (neutral(bank), neutral(question))
    assert not [cell for cell in lines[1] if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@HURRIED
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_no_cell_of_a_spreadsheet_is_a_formula(texts):
    book = Workbook(write_only=True)
    book.create_sheet("One").append([cell_text(text) for text in texts])
    out = io.BytesIO()
    book.save(out)
    cells = next(load_workbook(out).active.iter_rows(max_row=1), ())
    assert [cell.data_type for cell in cells if cell.value is not None and cell.data_type != "s"] == []


@HURRIED
@given(st.lists(st.tuples(WORDS, WORDS), max_size=4))
def test_what_a_calendar_says_comes_back(said):
    at = datetime(2026, 3, 30, 21, 59, tzinfo=UTC)
    deadlines = [Deadline(f"a-{n}@quizapp", title, at, about, at) for n, (title, about) in enumerate(said)]
    calendar = Calendar.from_ical(calendar_of("\n".join(title for title, _about in said), deadlines))
    events = calendar.walk("VEVENT")
    assert [str(event["uid"]) for event in events] == [one.uid for one in deadlines]
    assert all(set(event) == set(events[0]) for event in events)


@HURRIED
@given(st.text(st.sampled_from("0123456789X-²٣ \n") | st.characters(), max_size=12))
def test_any_text_is_a_period_that_exists_or_none(typed):
    parts = edtf.period(typed)
    assert parts is None or edtf.exists(parts)


VALUES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
VALUES |= st.sampled_from(
    ("~nobody", "America", "9" * 5_000, "sqlite://", "postgresql://h:p/x", "off", "1", "x" * 5_000, "[::1", "/", "..")
)
SETTINGS = sorted(set(re.findall(r"\bQUIZAPP_[A-Z_]+", Path(config.__file__).read_text(encoding="utf-8"))))


@HURRIED
@given(st.dictionaries(st.sampled_from(SETTINGS), VALUES, max_size=4))
def test_any_environment_gives_settings_or_one_sentence(environ):
    try:
        found = read_settings({"QUIZAPP_TIMEZONE": "UTC"} | environ)
    except SettingsError as error:
        said = str(error)
    else:
        said = "QUIZAPP_"
        assert found.data_dir.is_absolute()
        assert found.backups_dir is None or found.backups_dir.is_absolute()
    assert said.startswith("QUIZAPP_")


@HURRIED
@given(st.text(max_size=60))
def test_a_search_is_read_in_time_that_grows_with_its_length(typed):
    query = parse(typed * 200)
    assert len(str(query)) < 100_000
