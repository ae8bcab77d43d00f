"""Files that somebody spoilt on the way, or on purpose: each is read, or refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from quizapp.formats.anki.container import Container, PackageError, open_container, write_container
from quizapp.formats.anki.notes import AnkiCard, AnkiNote, AnkiReview, CardState, Collection, NoteType
from quizapp.formats.anki.reading import read_collection
from quizapp.formats.anki.writing import write_collection
from quizapp.formats.bank_yaml import parse_bank, parse_sound
from quizapp.formats.quiz_yaml import parse_quiz
from quizapp.formats.roster import read_roster
from quizapp.formats.roster_tables import RosterError, table_of_file
from quizapp.formats.sources_yaml import parse_sources
from quizapp.pictures.encoding import Encoded, PictureError, check, encode
from quizapp.pictures.store import FOLDER, SUFFIX
from quizapp.transfer.anki.packages import open_package
from quizapp.transfer.bundles import open_bundle
from quizapp.transfer.uploaded import RefusedError, open_upload_file
from tests.security.mutating import spoilt, spoilt_text, spoilt_zip

pytestmark = pytest.mark.slow
QUESTIONS = Path(__file__).parents[2] / "questions"
HURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck))


def _picture(kind, mode="RGB"):
    file = io.BytesIO()
    Image.new(mode, (24, 18), 200).save(file, kind)
    return file.getvalue()


def _package(*, legacy):
    plain = NoteType("Plain", ("Front", "Back"), (("Card 1", "{{Front}}", "{{FrontSide}}<hr>{{Back}}"),))
    gaps = NoteType("Cloze", ("Text", "Extra"), (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"),), is_cloze=True)
    card = AnkiCard(0, (AnkiReview(1_600_000_000_000, 3, 1, 4, 1, 5_000),), CardState(reps=1))
    notes = (
        AnkiNote("one", plain, ("<b>When?</b> &amp; where", 'In <img src="a.png"> 1994'), ("a::b",), cards=(card,)),
        AnkiNote("two", gaps, ("It was {{c1::1994::year}} in {{c2::Baku}}.", ""), cards=(AnkiCard(0), AnkiCard(1))),
    )
    collection = write_collection(Collection(1_500_000_000, notes), now=1_600_000_000)
    return write_container(Container(collection, {"a.png": _picture("PNG")}), legacy=legacy)


def _excel():
    book = openpyxl.Workbook()
    for row in (("Name", "Group", "Time"), ("Ani Petrosyan", "A", 25), ("Ben Smith", "B", 1.5)):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bundle():
    picture = encode(_picture("PNG"))
    text = f"bank: birds\ntitle: Birds\nquestions:\n  - id: one\n    stem: '![A bird](picture:{picture.name})'\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("birds.yaml", text)
        made.writestr(f"{FOLDER}/{picture.name}{SUFFIX}", picture.data)
    return out.getvalue()


PACKAGES = {legacy: _package(legacy=legacy) for legacy in (True, False)}
BANK = "\n".join((QUESTIONS / "dates.yaml").read_text(encoding="utf-8").split("\n")[:60])
QUIZ = next(path for path in sorted((QUESTIONS / "quizzes").glob("*.yaml"))).read_text(encoding="utf-8")
SOURCES = "\n".join((QUESTIONS / "sources.yaml").read_text(encoding="utf-8").split("\n")[:40])
PICTURES = {kind: _picture(kind) for kind in ("PNG", "JPEG", "WEBP", "AVIF")}


def _refused_or(read, data, refusal):
    """Return what was read; None where it was refused with a sentence."""
    try:
        return read(data)
    except refusal as error:
        said = str(error.message)
    assert said
    return None


@HURRIED
@given(st.one_of(*(spoilt_zip(package) for package in PACKAGES.values())))
def test_a_spoilt_package_of_anki_is_read_or_refused(data):
    _refused_or(open_package, data, PackageError)


@HURRIED
@given(spoilt(open_container(PACKAGES[True]).collection) | spoilt(open_container(PACKAGES[False]).collection))
def test_a_spoilt_collection_of_anki_is_read_or_refused(data):
    _refused_or(read_collection, data, PackageError)


@HURRIED
@given(spoilt_zip(_excel()) | spoilt(b'Name;Group\r\nAni Petrosyan;A\r\n"Ben; Smith";B\r\n') | st.binary(max_size=200))
def test_a_spoilt_list_of_names_is_read_or_refused(data):
    rows = _refused_or(table_of_file, data, RosterError)
    if rows:
        read_roster(rows)


@HURRIED
@given(spoilt_zip(_bundle()))
def test_a_spoilt_zip_of_a_bank_is_read_or_refused(data):
    _refused_or(open_bundle, data, RefusedError)


@HURRIED
@given(spoilt(BANK[:2_000].encode()) | st.binary(max_size=100))
def test_a_spoilt_upload_is_read_or_refused(data):
    uploaded = _refused_or(open_upload_file, data, RefusedError)
    if uploaded is not None:
        uploaded.read((), lambda _name: False)


@HURRIED
@given(st.sampled_from(sorted(PICTURES)).flatmap(lambda kind: spoilt(PICTURES[kind])) | st.binary(max_size=100))
def test_a_spoilt_picture_is_taken_whole_or_refused(data):
    found = _refused_or(encode, data, PictureError)
    if found is not None:
        assert check(found.data) == found
    kept = _refused_or(check, data, PictureError)
    assert kept is None or kept == Encoded(data, kept.width, kept.height)


@HURRIED
@given(spoilt_text(BANK))
def test_a_spoilt_bank_has_problems_with_their_lines_or_is_sound(text):
    draft, problems = parse_bank(text, "dates.yaml")
    assert (draft is None) == bool(problems)
    assert all(problem.line >= 1 and str(problem) for problem in problems)
    parse_sound(text, "dates.yaml", (), [])


@HURRIED
@given(spoilt_text(QUIZ), spoilt_text(SOURCES))
def test_a_spoilt_quiz_or_source_has_problems_with_their_lines_or_is_sound(quiz, sources):
    draft, problems = parse_quiz(quiz, "a.yaml")
    assert draft is not None or problems
    described, found = parse_sources(sources, "sources.yaml")
    assert isinstance(described, tuple)
    assert all(problem.line >= 1 and str(problem) for problem in (*problems, *found))
