"""What every template and static file keeps to: size, one title and one h1, nothing inline, no other host, gettext."""

from __future__ import annotations

import re
from collections.abc import Callable
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
EXTENDS = re.compile(r"\{%-?\s*extends\s+\"([^\"]+)\"\s*-?%\}")
NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")


def read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def with_includes(name: str) -> str:
    """Return a template with what it includes, after the layout that stands between it and the base of all pages."""
    layout = layout_of(name)
    between = with_includes(layout) if layout not in {"", "base.html"} else ""
    return between + INCLUDE.sub(lambda found: with_includes(found[1]), read(name))


def layout_of(name: str) -> str:
    found = EXTENDS.search(read(name))
    return found[1] if found else ""


PAGES = [name for name in NAMES if layout_of(name) and not Path(name).name.startswith("_")]


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


def faults(names: list[str], find: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """Return what was found in each template in which something was: one test for all, for 1,500 would take 3 s."""
    return {name: found for name in names if (found := find(read(name)))}


def test_a_template_is_short():
    lengths = {name: len(read(name).splitlines()) for name in NAMES}
    assert {name: length for name, length in lengths.items() if length > TEMPLATE_LINES} == {}


@pytest.mark.longer
def test_a_page_has_a_title_and_one_h1():
    whole = {name: with_includes(name) for name in PAGES}
    titles = {name: len(re.findall(r"\{%-?\s*block title\s*-?%\}", source)) for name, source in whole.items()}
    heads = {name: len(re.findall(r"<h1\b", source)) for name, source in whole.items()}
    assert titles == heads == dict.fromkeys(PAGES, 1)


def inline(source: str) -> list[str]:
    source = JINJA.sub("", source)
    scripts = [script for script in re.findall(r"<script\b[^>]*>", source) if " src=" not in script]
    return scripts + re.findall(r"<style\b|<[^>]*\sstyle\s*=|<[^>]*\son[a-z]+\s*=|javascript:", source)


def test_a_template_has_no_inline_script_and_no_inline_style():
    assert faults(NAMES, inline) == {}


def test_the_search_for_what_is_inline_finds_it():
    written = [
        "<script>go()</script>",
        "<style>",
        '<p style="x">',
        '<a id="b" onclick="go()">',
        '<a href="javascript:">',
    ]
    assert all(inline(source) for source in written)


@pytest.mark.longer
def test_every_word_of_a_template_goes_through_gettext():
    assert faults(NAMES, untranslated) == {}


def test_a_file_that_browsers_keep_for_a_year_is_named_with_a_digest():
    found = faults(NAMES, lambda source: re.findall(r"url_for\(.static., filename=(.+?)\)", source))
    assert found == {"review/_card.html": ["'js/service-worker.js'"]}, "which they ask for anew by themselves"


@pytest.mark.longer
def test_no_line_ends_between_a_figure_and_its_percent_sign():
    sources = [path for end in ("py", "html", "txt") for path in PACKAGE.rglob(f"*.{end}")]
    assert [path for path in sources if " %%" in path.read_text(encoding="utf-8")] == [], "a space that does not break"


def test_the_search_for_words_finds_them():
    assert untranslated('<p title="Hello">{{ _("No") }} <b>there</b></p>') == ["Hello", "there"]


def without_token(source: str) -> list[str]:
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", source, re.DOTALL)
    return [form for form in forms if not any(one in form for one in ("csrf_token", "hidden(form)", "hidden_tag()"))]


def test_a_form_that_changes_something_carries_the_csrf_token():
    assert without_token('<form method="post"><button>Go</button></form>')
    assert faults(NAMES, without_token) == {}


@pytest.mark.longer
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
