"""The sheet of Pico that is served: as `make styles` writes it, and with all that pages have."""

from __future__ import annotations

import re

import pytest

from tests.trimmed_styles import NOWHERE, SERVED, STATIC, WHOLE, asked_for_by_us, trimmed

OURS = ":root { --line: 1px; } td { border: var(--pico-asked) }"


@pytest.mark.longer
def test_what_is_served_is_what_make_styles_writes():
    assert SERVED.read_text(encoding="utf-8") == trimmed(WHOLE.read_text(encoding="utf-8"), asked_for_by_us())


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        ("a{b:c}", "a{b:c}"),
        ("body>main,main{b:c}", "main{b:c}"),
        ("sub,sup{b:c}", ""),
        ("sub,small{b:c}", "small{b:c}"),
        ("[type=file]:not([type=range]){b:c}", "[type=file]:not([type=range]){b:c}"),
        ("@media print{sub{b:c}}", ""),
        ("@media print{sub{b:c}p{b:c}}", "@media print{p{b:c}}"),
        ("p{--pico-asked:1;--pico-not:2;b:c}", "p{--pico-asked:1;b:c}"),
        ('p{--pico-asked:url("data:,;}{");--pico-not:2}', 'p{--pico-asked:url("data:,;}{")}'),
        (
            "@keyframes still{0%{b:c}}p{animation:turns 1s}@keyframes turns{0%{b:c}}",
            "p{animation:turns 1s}@keyframes turns{0%{b:c}}",
        ),
        ("video{b:var(--pico-v)}p{--pico-v:1}", ""),
    ],
)
def test_a_rule_goes_where_no_page_needs_it(rule, left):
    assert trimmed(f"/*! MIT */{rule}", OURS) == f"/*! MIT */@layer pico{{{left}}}"


def test_what_ours_say_for_every_page_is_not_said_twice():
    ours = "  :root {\n    --pico-color: red;\n  }"
    rules = "b{--pico-color:var(--pico-b)}a{b:var(--pico-color)}"
    whole = f"/*! MIT */:root:not([data-theme=dark]){{--pico-color:blue;--pico-b:1}}{rules}"
    assert trimmed(whole, ours) == f"/*! MIT */@layer pico{{:root:not([data-theme=dark]){{--pico-b:1}}{rules}}}"


@pytest.mark.longer
def test_no_page_has_what_was_left_out():
    texts = [path for folder in ("templates", "static/js") for path in (STATIC.parent / folder).rglob("*.*")]
    pages = "\n".join(path.read_text(encoding="utf-8") for path in [*texts, *STATIC.parent.rglob("*.py")])
    assert [one for one, pattern in NOWHERE.items() if re.search(pattern, pages)] == []
