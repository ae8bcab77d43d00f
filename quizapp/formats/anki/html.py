"""The HTML of Anki's fields as Markdown: words, emphasis, lines and pictures; all else is left out. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import nh3

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_BREAKS = {"br", "div", "p", "li", "tr", "h1", "h2", "h3", "hr", "ul", "ol"}
_DROPPED = {"script", "style", "head", "title"}
_KEPT = {*_MARKS, *_BREAKS, "img", "table", "tbody", "td", "th"}
_SOUND = re.compile(r"\[(?:sound|anki):[^\[\]]*\]")
_PASTED = re.compile(r"""data:image/[^"'\s<>]*""")
LONG = 1_000
"""Signs from which on HTML is put in order first: the reader takes minutes over what is long and broken on purpose."""
_SIGNS = re.compile(r"[<&\[\n]")
"""Without these a field is words alone."""
_IMAGE = re.compile(r"""<img[^<>]+src=["']?([^"'>\s]+)""")


class _Writer(HTMLParser):
    def __init__(self, pictures: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = pictures
        self.out: list[str] = []
        self.dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self.dropped += 1
        elif tag == "img":
            said = dict(attrs)
            name = self.pictures.get(said.get("src") or "")
            shows = re.sub(r"[\[\]\\]", " ", said.get("alt") or "").strip() or "picture"
            self.out.append(f"![{shows}](picture:{name})" if name else "")
        else:
            self.out.append("\n" if tag in _BREAKS else _MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self.dropped = max(0, self.dropped - 1)
        else:
            self.out.append("\n" if tag in _BREAKS - {"br", "hr"} else _MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.out.append(data.replace("\xa0", " "))


def markdown_of(html: str, pictures: Mapping[str, str] | None = None) -> str:
    """Return a field's HTML as Markdown; pictures are the names of kept ones by the names of media."""
    if not _SIGNS.search(html):
        return " ".join(html.split())
    writer = _Writer(pictures or {})
    writer.feed(_SOUND.sub("", html if len(html) <= LONG else _in_order(html)))
    writer.close()
    lines = (" ".join(line.split()) for line in "".join(writer.out).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def without_pasted(html: str) -> str:
    """Return a field's HTML without the bytes of pictures that were pasted into it, which are not taken."""
    return _PASTED.sub("", html) if "data:image/" in html else html


def _in_order(html: str) -> str:
    attributes = {"img": {"src", "alt"}}
    clean = nh3.clean(html, tags=_KEPT, attributes=attributes, clean_content_tags=_DROPPED, url_schemes=set())
    return str(clean)


def media_in(html: str) -> list[str]:
    """Return the names of the pictures that a field shows."""
    return _IMAGE.findall(html) if "<img" in html else []
