"""Pictures beside bank files: in the folder pictures/ there, each by its name, byte for byte as it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from quizapp.formats.base import Problem
from quizapp.kinds.messages import N_, Message
from quizapp.kinds.pictures import pictures_in
from quizapp.pictures.encoding import PictureError, check
from quizapp.pictures.services import Bringing, keep_picture
from quizapp.pictures.store import FOLDER, SUFFIX, Store

_MISSING = N_("The picture %(name)s is missing: put its file into %(folder)s, or take it out of the text.")
_OTHER = N_("The file of the picture %(name)s holds something else than its name says: take the right one from a dump.")


def picture_beside(file: Path, name: str) -> Path:
    """Return where a picture lies that a bank file shows."""
    return file.parent / FOLDER / f"{name}{SUFFIX}"


def picture_problems(file: Path, text: str, is_kept: Callable[[str], bool]) -> Iterator[Problem]:
    """Yield what is wrong with the pictures that a bank file shows, each where it stands first.

    A picture that is kept already need not lie beside the file.
    """
    for name in pictures_in(text):
        message = _fault(picture_beside(file, name), name, is_kept)
        if message is not None:
            line = text.count("\n", 0, text.index(f"picture:{name}")) + 1
            yield Problem(str(file), line, message)


def _fault(path: Path, name: str, is_kept: Callable[[str], bool]) -> Message | None:
    if not path.is_file():
        return None if is_kept(name) else Message(_MISSING, {"name": name, "folder": path.parent})
    try:
        encoded = check(path.read_bytes())
    except PictureError as error:
        return error.message
    return None if encoded.name == name else Message(_OTHER, {"name": name})


def load_pictures(session: Session, store: Store, pictures: Mapping[str, Path], *, now: datetime) -> list[str]:
    """Keep pictures that lie beside sound bank files; those that are kept already stay as they are."""
    new = [name for name, path in pictures.items() if path.is_file() and not store.has(name)]
    for name in new:
        keep_picture(session, store, check(pictures[name].read_bytes()), Bringing(), now=now)
    return new


def dump_pictures(folder: Path, text: str, store: Store) -> Iterator[Path]:
    """Write the pictures that a bank's text shows beside its file, and yield the paths of those that were not there."""
    for name in pictures_in(text):
        path = folder / FOLDER / f"{name}{SUFFIX}"
        if store.has(name) and not (path.is_file() and path.read_bytes() == store.read(name)):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(store.read(name))
            yield path
