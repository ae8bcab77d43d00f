from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from quizapp.app import create_app
from quizapp.assignments.models import Assignment
from quizapp.classroom.models import Enrolment
from quizapp.db import db
from quizapp.gradebook.exporting import csv_of, text, xlsx_of
from quizapp.ops.setup import disposed


@pytest.fixture
def rows(app, book):
    """Return the lines of the CSV file and the sheets of the spreadsheet."""

    def rows():
        with app.test_request_context():
            found = book()
            written, sheets = csv_of(found), load_workbook(io.BytesIO(xlsx_of(found)))
        assert written.startswith("\ufeff")
        lines = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"))))
        return lines, {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in sheets}

    return rows


@pytest.mark.longer
def test_points_and_percent_go_out(give_out, take, students, decide, rows):
    assignment = give_out(title="Week one")
    take(assignment, students[0], right=2)
    decide(assignment, students[1], "excuse", 1)
    lines, sheets = rows()
    assert lines == [
        ["Student", "Group", "Grade in percent", "Week one (points)", "Week one (percent)"],
        ["Student 0", "", "66.7", "6.67", "66.7"],
        ["Student 1", "", "", "excused", "excused"],
        ["Student 2", "", "", "", ""],
    ]
    assert sheets["Points"][1] == ["points to be had", None, None, 10]
    assert sheets["Points"][2:4] == [["Student 0", None, 66.7, 6.67], ["Student 1", None, None, "excused"]]
    assert sheets["Percent"][2] == ["Student 0", None, 66.7, 66.7]


@pytest.mark.longer
def test_whole_numbers_are_written_as_the_page_tells_them(give_out, take, students, rows):
    """A spreadsheet whose fractions have a comma takes "42.0" for a text."""
    take(give_out(title="Week one"), students[0], right=3)
    assert rows()[0][1] == ["Student 0", "", "100", "10", "100"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_name_runs_as_a_formula(start):
    assert text(f"{start}1+1") == f"'{start}1+1"
    assert text("Ani") == "Ani"


@pytest.mark.longer
def test_names_and_titles_that_begin_like_formulas_are_texts_in_both_files(app, class_id, give_out, students, rows):
    give_out(title='=HYPERLINK("http://evil")')
    with app.app_context():
        of = Enrolment.class_id == class_id, Enrolment.person_id == students[0]
        db.session.execute(sa.update(Enrolment).where(*of).values(roster_name="=cmd|' /C calc'!A0", group_name="@x"))
        db.session.execute(sa.update(Assignment).values(title="=1+1\x02"))
        db.session.commit()
    lines, sheets = rows()
    assert lines[0][3] == "'=1+1 (points)"
    name = next(line for line in lines if "cmd" in line[0])
    assert name[:2] == ["'=cmd|' /C calc'!A0", "'@x"]
    assert sheets["Points"][0][3] == "'=1+1"
    assert any(row[0] == "'=cmd|' /C calc'!A0" for row in sheets["Points"])


@pytest.mark.longer
def test_a_class_without_anything_has_files_too(rows):
    lines, sheets = rows()
    assert [line[0] for line in lines] == ["Student", "Student 0", "Student 1", "Student 2"]
    assert list(sheets) == ["Points", "Percent"]


GERMAN = """msgid "Points"
msgstr "Punkte / Score"

msgid "Percent"
msgstr "Prozent: vom Ganzen, wie es das Zeugnis nennt"
"""


@pytest.mark.longer
def test_words_of_a_language_that_no_sheet_can_be_called_by_leave_the_file_whole(settings, book):
    path = settings.data_dir / "languages" / "de.po"
    path.parent.mkdir()
    path.write_text(GERMAN, encoding="utf-8")
    with disposed(create_app(replace(settings, language="de"))) as german, german.test_request_context():
        sheets = load_workbook(io.BytesIO(xlsx_of(book()))).sheetnames
    assert sheets == ["Punkte - Score", "Prozent- vom Ganzen, wie es da"]
