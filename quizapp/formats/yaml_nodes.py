"""YAML read as text: every scalar stays what was typed, and every value knows its line. Built on ruamel.yaml's events.

A plain loader would turn `no` into False, `12:30` into 750 and `1.10` into 1.1; here the reader of a field decides.
Events are taken as they come, in one pass: composing nodes first would cost half as much again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from quizapp.formats.yaml_errors import syntax_problem
from quizapp.formats.yaml_text import NULLS
from quizapp.formats.yaml_tree import Tree
from quizapp.kinds.messages import N_, Message, Path

DEEPEST = 8
"""Levels of lists and fields; a bank needs six."""
LONGEST = 16_000_000
"""Characters of one file."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

_NULL = N_("There is no value here: write one, put the text in quotes, or remove the field.")
_ANCHOR = N_("Anchors and aliases (& and *) are not used here: write the text out, or put it in quotes.")
_TAG = N_("Tags (!) are not used here: remove the tag, or put the text in quotes.")
_DEEP = N_("This is nested too deeply: no field here needs so many levels.")
_CHARACTER = N_("This text holds a character that cannot be stored: remove it.")
_NO_NAME = N_("A field's name must be a word: write it like “stem: …”.")
_TWICE = N_("“%(key)s” stands here twice: remove one.")
_SECOND = N_("A second document begins here (---): a file holds one, so remove this line.")
_LARGE = N_("This file is too large (over 16 million characters): split it.")


def read_tree(text: str) -> Tree:
    """Read one YAML document. Nothing is raised: problems are in the tree."""
    tree = Tree()
    if len(text) > LONGEST:
        tree.problems, tree.broken = [(1, Message(_LARGE))], True
        return tree
    try:
        _Reader(text, tree).read_document()
    except _TooDeepError as error:
        tree.problems.append((error.line, Message(_DEEP)))
        tree.value, tree.broken = None, True
    except (YAMLError, ValueError, OverflowError) as error:  # the last two: a character's number is out of range
        tree.problems.append(syntax_problem(error, text))
        tree.value, tree.broken = None, True
    return tree


class _TooDeepError(Exception):
    """Stops the reading at once: the time that ruamel.yaml takes grows with the square of the depth."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Reader:
    """Walks through the events of one text and fills a tree."""

    def __init__(self, text: str, tree: Tree) -> None:
        self._events: Iterator[Event] = iter(YAML(typ="safe", pure=True).parse(text))
        self._tree = tree
        self._end = 0

    def read_document(self) -> None:
        self._next()
        if isinstance(self._next(), StreamEndEvent):
            return
        value = self._value(self._next(), ())
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                self._tree.problems.append((event.start_mark.line + 1, Message(_SECOND)))
        self._tree.value = value

    def _next(self) -> Event:
        event = next(self._events)
        if event.end_mark.index > event.start_mark.index:  # the ends of indented blocks have no width
            self._end = event.end_mark.index
        return event

    def _value(self, event: Event, path: Path) -> object:
        line = event.start_mark.line + 1
        self._tree.lines.setdefault(path, line)
        self._refuse_marks(event, path)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, AliasEvent):
            return ""
        if len(path) >= DEEPEST:
            raise _TooDeepError(line)
        return self._sequence(event, path) if isinstance(event, SequenceStartEvent) else self._mapping(path)

    def _scalar(self, event: ScalarEvent, path: Path) -> str:
        text: str = event.value
        if event.style is None and text in NULLS:
            self._spoil(path, _NULL)
        elif _UNSTORABLE.search(text):
            self._spoil(path, _CHARACTER)
            return ""
        return text

    def _sequence(self, event: SequenceStartEvent, path: Path) -> list[object]:
        values: list[object] = []
        is_top = len(path) == 1
        if is_top and event.flow_style:
            self._tree.flow_lists.add(path)
        while not isinstance(entry := self._next(), SequenceEndEvent):
            where = (*path, len(values))
            values.append(self._value(entry, where))
            if is_top:
                self._tree.spans[where] = (entry.start_mark.index, self._end)
        return values

    def _mapping(self, path: Path) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(key := self._next(), MappingEndEvent):
            name = self._name(key, path, values)
            value = self._next() if not isinstance(key, CollectionStartEvent) else self._after(key)
            if name is None:
                self._pass_over(value)
                continue
            where = (*path, name)
            self._tree.lines[where] = key.start_mark.line + 1
            values[name] = self._value(value, where)
        return values

    def _name(self, key: Event, path: Path, values: dict[str, object]) -> str | None:
        """Return a field's name; None, with the problem noted, where it is none or stood here before."""
        if not isinstance(key, ScalarEvent) or not key.value or _UNSTORABLE.search(key.value):
            self._note(key, Message(_NO_NAME))
            return None
        self._refuse_marks(key, path)
        name = str(key.value)
        if name in values:
            self._note(key, Message(_TWICE, {"key": name}))
            return None
        return name

    def _refuse_marks(self, event: Event, path: Path) -> None:
        if isinstance(event, AliasEvent):
            self._spoil(path, _ANCHOR)
        elif getattr(event, "anchor", None) is not None:
            self._note(event, Message(_ANCHOR))
        if getattr(event, "tag", None) is not None:
            self._note(event, Message(_TAG))

    def _after(self, opening: Event) -> Event:
        self._pass_over(opening)
        return self._next()

    def _pass_over(self, event: Event) -> None:
        """Read to the end of a value without keeping it."""
        depth = int(isinstance(event, CollectionStartEvent))
        while depth:
            event = self._next()
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > DEEPEST:
                raise _TooDeepError(event.start_mark.line + 1)

    def _spoil(self, path: Path, sentence: str) -> None:
        self._tree.spoiled.add(path)
        self._tree.problems.append((self._tree.lines[path], Message(sentence)))

    def _note(self, event: Event, message: Message) -> None:
        self._tree.problems.append((event.start_mark.line + 1, message))
