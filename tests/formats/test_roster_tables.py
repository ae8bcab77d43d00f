from __future__ import annotations

import io
import time
import zipfile

import openpyxl
import pytest

from quizapp.formats import roster_tables
from quizapp.formats.roster_tables import MOST_LINES, RosterError, decoded, table_of_file, table_of_text

NAMES = "Анна Иванова\nАртём Щукин\nЁлкина Юлия\n"
MIXED = "Անի Պետրոսյան;A\nArmen Sargsyan;B\nАнна Иванова;A\n"
WESTERN = "José García\nZoë Müller\nFrançois Lefèvre\nPeter Smith\n"


def cells(rows):
    return [row.cells for row in rows]


def excel(rows, **more):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    if not more:
        return out.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in more:
                target.writestr(name, source.read(name))
        for name, content in more.items():
            target.writestr(name, content)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (MIXED, "utf-8"),
        (MIXED, "utf-8-sig"),
        (MIXED, "utf-16"),
        (MIXED, "utf-16-le"),
        ("\ufeff" + MIXED, "utf-16-be"),
        (NAMES, "cp1251"),
        (WESTERN, "cp1252"),
        ("Anna\nBen\n", "utf-16-be"),
    ],
)
def test_a_text_is_read_in_whatever_encoding_it_was_saved(text, encoding):
    assert decoded(text.encode(encoding)) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_are_cut_where_most_lines_are(separator, end):
    text = end.join((f"Ani{separator}Petrosyan", "", f'"Ben, Jr."{separator}Smith', "Carl"))
    assert cells(table_of_text(text)) == [("Ani", "Petrosyan"), ("Ben, Jr.", "Smith"), ("Carl",)]
    assert [row.line for row in table_of_text(text)] == [1, 3, 4]


def test_an_open_quotation_mark_spoils_no_other_line():
    assert len(table_of_text('"Ani,A\nBen,B\nCarl,C')) == 3


def test_excels_file_is_read_with_its_line_numbers_and_whole_numbers():
    data = excel([["Name", "Group"], [], ["Անի", 1.0], ["Ben", None], ["=1+1", "x"]])
    rows = table_of_file(data)
    assert [(row.line, row.cells[:2]) for row in rows] == [
        (1, ("Name", "Group")),
        (3, ("Անի", "1")),
        (4, ("Ben", "")),
        (5, ("", "x")),  # a formula without a kept value
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0 old", "old or protected"),
        (b"%PDF-1.7 ...", "a document"),
        (b"PK\x03\x04 broken", "cannot be read"),
        (b"\0\1\2\3\4\5\6", "neither a text"),
        (b"x\n" * (MOST_LINES + 1), "more than 5000 lines"),
        (excel([["x"]], **{"xl/worksheets/sheet1.xml": b"<worksheet"}), "cannot be read"),
        (excel([["x"]], **{"xl/worksheets/sheet1.xml": b"x" * (21 * 1024 * 1024)}), "unpacks to more"),
    ],
)
def test_what_is_no_list_is_said(data, words):
    with pytest.raises(RosterError) as caught:
        table_of_file(data)
    assert words in str(caught.value.message)


def test_another_kind_of_zip_is_a_document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(RosterError, match="a document"):
        table_of_file(out.getvalue())


@pytest.mark.longer
def test_a_part_that_is_larger_than_its_header_says_is_not_unpacked_further():
    data = bytearray(excel([["x"]], **{"xl/worksheets/sheet1.xml": b" " * (30 * 1024 * 1024)}))
    size = (30 * 1024 * 1024).to_bytes(4, "little")
    assert size in data
    with pytest.raises(RosterError):
        table_of_file(bytes(data).replace(size, (1000).to_bytes(4, "little")))


def test_entities_that_grow_are_refused_in_little_time():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    row = '<row><c t="str"><v>&l11;</v></c></row>'
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet><sheetData>{row}</sheetData></worksheet>'
    before = time.process_time()
    with pytest.raises(RosterError):
        table_of_file(excel([["x"]], **{"xl/worksheets/sheet1.xml": bomb.encode()}))
    assert time.process_time() - before < 2


@pytest.mark.longer
def test_a_sheet_that_says_it_is_endless_is_not_believed():
    far = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Ani</t></is></c></row>'
        '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Ben</t></is></c></row></sheetData></worksheet>'
    )
    before = time.process_time()
    rows = table_of_file(excel([["x"]], **{"xl/worksheets/sheet1.xml": far.encode()}))
    assert [row.cells[0] for row in rows] == ["Ani"]
    assert time.process_time() - before < 2


def test_no_separator_is_none():
    assert roster_tables.separator_of(["Ani Petrosyan", "Ben Smith", "Smith, Carl"]) == ""
