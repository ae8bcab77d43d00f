"""The sheet of Pico that is served: as `make styles` writes it, and with all that pages have."""

from __future__ import annotations

import re

import pytest

from tests.trimmed_styles import NOWHERE, STATIC, parted, sheets, trimmed

OURS = ":root { --line: 1px; } td { border: var(--pico-asked) }"


def test_what_is_served_is_what_make_styles_writes():
    assert {path: path.read_text(encoding="utf-8") for path in sheets()} == sheets()


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


@pytest.mark.parametrize(
    ("rules", "parts"),
    [
        ("a{b:c}input{b:c}dialog{b:c}", ("a{b:c}", "input{b:c}", "dialog{b:c}")),
        ("button,input{b:c}", ("button,input{b:c}", "", "")),
        ("select,textarea{b:c}", ("", "select,textarea{b:c}", "")),
        (":where(select,textarea):not([type=file]){b:c}", ("", ":where(select,textarea):not([type=file]){b:c}", "")),
        ("p:not(label){b:c}", ("p:not(label){b:c}", "", "")),
        ("[type=file]::file-selector-button{b:c}", ("", "", "[type=file]::file-selector-button{b:c}")),
        ("@media print{a{b:c}label{b:c}}", ("@media print{a{b:c}}", "@media print{label{b:c}}", "")),
        (
            ":root{--pico-a:1;--pico-b:2;--pico-c:3;--pico-d:4}a{b:var(--pico-a)}input{b:var(--pico-b)}",
            (
                ":root{--pico-a:1}a{b:var(--pico-a)}",
                ":root{--pico-b:2;--pico-c:3}input{b:var(--pico-b)}",
                ":root{--pico-d:4}",
            ),
        ),
    ],
)
def test_what_is_for_fields_and_for_forms_of_few_pages_comes_apart_with_its_variables(rules, parts):
    layers = [f"@layer pico{{{part}}}" for part in parts]
    assert list(parted(f"/*! MIT */@layer pico{{{rules}}}", "", "i{b:var(--pico-c)}")) == [
        f"/*! MIT */{layers[0]}",
        *layers[1:],
    ]


@pytest.mark.longer
def test_no_page_has_what_was_left_out():
    texts = [path for folder in ("templates", "static/js") for path in (STATIC.parent / folder).rglob("*.*")]
    pages = "\n".join(path.read_text(encoding="utf-8") for path in [*texts, *STATIC.parent.rglob("*.py")])
    assert [one for one, pattern in NOWHERE.items() if re.search(pattern, pages)] == []
