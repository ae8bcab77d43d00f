"""Style sheets as they go out: sheets that one begins with in their place, without comments and indents, names short.

They are written to be read, and lie there so; on a slow line each kilobyte before the first sight of a page costs 5 ms.
"""

from __future__ import annotations

import functools
import itertools
import re
from pathlib import Path
from string import ascii_letters

EVERY_PAGE = Path(__file__).resolve().parent.parent / "static" / "css" / "app.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOM = re.compile(r"\s*([{};])\s*|\s*\n\s*")
_IMPORT = re.compile(r'@import "([^"]+)";')
_AS_IT_IS = r"""(?P<kept>"[^"]*"|'[^']*'|/\*.*?\*/)"""
_SPARED = re.compile(rf"{_AS_IT_IS}|(?<=[:,]) |(?<![\w.#-])0(?=\.\d)", re.DOTALL)
_VARIABLE = re.compile(rf"{_AS_IT_IS}|(?<![\w-])--[a-z][\w-]*", re.DOTALL)


@functools.cache
def sent(path: Path) -> bytes:
    """Return what browsers get of a style sheet; what it imports stands in it."""
    names = short_names()
    text = _VARIABLE.sub(lambda found: found["kept"] or names.get(found[0], found[0]), _whole(path))
    return _SPARED.sub(lambda found: found["kept"] or "", text).encode()


@functools.cache
def short_names() -> dict[str, str]:
    """Return what each variable of the sheet of every page is called on the way, in this sheet and in others."""
    named = dict.fromkeys(found[0] for found in _VARIABLE.finditer(_whole(EVERY_PAGE)) if not found["kept"])
    short = ("".join(letters) for size in (1, 2) for letters in itertools.product(ascii_letters, repeat=size))
    return {name: f"--{letters}" for name, letters in zip(named, short, strict=False)}


def _whole(path: Path) -> str:
    text = _ROOM.sub(lambda found: found[1] or " ", _COMMENT.sub("", path.read_text(encoding="utf-8"))).strip()
    text = text.replace(";}", "}")
    return _IMPORT.sub(lambda found: (path.parent / found[1]).read_text(encoding="utf-8"), text)
