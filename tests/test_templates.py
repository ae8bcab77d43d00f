"""What every template and static file keeps to: size, one title and one h1, nothing inline, no other host, gettext."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "quizapp"
TEMPLATES = PACKAGE / "templates"
STATIC = PACKAGE / "static"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
TEMPLATE_LINES = 120

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
INCLUDE = re.compile(r"\{%-?\s*include\s+\"([^\"]+)\"\s*-?%\}")
SAID_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title", "data-waiting", "summary"}
UNSAID = {"quizapp", "· quizapp", "-help"}  # a name, and the end of an id
NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")


def read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def with_includes(name: str) -> str:
    return INCLUDE.sub(lambda found: with_includes(found[1]), read(name))


PAGES = [name for name in NAMES if '{% extends "base.html" %}' in read(name)]


class Untranslated(HTMLParser):
    """Collects the words of a template that never went through gettext."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_key = False

    def handle_data(self, data: str) -> None:
        if not self.in_key:
            self._keep(data)

    def handle_endtag(self, tag: str) -> None:
        self.in_key = self.in_key and tag != "kbd"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_key = self.in_key or tag == "kbd"
        for name, value in attrs:
            if name in SAID_ATTRIBUTES:
                self._keep(value or "")

    def _keep(self, text: str) -> None:
        text = text.strip()
        if any(character.isalpha() for character in text) and text not in UNSAID:
            self.found.append(text)


def untranslated(source: str) -> list[str]:
    parser = Untranslated()
    parser.feed(JINJA.sub("", source))
    parser.close()
    return parser.found


def test_the_templates_are_found():
    assert len(NAMES) > 20
    assert len(PAGES) > 10


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_short(name):
    assert len(read(name).splitlines()) <= TEMPLATE_LINES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_title_and_one_h1(name):
    source = with_includes(name)
    assert len(re.findall(r"\{%-?\s*block title\s*-?%\}", source)) == 1
    assert len(re.findall(r"<h1\b", source)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_no_inline_script_and_no_inline_style(name):
    source = JINJA.sub("", read(name))
    scripts = re.findall(r"<script\b[^>]*>", source)
    assert [script for script in scripts if " src=" not in script] == []
    assert not re.search(r"<style\b", source)
    assert not re.search(r"<[^>]*\s(style|on[a-z]+)\s*=", source)
    assert "javascript:" not in source


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_template_goes_through_gettext(name):
    assert untranslated(read(name)) == []


def test_the_search_for_words_finds_them():
    assert untranslated('<p title="Hello">{{ _("No") }} <b>there</b></p>') == ["Hello", "there"]


@pytest.mark.parametrize("name", NAMES)
def test_a_form_that_changes_something_carries_the_csrf_token(name):
    source = read(name)
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", source, re.DOTALL):
        assert "csrf_token" in form or "hidden(form)" in form or "hidden_tag()" in form, form


def test_no_template_and_no_static_file_names_another_host():
    named = []
    files = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg", ".html", ".webmanifest"}]
    for path in [*TEMPLATES.rglob("*.html"), *(path for path in files if "vendor" not in path.parts)]:
        text = path.read_text(encoding="utf-8")
        for namespace in NAMESPACES:
            text = text.replace(namespace, "")
        named += [f"{path.name}: {found}" for found in re.findall(r"(?:https?:|[\"'(])//[\w.]+", text)]
    assert named == []


def test_every_vendored_library_brings_its_licence():
    folders = [path for path in (STATIC / "vendor").iterdir() if path.is_dir()]
    assert folders
    assert [folder.name for folder in folders if not list(folder.glob("LICENSE*"))] == []
