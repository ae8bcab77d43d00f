"""sources.yaml: the articles and their passages by number, without their text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from quizapp.formats.base import PassageDraft, Problem, SourceDraft
from quizapp.formats.fields import Found, Slug, validated
from quizapp.formats.yaml_nodes import read_tree
from quizapp.kinds.base import Message, N_

Line = Annotated[str, StringConstraints(max_length=500)]


class PassageFields(BaseModel):
    """A passage: its number and what it is about, in our words."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: Slug
    about: Line = ""


class SourceFields(BaseModel):
    """An article."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: Slug
    title: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    author: Line = ""
    kind: Line = ""
    written: Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{2}){0,2})?$")] = ""
    note: Line = ""
    passages: list[PassageFields] = Field(min_length=1)


def parse_sources(text: str, path: str) -> tuple[tuple[SourceDraft, ...], list[Problem]]:
    """Read sources.yaml; with any problem there are no drafts."""
    tree = read_tree(text)
    found: Found = []
    raw = tree.value.get("sources") if isinstance(tree.value, Mapping) else None
    fields = []
    if not isinstance(raw, list):
        found.append(((), Message(N_("The file begins with “sources:” and a list."))))
    else:
        for index, item in enumerate(raw):
            here: Found = []
            fields.append(validated(SourceFields, item if isinstance(item, Mapping) else {}, here))
            found.extend((("sources", index, *where), message) for where, message in here)
    kept = [source for source in fields if source is not None]
    found.extend(_repeated(kept))
    problems = [Problem(path, line, message) for line, message in tree.problems]
    problems += [Problem(path, tree.line(where), message) for where, message in found]
    return (() if problems else tuple(map(_draft, kept))), problems


def _repeated(sources: list[SourceFields]) -> Found:
    seen: set[str] = set()
    found: Found = []
    for index, source in enumerate(sources):
        names = [source.id, *(f"{source.id}#{passage.id}" for passage in source.passages)]
        for name in names:
            if name in seen:
                found.append((("sources", index), Message(N_("“%(name)s” is described twice."), {"name": name})))
            seen.add(name)
    return found


def _draft(source: SourceFields) -> SourceDraft:
    passages = tuple(PassageDraft(passage.id, passage.about) for passage in source.passages)
    return SourceDraft(source.id, source.title, source.author, source.kind, source.written, source.note, passages)
