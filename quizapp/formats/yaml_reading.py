"""The door to the reader of YAML, which comes with all of ruamel.yaml when the first file is read."""

from __future__ import annotations

from quizapp.formats.yaml_tree import Tree


def read_tree(text: str) -> Tree:
    """Read one YAML document. Nothing is raised: problems are in the tree."""
    from quizapp.formats import yaml_nodes  # noqa: PLC0415 - few need it, and all would keep it in memory

    return yaml_nodes.read_tree(text)
