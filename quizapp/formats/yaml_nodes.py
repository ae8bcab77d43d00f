"""YAML read as text: every scalar stays what was typed, and every value knows its line. Built on ruamel.yaml's nodes.

A plain loader would turn `no` into False, `12:30` into 750 and `1.10` into 1.1; here the reader of a field decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from quizapp.kinds.base import Message, N_

DEEPEST = 12
Path = tuple[str | int, ...]


@dataclass(slots=True)
class Tree:
    """A document as texts, lists and mappings, with the line (from 1) of each path, and what was wrong with it."""

    value: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[tuple[int, Message]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """Return the line of a path, or of the nearest part of it that is in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_tree(text: str) -> Tree:
    """Read one YAML document; a syntax error is the only problem then."""
    tree = Tree()
    try:
        node = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        tree.problems.append((mark.line + 1 if mark else 1, _syntax_message(error)))
        return tree
    except (YAMLError, ValueError) as error:
        said = str(error).splitlines()[0]
        tree.problems.append((1, Message(N_("This is not YAML: %(said)s."), {"said": said})))
        return tree
    if node is not None:
        tree.value = _walk(node, (), tree)
    return tree


def _syntax_message(error: MarkedYAMLError) -> Message:
    said = re.sub(r"\s+", " ", error.problem or "it cannot be read")
    if "tab" in said or "'\\t'" in said:
        return Message(N_("A tab stands here: indent with spaces."))
    hint = N_("This is not YAML: %(said)s. Check the indent, and put texts with “: ” or “#” in quotes.")
    return Message(hint, {"said": said})


def _walk(node: Node, path: Path, tree: Tree) -> object:
    tree.lines.setdefault(path, node.start_mark.line + 1)
    if node.anchor:
        tree.problems.append(
            (tree.lines[path], Message(N_("Anchors and aliases (& and *) are not used here: write the text out.")))
        )
    if len(path) > DEEPEST:
        tree.problems.append((tree.lines[path], Message(N_("This is nested too deeply."))))
        return ""
    if isinstance(node, ScalarNode):
        return _scalar(node, tree)
    if isinstance(node, SequenceNode):
        return [_walk(item, (*path, index), tree) for index, item in enumerate(node.value)]
    return _mapping(cast("MappingNode", node), path, tree)


def _scalar(node: ScalarNode, tree: Tree) -> str:
    if node.style is None and node.value in {"~", "null"}:
        return ""
    tag = str(node.ctag) if node.ctag else ""
    if tag.startswith("!") and not tag.startswith("tag:yaml.org"):
        tree.problems.append(
            (node.start_mark.line + 1, Message(N_("Tags such as %(tag)s are not used here."), {"tag": tag}))
        )
    return str(node.value)


def _mapping(node: MappingNode, path: Path, tree: Tree) -> Mapping[str, object]:
    values: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, ScalarNode) else ""
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            tree.problems.append((line, Message(N_("A field's name must be a word."))))
            continue
        if key in values:
            tree.problems.append((line, Message(N_("“%(key)s” stands here twice: remove one."), {"key": key})))
            continue
        tree.lines[*path, key] = line
        values[key] = _walk(value_node, (*path, key), tree)
    return values
