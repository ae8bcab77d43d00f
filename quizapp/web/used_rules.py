"""Which rules of a style sheet a page can use: those that ask for nothing that it does not have.

Looked at are elements, classes, ids, and the attributes `type` and `role`; states, other attributes and
what `:not()` and `:has()` say are left out of the account. So a rule may stay that matches nothing, and none goes that
matches something, as long as no script changes the page.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

Names = frozenset[str]
"""Elements as `main`, classes as `.reading`, ids as `#left`, attributes as `[type=file]`."""
_WITHIN = r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))*"
_TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTES = re.compile(r"([^\s=\"'<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_WRITTEN = {"class": ".{}", "id": "#{}", "type": "[type={}]", "role": "[role={}]"}
_SIGN = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|[{};]", re.DOTALL)
_REFUSAL = re.compile(rf":(?:not|has)\({_WITHIN}\)")
_CHOICE = re.compile(rf":(?:is|where)\(({_WITHIN})\)")
_STATE = re.compile(rf"::?[\w-]+(?:\({_WITHIN}\))?")
_LASTING = re.compile(r"\[(?:type|role)=[\w-]+\]")
_ATTRIBUTE = re.compile(r"""\[(?:[^\]"']|"[^"]*"|'[^']*')*\]""")
_NAME = re.compile(r"[.#]?(?<![\w-])[a-zA-Z_][\w-]*")
_COMMA = re.compile(rf",(?!(?:[^()]|\({_WITHIN}\))*\))")


class Selector(NamedTuple):
    """A selector, what it cannot do without, and of what it needs one each."""

    text: str
    needed: Names
    choices: tuple[tuple[Names, ...], ...]

    def fits(self, names: Names) -> bool:
        """Say whether a page with such names may have what it selects."""
        return self.needed <= names and all(any(one <= names for one in choice) for choice in self.choices)


class Rule(NamedTuple):
    """A rule."""

    selectors: tuple[Selector, ...]
    body: str


class Group(NamedTuple):
    """Rules under one condition or in one layer."""

    prelude: str
    parts: tuple[Part, ...]


Part = Rule | Group | str
"""What is a text has no selectors: it stays as it is."""


def names_in(page: str) -> Names:
    """Return the elements, classes, ids, types and roles of a page."""
    found = set[str]()
    for tag, attributes in _TAG.findall(page):
        found.add(tag.lower())
        for attribute, *values in _ATTRIBUTES.findall(attributes):
            if written := _WRITTEN.get(attribute):
                found.update(written.format(one) for one in "".join(values).split())
    return frozenset(found)


def used(parts: Iterable[Part], names: Names) -> str:
    """Return as text what of a style sheet a page with such names can use."""
    return "".join(_used(part, names) for part in parts)


def _used(part: Part, names: Names) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Group):
        inner = used(part.parts, names)
        return f"{part.prelude}{{{inner}}}" if inner else ""
    kept = ",".join(one.text for one in part.selectors if one.fits(names))
    return f"{kept}{{{part.body}}}" if kept else ""


@functools.cache
def parts_of(sheet: str) -> tuple[Part, ...]:
    """Return a style sheet, as sheets.sent() has it, taken apart."""
    return tuple(_parts(sheet))


def _parts(text: str) -> Iterator[Part]:
    for prelude, body in blocks_in(text):
        if body is None or (prelude.startswith("@") and not _has_rules(prelude)):
            yield prelude if body is None else f"{prelude}{{{body}}}"
        elif prelude.startswith("@"):
            yield Group(prelude, tuple(_parts(body)))
        else:
            yield Rule(tuple(map(_selector, _COMMA.split(prelude))), body)


def _has_rules(prelude: str) -> bool:
    return prelude.startswith(("@layer", "@media", "@supports"))


def _selector(text: str) -> Selector:
    said = _REFUSAL.sub("", text)
    choices = (tuple(map(_needed, _COMMA.split(inner))) for inner in _CHOICE.findall(said))
    return Selector(text, _needed(_CHOICE.sub("", said)), tuple(choices))


def _needed(selector: str) -> Names:
    """Return the names that a selector without choices cannot do without; of choices in choices none is needed."""
    lasting = _LASTING.findall(selector)
    named = _NAME.findall(_ATTRIBUTE.sub("", _STATE.sub("", selector)))
    return frozenset([*lasting, *(one if one[0] in ".#" else one.lower() for one in named)])


def blocks_in(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield each rule's head with what stands in its braces; None for comments and what ends with a semicolon."""
    depth, begin, head = 0, 0, ""
    for found in _SIGN.finditer(text):
        sign = found[0]
        if sign == "{":
            if not depth:
                head, begin = text[begin : found.start()], found.end()
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth:
                yield head, text[begin : found.start()]
                begin = found.end()
        elif not depth and (sign == ";" or sign.startswith("/*")):
            yield text[begin : found.end()], None
            begin = found.end()
