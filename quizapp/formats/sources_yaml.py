"""sources.yaml: the articles and their passages by number, without their text. Read whole, written verbatim if kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from quizapp.formats.base import PassageDraft, Problem, SourceDraft
from quizapp.formats.fields import STRICT, Slug, validated
from quizapp.formats.layout import MARGIN, cut, join, margin_of
from quizapp.formats.unknown_words import FIELD, unknown
from quizapp.formats.yaml_reading import read_tree
from quizapp.formats.yaml_text import item_lines
from quizapp.formats.yaml_tree import Found, Tree
from quizapp.kinds import edtf
from quizapp.kinds.base import storable
from quizapp.kinds.messages import N_, ContentError, Message, Path

LIST = "sources"
_NO_LIST = N_("“sources:” must be followed by a list: begin each source with “- id: ”.")
_IN_BRACKETS = N_("The sources stand in brackets: write each on lines of its own, beginning with “- id: ”.")
_NO_FIELDS = N_("This is not a source: a source is a set of fields that begins with “- id: ”.")
_TWICE = N_("The id “%(key)s” is taken above: choose another one.")


def _a_date(text: str) -> str:
    if text and edtf.parse(text) is None:
        raise ContentError(N_("“%(text)s” is not a date: write it like 2023, 2023-09 or 2023-09-19."), text=text[:40])
    return text


Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(storable)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(storable)]


class PassageFields(BaseModel):
    """A passage: its number and what it is about, in our words."""

    model_config = STRICT

    id: Slug
    about: Line = ""


class SourceFields(BaseModel):
    """An article."""

    model_config = STRICT

    id: Slug
    title: Title
    author: Line = ""
    kind: Line = ""
    written: Annotated[str, AfterValidator(_a_date)] = ""
    note: Annotated[str, StringConstraints(max_length=4_000), AfterValidator(storable)] = ""
    passages: tuple[PassageFields, ...] = Field(min_length=1)


def parse_sources(text: str, path: str) -> tuple[tuple[SourceDraft, ...], list[Problem]]:
    """Read sources.yaml; with any problem there are no drafts.

    Args:
        text: The file's text.
        path: Its name as problems shall say it.

    """
    tree = read_tree(text)
    found: Found = []
    fields = [] if tree.broken else _read(tree, found)
    problems = tree.all_problems(path, found)
    return (() if problems else _drafts(fields, text, tree)), problems


def write_sources(sources: Sequence[SourceDraft]) -> str:
    """Return sources as their file's text: byte for byte as read where the drafts keep their text."""
    kept = [source.block for source in sources]
    blocks = [block or _written(source, margin_of(kept)) for block, source in zip(kept, sources, strict=True)]
    if not blocks:
        return f"{LIST}: []\n"
    head = "" if kept[0] else f"{LIST}:\n"
    return join(head, blocks, "", [not block for block in kept])


def _read(tree: Tree, found: Found) -> list[SourceFields]:
    raw = tree.value if isinstance(tree.value, Mapping) else {}
    found.extend(((name,), unknown(name, [LIST], FIELD)) for name in raw if name != LIST)
    entries = raw.get(LIST)
    if not isinstance(entries, list):
        found.append(((LIST,), Message(_NO_LIST)))
        return []
    if entries and (LIST,) in tree.flow_lists:
        found.append(((LIST,), Message(_IN_BRACKETS)))
    _find_repeated(entries, (LIST,), found)
    return [source for number, entry in enumerate(entries) if (source := _entry(entry, (LIST, number), found))]


def _entry(entry: object, where: Path, found: Found) -> SourceFields | None:
    if not isinstance(entry, Mapping):
        found.append((where, Message(_NO_FIELDS)))
        return None
    here: Found = []
    source = validated(SourceFields, entry, here)
    _find_repeated(entry.get("passages"), ("passages",), here)
    found.extend(((*where, *path), message) for path, message in here)
    return source


def _find_repeated(entries: object, where: Path, found: Found) -> None:
    seen: set[str] = set()
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        key = entry.get("id") if isinstance(entry, Mapping) else None
        if isinstance(key, str) and key in seen:
            found.append(((*where, number, "id"), Message(_TWICE, {"key": key[:80]})))
        elif isinstance(key, str) and key:
            seen.add(key)


def _drafts(fields: Sequence[SourceFields], text: str, tree: Tree) -> tuple[SourceDraft, ...]:
    head, blocks, tail = cut(text, [tree.spans[LIST, number] for number in range(len(fields))])
    drafts = [replace(_draft(source), block=block) for source, block in zip(fields, blocks, strict=True)]
    if drafts:
        drafts[0] = replace(drafts[0], block=head + drafts[0].block)
        drafts[-1] = replace(drafts[-1], block=drafts[-1].block + tail)
    return tuple(drafts)


def _draft(source: SourceFields) -> SourceDraft:
    passages = tuple(PassageDraft(passage.id, passage.about) for passage in source.passages)
    return SourceDraft(source.id, source.title, source.author, source.kind, source.written, source.note, passages)


def _written(source: SourceDraft, margin: int = MARGIN) -> str:
    fields: dict[str, object] = {"id": source.key, "title": source.title}
    optional = {"author": source.author, "kind": source.kind, "written": source.written, "note": source.note}
    fields |= {name: value for name, value in optional.items() if value}
    fields["passages"] = [
        {"id": passage.key, "about": passage.about} if passage.about else {"id": passage.key}
        for passage in source.passages
    ]
    return "\n".join([*item_lines(fields, margin), "", ""])
