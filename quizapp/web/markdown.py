"""Markdown of questions turned into safe HTML. The same text gives the same HTML, so it is kept for next time.

A picture of ours comes out as <img src="picture:NAME" alt="…">, and web/pictures.py gives it its address and size; of
any other one there are its words alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from quizapp.kinds.pictures import is_name
from quizapp.kinds.plain import is_plain, without_emphasis

_PICTURE = "picture:"
_BLOCK = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
_TAGS = {"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "hr", "s", "a"} | {
    "table", "thead", "tbody", "tr", "th", "td", "img",
}  # fmt: skip
_IMG = {"src", "alt"}
_ATTRIBUTES = {"a": {"href", "title"}, "img": _IMG}
_INLINE_TAGS = {"strong", "em", "code", "br", "s", "img"}
_SCHEMES = {"http", "https", "picture"}
_IMAGE = re.compile(r'<img src="picture:\w+" alt="([^"]*)">')


def _shown(renderer: RendererProtocol, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
    """Write a picture of ours that somebody put into words; of all else write the words."""
    token = tokens[place]
    name = str(token.attrs["src"]).removeprefix(_PICTURE)
    words = escape(renderer.renderInlineAsText(token.children or [], options, env).strip())  # type: ignore[attr-defined]
    ours = str(token.attrs["src"]).startswith(_PICTURE) and is_name(name)
    return f'<img src="{_PICTURE}{name}" alt="{words}">' if ours and words else str(words)


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """Keep addresses: of pictures in pictures, of pages in links."""
    if attribute not in {"src", "href"}:
        return value
    return value if value.startswith(_PICTURE) == (tag == "img") else None


_BLOCK.add_render_rule("image", _shown)


@functools.lru_cache(maxsize=8192)
def render_block(text: str) -> Markup:
    """Return paragraphs, lists and the like as HTML that can hold nothing active."""
    html = _BLOCK.render(text)
    clean = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_kept, url_schemes=_SCHEMES)
    return Markup(clean)  # noqa: S704 - cleaned


@functools.lru_cache(maxsize=16384)
def render_inline(text: str) -> Markup:
    """Return text for a label or a button: emphasis, code and pictures, no blocks and no links."""
    html = _BLOCK.renderInline(text)
    return Markup(nh3.clean(html, tags=_INLINE_TAGS, attributes={"img": _IMG}, url_schemes=_SCHEMES))  # noqa: S704 - cleaned


def render_inline_spaced(text: str) -> Markup:
    """Return a piece of running text as render_inline does, keeping the spaces at its ends."""
    start = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and text.strip() else ""
    return Markup(f"{start}{render_inline(text.strip())}{end}")  # noqa: S704 - cleaned


@functools.lru_cache(maxsize=4096)
def plain_text(text: str) -> str:
    """Return Markdown's words alone, those of its pictures too, on one line, for titles and choices."""
    if is_plain(text):
        return " ".join(text.split())
    if (simple := without_emphasis(text)) is not None:  # most titles with marks, and in a twentieth of the time
        return " ".join(simple.split())
    words = nh3.clean(_IMAGE.sub(r"\1", _BLOCK.render(text)), tags=set())
    return " ".join(re.sub(r"&(amp|lt|gt|quot|nbsp);", _entity, words).split())


def _entity(match: re.Match[str]) -> str:
    return {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": " "}[match[1]]
