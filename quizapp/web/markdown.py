"""Markdown of questions turned into safe HTML. The same text gives the same HTML, so it is kept for next time."""

from __future__ import annotations

import functools
import re

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_BLOCK = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
_TAGS = {"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "hr", "s", "a"} | {
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}}
_INLINE_TAGS = {"strong", "em", "code", "br", "s"}


@functools.lru_cache(maxsize=8192)
def render_block(text: str) -> Markup:
    """Return paragraphs, lists and the like as HTML that can hold nothing active."""
    html = _BLOCK.render(text)
    return Markup(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https"}))  # noqa: S704 - cleaned


@functools.lru_cache(maxsize=16384)
def render_inline(text: str) -> Markup:
    """Return text for a label or a button: emphasis and code, no blocks and no links."""
    html = _BLOCK.renderInline(text)
    return Markup(nh3.clean(html, tags=_INLINE_TAGS, attributes={}))  # noqa: S704 - cleaned


def render_inline_spaced(text: str) -> Markup:
    """Return a piece of running text as render_inline does, keeping the spaces at its ends."""
    start = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and text.strip() else ""
    return Markup(f"{start}{render_inline(text.strip())}{end}")  # noqa: S704 - cleaned


@functools.lru_cache(maxsize=4096)
def plain_text(text: str) -> str:
    """Return Markdown's words alone, on one line, for titles and search."""
    words = nh3.clean(_BLOCK.render(text), tags=set())
    return " ".join(re.sub(r"&(amp|lt|gt|quot|nbsp);", _entity, words).split())


def _entity(match: re.Match[str]) -> str:
    return {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": " "}[match[1]]
