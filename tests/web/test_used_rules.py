from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.web.sheets import sent
from quizapp.web.used_rules import Group, Part, Rule, names_in, parts_of, used

SHEETS = sorted((Path(__file__).resolve().parents[2] / "quizapp" / "static" / "css").glob("*.css"))
PAGE = """<!doctype html><main id=main class='reading wide'><p class="x">a < b &lt;table&gt;</p>
  <input type="file" title="a > b"></main>"""


def test_names_are_elements_classes_ids_and_attributes_that_nobody_changes():
    assert names_in(PAGE) == {
        *("main", "p", "input", "#main", ".reading", ".wide", ".x", "[type=file]"),
    }


@pytest.mark.parametrize(
    "tag",
    [
        '<input value="type=" class="wide">',
        "<a href='/x?id=' data-class=\"no\" class='wide'>",
        "<p hidden title=class= class = wide>",
        '<p title="a class=no" class="wide" />',
    ],
)
def test_a_class_is_found_whatever_other_attributes_say(tag):
    assert {name for name in names_in(tag) if name.startswith(".")} == {".wide"}


@pytest.mark.parametrize(
    ("selector", "stays"),
    [
        ("*", True),
        (":root", True),
        ("::selection", True),
        ("p", True),
        ("table", False),
        ("main.reading > p", True),
        ("main.narrow > p", False),
        ("#main .x", True),
        ("#other .x", False),
        ("p.x.y", False),
        ("p:hover", True),
        ("p:not(.y)", True),
        ("p:has(> table)", True),
        ("p:nth-child(2n + 1)::before", True),
        ("[type=file]::file-selector-button", True),
        ("[type=search]", False),
        ("input:not([type=search], [type=range])", True),
        (":where(table, p) + *", True),
        (":where(table, .y)", False),
        ("input:is([type=search], [type=file])", True),
        ("input:is([type=search], .y)", False),
        (":is(p:not(:where(.y)), table):hover", True),
        ("main[aria-current] p[data-x='table']", True),
    ],
)
def test_a_rule_stays_where_the_page_may_have_what_it_asks_for(selector, stays):
    names = names_in(PAGE)
    assert used(parts_of(f"{selector}{{color:red}}"), names) == (f"{selector}{{color:red}}" if stays else "")


def test_of_several_selectors_those_stay_that_the_page_may_have():
    text = "table,p,:is(table,ul),:not(table,ul) p{color:red}"
    assert used(parts_of(text), frozenset({"p"})) == "p,:not(table,ul) p{color:red}"


def test_conditions_and_layers_stay_with_what_is_in_them_or_go():
    text = (
        "@layer one,two;/*! Whose. */@layer one{p{a:b}@media (width<9rem){ul{a:b}}@media print{p{c:'}{'}}}"
        "@layer two{ul{a:b}}@keyframes turn{from{a:b}to{c:d}}@page{margin:0}"
    )
    assert used(parts_of(text), frozenset({"p"})) == (
        "@layer one,two;/*! Whose. */@layer one{p{a:b}@media print{p{c:'}{'}}}@keyframes turn{from{a:b}to{c:d}}"
        "@page{margin:0}"
    )


def _every_name(parts: tuple[Part, ...]) -> frozenset[str]:
    found = set[str]()
    for part in parts:
        if isinstance(part, Group):
            found |= _every_name(part.parts)
        elif isinstance(part, Rule):
            for selector in part.selectors:
                found |= selector.needed.union(*(one for choice in selector.choices for one in choice))
    return frozenset(found)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_page_that_has_everything_uses_whole_sheets(path):
    whole = sent(path).decode()
    assert used(parts_of(whole), _every_name(parts_of(whole))) == whole
