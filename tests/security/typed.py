"""What somebody may type into a field, or send as a file: words, numbers and moments on the edge of making sense."""

# ruff: noqa: SIM905 - so many short words read better in one line
from __future__ import annotations

from hypothesis import strategies as st

WORDS = ["", " ", "\0", "a\0b", "\r\n", "\u202e\u200f", "\ud7ff\uffff", "é" * 300, "a b", "https://evil.example"]
WORDS += "<b> %s%(x)s{0}{{7*7}} '-- ../../x ../etc/passwd true on none null mark new all instructor owner".split()
WORDS += "short_answer single_choice date birds nests a#p1 wren UTC Asia/Yerevan America Etc en xx-YY".split()
NUMBERS = ["9" * 19, "9" * 5_000, *"-1 0 1 2 3 7 100 101 -0 1.5 1e999 nan inf ½ ² ٣ 0x10 1_0".split()]
MOMENTS = "2026-11-26 2026-02-30 0001-01-01 9999-12-31 10000-01-01 2026-W01 2023-09 -44 25:00 12:30".split()
MOMENTS += "2026-11-26T10:00 0001-01-01T00:00 9999-12-31T23:59 2026-11-26T10:00:00+99:99".split()
LISTS = ["[" * 3_000, "(" * 3_000, '{"a": [1, {"b": null}]}', "[[1, 2], [3]]", '["/", [["a", "b"]]]', "1 2 3 4"]
LISTS += '1,2,3 ,,, 1-9 [] {} ["x"] a:b,c:d'.split()
VALUES = st.sampled_from([*WORDS, *NUMBERS, *MOMENTS, *LISTS]) | st.text(max_size=40)

NAMES = [
    "a.yaml",
    "a.png",
    "a.zip",
    "a.apkg",
    "a.xlsx",
    "a.csv",
    "../../etc/passwd",
    "a\0b",
    "",
    "x" * 300,
    "é\r\nX: y",
]
FILES = st.one_of(
    st.binary(max_size=60),
    st.binary(max_size=60).map(lambda data: b"PK\x03\x04" + data),
    st.text(max_size=60).map(lambda text: f"bank: birds\ntitle: T\nquestions:\n{text}".encode()),
    st.text(max_size=60).map(lambda text: f"Name;Group\n{text}".encode()),
)
