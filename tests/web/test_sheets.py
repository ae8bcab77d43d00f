from __future__ import annotations

import re
from pathlib import Path

from quizapp.web.sheets import sent

STATIC = Path(__file__).resolve().parents[2] / "quizapp" / "static"
PICO = (STATIC / "vendor" / "pico-2.1.1" / "pico.trimmed.css").read_text(encoding="utf-8")
SHEETS = sorted((STATIC / "css").glob("*.css"))


def test_what_is_there_to_be_read_stays_at_home(tmp_path):
    sheet = tmp_path / "some.css"
    sheet.write_text(
        "@layer one;\n/* Why\n so. */\n@layer one {\n  a > b,\n  i::after { color: red; content: ', /'; }\n}\n",
        encoding="utf-8",
    )
    assert sent(sheet).decode() == "@layer one;@layer one{a > b, i::after{color: red;content: ', /'}}"


def test_what_a_sheet_imports_comes_with_it_and_keeps_its_licence():
    text = sent(STATIC / "css" / "app.css").decode()
    assert text.startswith(f"@layer pico, app;{PICO}@layer app{{")
    assert "Licensed under MIT" in text
    assert "@import" not in text


def test_a_sheet_says_the_same_as_it_goes_out():
    for path in SHEETS:
        read = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        went_out = sent(path).decode().replace(PICO, '@import "../vendor/pico-2.1.1/pico.trimmed.css";')
        assert _words(went_out) == _words(read), path
        assert re.findall(r'"[^"]*"', went_out) == re.findall(r'"[^"]*"', read), path


def _words(sheet: str) -> list[str]:
    return re.findall(r"[^\s{};]+|[{};](?!\s*})|}", sheet)
