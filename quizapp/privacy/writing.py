"""Writing an export: one zip with a page to read, the same as JSON, and pictures. Rows pass through, none are kept."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.pictures.models import Picture
from quizapp.pictures.store import Store
from quizapp.privacy.cells import to_json, to_text
from quizapp.privacy.due import Sights, sights_of
from quizapp.privacy.left_out import COLUMNS, SAID
from quizapp.privacy.parts import PARTS, Part
from quizapp.privacy.reading import rows_of, told_names
from quizapp.privacy.words import CHOSEN, HEADINGS, NUMBERS

FORMAT = "quizapp-person-1"
CHUNK_BYTES = 65_536
PAGE, DATA = "your-data.html", "your-data.json"


@dataclass(frozen=True, slots=True)
class Export:
    """Whose data are taken out, and when."""

    session: Session
    person: Person
    sights: Sights
    made_at: datetime

    def rows(self, part: Part) -> Iterator[dict[str, Any]]:
        """Yield the rows of a part."""
        return rows_of(self.session, part, self.person.id, self.sights)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the readable page."""

    title: str
    headings: list[str]
    rows: Iterator[list[str]]


def write_export(session: Session, person: Person, out: IO[bytes], store: Store, *, now: datetime) -> None:
    """Write all that is kept about a person, as a zip."""
    export = Export(session, person, sights_of(session, person.id, now=now), now)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        _write(packed, PAGE, _page(export))
        _write(packed, DATA, _json(export))
        for name in session.scalars(sa.select(Picture.name).where(Picture.person_id == person.id)):
            if store.has(name):
                packed.write(store.path(name), f"pictures/{name}.webp", zipfile.ZIP_STORED)


def _write(packed: zipfile.ZipFile, name: str, texts: Iterator[str]) -> None:
    """Write a file of the zip piece by piece."""
    waiting, size = [], 0
    with packed.open(name, "w", force_zip64=True) as file:
        for text in texts:
            waiting.append(text)
            size += len(text)
            if size >= CHUNK_BYTES:
                file.write("".join(waiting).encode())
                waiting, size = [], 0
        file.write("".join(waiting).encode())


def _json(export: Export) -> Iterator[str]:
    """Yield the JSON file: a row a line."""
    person = {"id": export.person.id, "name": export.person.name}
    yield f'{{"format": "{FORMAT}",\n"made_at": {to_json(export.made_at)},\n"person": {to_json(person)},\n"parts": ['
    for number, part in enumerate(PARTS):
        table, _, names = part.path.partition(".")
        head = f'"table": "{table}", "of": {to_json(names)}, "title": {to_json(part.title)}'
        yield f'{"," if number else ""}\n{{{head}, "rows": ['
        for place, row in enumerate(export.rows(part)):
            yield f"{',' if place else ''}\n{to_json(row)}"
        yield "]}"
    yield f'],\n"left_out": {to_json(COLUMNS)}}}\n'


def _page(export: Export) -> Iterator[str]:
    """Yield the readable page, which needs nothing but itself."""
    style = Path(str(current_app.static_folder), "css", "export.css").read_text(encoding="utf-8")
    template = current_app.jinja_env.get_template("privacy/export.html")
    return template.generate(
        person=export.person,
        made_at=export.made_at,
        sections=_sections(export),
        left_out=SAID,
        style=Markup("<style>%s</style>") % Markup(style),  # noqa: S704 - our own file
    )


def _sections(export: Export) -> Iterator[Section]:
    """Yield the parts that hold any row."""
    for part in PARTS:
        rows = export.rows(part)
        first = next(rows, None)
        if first is not None:
            headings = [str(_(HEADINGS[name])) for name in told_names(part)]
            yield Section(part.title, headings, _cells(first, rows))


def _cells(first: dict[str, Any], rest: Iterator[dict[str, Any]]) -> Iterator[list[str]]:
    for row in chain([first], rest):
        yield [_cell(value, name) for name, value in row.items()]


def _cell(value: object, name: str) -> str:
    if name in NUMBERS and isinstance(value, int):
        return str(_(NUMBERS[name][value])) if value else ""
    if isinstance(value, str) and value in CHOSEN.get(name, ()):
        return str(CHOSEN[name][value])
    return to_text(value, name)
