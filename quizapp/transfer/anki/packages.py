"""Anki packages opened: what their notes become and their pictures, with all that takes long. Nothing is written here.

So nobody waits for it at the write gate: markup is read, titles are rendered and pictures encoded before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.bank.rows import Said, said_by_each
from quizapp.collecting import without_collecting
from quizapp.formats.anki.container import Container, open_container
from quizapp.formats.anki.deck_cards import DeckCard
from quizapp.formats.anki.html import media_in
from quizapp.formats.anki.notes import AnkiNote, Collection
from quizapp.formats.anki.questions import OWN_TYPE, Became, questions_of
from quizapp.formats.anki.reading import read_collection
from quizapp.pictures.encoding import Encoded, PictureError, encode


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was read whole."""

    collection: Collection
    foreign: tuple[AnkiNote, ...]
    """The notes that were not exported from here."""
    found: tuple[Became, ...]
    """What these become."""
    said: tuple[Said | None, ...]
    """What the rows of each say; None where it is no question."""
    pictures: tuple[Encoded, ...]
    """Those that these show and that can be taken, each name of the package once."""
    left_out: tuple[str, ...] = ()
    """Names of its other media: sounds, and what is no picture that can be read."""


@without_collecting()
def open_package(data: bytes) -> Package:
    """Return a package, read whole.

    Raises:
        PackageError: it is damaged, hostile, or of an unknown version.
    """
    container = open_container(data)
    return package_of(container, read_collection(container.collection))


def package_of(container: Container, collection: Collection) -> Package:
    """Return what a container and the collection in it become."""
    foreign = tuple([note for note in collection.notes if note.type.name != OWN_TYPE])
    encoded = _encoded(container, foreign)
    names = {name: one.name for name, one in encoded.items()}
    found = questions_of(foreign, names)
    said = said_by_each([one if isinstance(one, DeckCard) else one.draft for one in found])
    ours = _shown_by(note for note in collection.notes if note.type.name == OWN_TYPE) if container.media else {}
    left_out = tuple(name for name in container.media if name not in encoded and name not in ours)
    return Package(collection, foreign, tuple(found), tuple(said), tuple(encoded.values()), left_out)


def _encoded(container: Container, notes: Iterable[AnkiNote]) -> dict[str, Encoded]:
    """Return the pictures that notes show, as they are kept here, by their names in the package."""
    if not container.media:
        return {}
    encoded = {}
    for name in _shown_by(notes):
        if (data := container.media.get(name)) is None:
            continue
        try:
            encoded[name] = encode(data)
        except PictureError:
            continue
    return encoded


def _shown_by(notes: Iterable[AnkiNote]) -> dict[str, None]:
    """Return the names of the pictures that notes show, in their order."""
    return dict.fromkeys(name for note in notes for one in note.fields for name in media_in(one))
