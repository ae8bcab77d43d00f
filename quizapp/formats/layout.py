"""How a file's text is cut into the entries of its list and joined again, byte for byte.

An entry has its own lines, the blank lines below it, and the comments right above it that are not indented deeper than
its dash. What stands above the first entry is the head, what stands below the last one the tail.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MARGIN = 2
"""Spaces before the dash of an entry."""

_BREAKS = "\r\n\x85\u2028\u2029"
"""What ruamel.yaml takes for the end of a line."""

_LINE = re.compile(rf"[^{_BREAKS}]*(?:\r\n|[{_BREAKS}]|\Z)")
_DASH = re.compile(rf"(?:\A|(?<=[{_BREAKS}])) *-(?=\s)")
_OUTER = re.compile(rf"(?:\A|(?<=[{_BREAKS}]))(?P<margin> *)[^\s]")


def cut(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, list[str], str]:
    """Return the head, each entry's block and the tail of a file, given where each entry's content begins and ends."""
    if not spans:
        return text, [], ""
    ends = [_end_of_line(text, end) for _begin, end in spans]
    begins: list[int] = []
    after = 0
    for (content, _), end in zip(spans, ends, strict=True):
        dash = _dash(text, after, content)
        begins.append(_comments_above(text, after, dash) if begins else dash.start())
        after = end
    margin = dash.end() - dash.start() - 1
    tail = _outer(text, ends[-1], len(text), margin)
    return text[: begins[0]], [text[a:b] for a, b in zip(begins, [*begins[1:], tail], strict=True)], text[tail:]


def _end_of_line(text: str, place: int) -> int:
    """Return where the line of a place ends; a place at the beginning of a line is the end of the line before."""
    if place and text[place - 1] in _BREAKS:
        return place
    match = _LINE.match(text, place)
    return match.end() if match else len(text)


def _dash(text: str, begin: int, end: int) -> re.Match[str]:
    """Return the last dash that begins a line between two places: the entry's own."""
    *_, last = _DASH.finditer(text, begin, end)
    return last


def _comments_above(text: str, begin: int, dash: re.Match[str]) -> int:
    return _outer(text, begin, dash.start(), dash.end() - dash.start() - 1)


def _outer(text: str, begin: int, end: int, margin: int) -> int:
    """Return where the first line begins, between two places, that is not blank nor indented deeper than a margin."""
    lines = (match.start() for match in _OUTER.finditer(text, begin, end) if len(match["margin"]) <= margin)
    return next(lines, end)


def margin_of(blocks: Sequence[str]) -> int:
    """Return how many spaces stand before the dashes of a file's entries, from the first block that is kept."""
    dashes = (dash for block in blocks if (dash := _DASH.search(block)))
    return next((len(dash[0]) - 1 for dash in dashes), MARGIN)


def join(head: str, blocks: Sequence[str], tail: str, written: Sequence[bool]) -> str:
    """Return a file's text; written tells which blocks are new text, which gets blank lines and the file's newlines."""
    newline = "\r\n" if "\r\n" in head else "\n"
    text = [head]
    for block, is_new in zip(blocks, written, strict=True):
        text[-1] = _with_newline(text[-1], newline)
        if is_new and len(text) > 1 and not _ends_blank(text[-1]):
            text.append(newline)
        text.append(block.replace("\n", newline) if is_new else block)
    if tail:
        text[-1] = _with_newline(text[-1], newline)
    elif written and written[-1] and _ends_blank(text[-1]):
        text[-1] = text[-1].removesuffix(newline)
    return "".join([*text, tail])


def _with_newline(text: str, newline: str) -> str:
    return text + newline if text and not text.endswith(("\n", "\r")) else text


def _ends_blank(block: str) -> bool:
    return not block.splitlines()[-1].strip()
