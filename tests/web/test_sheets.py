from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizapp.web.sheets import sent, short_names

STATIC = Path(__file__).resolve().parents[2] / "quizapp" / "static"
PICO = (STATIC / "vendor" / "pico-2.1.1" / "pico.trimmed.css").read_text(encoding="utf-8")
SHEETS = sorted((STATIC / "css").glob("*.css"))


def test_what_is_there_to_be_read_stays_at_home(tmp_path):
    sheet = tmp_path / "some.css"
    sheet.write_text(
        "@layer one;\n/* Why\n so. */\n@layer one {\n  a > b,\n  i::after { --dot: 10.05rem; width: 0.5rem; color: red;"
        " content: ', /: 0.5'; }\n}\n",
        encoding="utf-8",
    )
    assert sent(sheet).decode() == (
        "@layer one;@layer one{a > b,i::after{--dot:10.05rem;width:.5rem;color:red;content:', /: 0.5'}}"
    )


def test_what_a_sheet_imports_comes_with_it_and_keeps_its_licence():
    text = sent(STATIC / "css" / "app.css").decode()
    assert text.startswith("@layer pico,app;/*!\n * Pico CSS")
    assert "Licensed under MIT" in text
    assert "@import" not in text


@pytest.mark.longer
def test_a_sheet_says_the_same_as_it_goes_out():
    for path in SHEETS:
        read = path.read_text(encoding="utf-8").replace('@import "../vendor/pico-2.1.1/pico.trimmed.css";', PICO)
        went_out = _read(sent(path).decode())
        assert _words(went_out) == _words(read), path
        assert re.findall(r'"[^"]*"', went_out) == re.findall(r'"[^"]*"', _bare(read)), path


def test_variables_go_by_a_short_name_that_is_the_same_in_all_sheets_and_nobody_elses():
    names = short_names()
    assert len(set(names.values())) == len(names)
    written = {name for path in SHEETS for name in re.findall(r"--[a-z][\w-]*", path.read_text(encoding="utf-8"))}
    assert not set(names.values()) & written
    line = names["--line"]
    assert f"{line}:#d3ddd9" in sent(STATIC / "css" / "app.css").decode()
    assert f"var({line})" in sent(STATIC / "css" / "explore.css").decode()


def _read(text: str) -> str:
    """Return what went out with the names that are written."""
    written = {short: name for name, short in short_names().items()}
    return re.sub(r"(?<![\w-])--[a-zA-Z]{1,2}(?![\w-])", lambda found: written.get(found[0], found[0]), text)


def _bare(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


def _words(sheet: str) -> list[str]:
    """Return the words of a sheet; no room after a colon or a comma, no nought before a point."""
    bare = re.sub(r"([:,])\s+", r"\1", _bare(sheet))
    bare = re.sub(r"(?<![\w.#-])0(\.\d)", r"\1", bare)
    return re.findall(r"[^\s{};]+|[{};](?!\s*})|}", bare)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_no_cell_of_a_table_is_set_upright_itself(sheet):
    for rules in re.findall(r"([^{}]+)\{[^{}]*writing-mode", sheet.read_text(encoding="utf-8")):
        assert rules.strip().endswith("span"), (
            f"{rules}: WebKit turns what is in a cell alone; rotated, it stands on its head"
        )
