"""Fields as canonical YAML: plain where YAML allows it, folded where they are long; read back as the same texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

WIDTH = 106
"""Characters in a line, where words are not longer."""
SHORT = 30
"""Characters of a text that may share a line with others of its list."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""Words out of quotes that YAML reads as nothing."""
_NOT_PLAIN = re.compile(r"""\A(?:[,\[\]{}#&*!|>'"%@`?:]|-(?![\w.]))|:(?:\s|\Z)|\s\#|\t|\A\s|\s\Z""")
_FLOW_SIGNS = re.compile(r"[,\[\]{}]")
# Line breaks and all that YAML cannot hold as it stands, or that an editor would not show.
_ESCAPED = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_NARROW_SPACE = re.compile(r"(?<=\S) (?=\S)")


def field_lines(fields: Mapping[str, object], margin: int) -> Iterator[str]:
    """Yield the lines of some fields, each indented by a margin of spaces; values are texts, lists and mappings."""
    for name, value in fields.items():
        yield from _value_lines(" " * margin + f"{name}:", value, margin)


def item_lines(fields: Mapping[str, object], margin: int) -> Iterator[str]:
    """Yield the lines of some fields as an entry of a list, its dash indented by a margin of spaces."""
    for number, line in enumerate(field_lines(fields, margin + 2)):
        yield " " * margin + "- " + line.lstrip(" ") if number == 0 else line


def _value_lines(start: str, value: object, margin: int) -> Iterator[str]:
    """Yield a value after its start (a name or dash): in the same line if it fits, else below, deeper than a margin."""
    if isinstance(value, Mapping | list | tuple):
        yield from _collection_lines(start, value, margin)
    else:
        yield from _text_lines(start, _text(value), margin)


def _collection_lines(start: str, value: Mapping[str, object] | Sequence[object], margin: int) -> Iterator[str]:
    if _is_terse(value) and len(start) + 1 + len(_flow(value)) <= WIDTH:
        yield f"{start} {_flow(value)}"
        return
    yield start
    if isinstance(value, Mapping):
        yield from field_lines(value, margin + 2)
        return
    for entry in value:
        if isinstance(entry, Mapping) and not (_is_terse(entry) and margin + 4 + len(_flow(entry)) <= WIDTH):
            yield from item_lines(entry, margin + 2)
        else:
            yield from _value_lines(" " * (margin + 2) + "-", entry, margin + 2)


def _is_terse(value: object) -> bool:
    """Tell whether a value is read well within one line: names and short texts, but no sentences."""
    if isinstance(value, Mapping):
        return all(_is_terse(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return all(
            not isinstance(inner, Mapping) and _is_terse(inner) and len(_text(inner)) <= SHORT for inner in value
        )
    return not _text(value).endswith((".", "?", "!")) and _ESCAPED.search(_text(value)) is None


def _text_lines(start: str, text: str, margin: int) -> Iterator[str]:
    lines = text.split("\n")
    below = " " * (margin + 2)
    width = WIDTH - len(below)
    if len(lines) == 1 and (len(start) + 1 + len(_inline(text)) <= WIDTH or not _folds(text)):
        yield f"{start} {_inline(text)}"
    elif len(lines) > 1 and all(map(_stands_alone, lines)) and lines[0] and lines[-1] and max(map(len, lines)) <= width:
        yield f"{start} |-"
        yield from (below + line if line else "" for line in lines)
    elif all(line == "" or _folds(line) for line in lines) and lines[0] and lines[-1]:
        yield f"{start} >-"
        yield from _folded(lines, below, width)
    else:
        yield f"{start} {_inline(text)}"


def _folded(lines: Sequence[str], below: str, width: int) -> Iterator[str]:
    """Yield lines of a folded text: a line break of the text is a blank line here."""
    for number, line in enumerate(lines):
        if number:
            yield ""
        if line:
            yield from (below + piece for piece in _wrapped(line, width))


def _wrapped(line: str, width: int) -> Iterator[str]:
    """Yield a line in pieces, cut at single spaces only, since others would not come back."""
    first, *words = _NARROW_SPACE.split(line)
    piece = first
    for word in words:
        if len(piece) + 1 + len(word) > width:
            yield piece
            piece = word
        else:
            piece += " " + word
    yield piece


def _stands_alone(line: str) -> bool:
    """Tell whether a line can stand in a block as it is: printable, and its edges are no spaces."""
    return _ESCAPED.search(line) is None and line == line.strip(" \t")


def _folds(line: str) -> bool:
    return bool(line) and _stands_alone(line)


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _inline(_text(value), in_flow=True)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _inline(text: str, *, in_flow: bool = False) -> str:
    """Return a text in one line: plain where YAML reads it back as it stands, else in quotes."""
    is_plain = not (text in NULLS or _NOT_PLAIN.search(text) or _ESCAPED.search(text))
    if is_plain and not (in_flow and _FLOW_SIGNS.search(text)):
        return text
    if ('"' in text or "\\" in text) and not _ESCAPED.search(text) and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
