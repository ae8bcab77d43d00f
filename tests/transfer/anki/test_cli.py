from __future__ import annotations

import pytest

from quizapp.accounts.models import Role
from quizapp.formats.anki.container import Container, write_container
from quizapp.formats.anki.notes import AnkiCard, AnkiNote, Collection, NoteType
from quizapp.formats.anki.writing import write_collection
from quizapp.transfer.anki.packages import open_package

BASIC = NoteType("Basic", ("Front", "Back"), (("Card 1", "{{Front}}", "{{Back}}"),))


@pytest.fixture
def prepared(folder, load, session, make_person):
    """A folder with a loaded bank, and somebody who practises."""
    load(folder)
    session.rollback()
    make_person(Role.STUDENT, "Ani")
    return folder


def package(*fields, media=None):
    note = AnkiNote("guid", BASIC, fields, cards=(AnkiCard(0),))
    data = write_collection(Collection(1_600_000_000, (note,)), now=1_700_000_000)
    return write_container(Container(data, media or {}), legacy=False)


@pytest.mark.longer
@pytest.mark.parametrize("form", [(), ("--legacy",)])
def test_a_bank_is_written_as_a_package(runner, prepared, form):
    file = prepared / "out.apkg"
    result = runner("anki", "export", file, "--person", "Ani", "--bank", "sample", *form)
    assert (result.exit_code, result.stdout) == (0, f"{file}\n")
    notes = open_package(file.read_bytes()).collection.notes
    assert sorted(note.fields[-1] for note in notes) == ["sample/one/main", "sample/three/main", "sample/two/main"]


@pytest.mark.longer
def test_a_package_is_taken_in_and_a_second_time_nothing_changes(runner, prepared):
    (prepared / "in.apkg").write_bytes(package("one", "eins"))
    said = [
        runner("anki", "import", prepared / "in.apkg", "--bank", "sample", "--person", "Ani").stdout for _ in range(2)
    ]
    assert said == ["1 new\n", "1 same\n"]


@pytest.mark.longer
def test_media_that_are_left_out_are_said(runner, prepared):
    (prepared / "in.apkg").write_bytes(package("one", "eins", media={"a.mp3": b"a sound"}))
    result = runner("anki", "import", prepared / "in.apkg", "--bank", "sample")
    assert (result.stdout, result.stderr) == ("1 new\n", "left out: a.mp3\n")


@pytest.mark.longer
def test_what_is_refused_is_said_with_its_reason(runner, prepared):
    (prepared / "in.apkg").write_bytes(package("one", ""))
    result = runner("anki", "import", prepared / "in.apkg", "--bank", "sample")
    assert (result.stdout, result.stderr) == ("1 refused\n", "refused: “one”: It has no front or no back in words.\n")


@pytest.mark.longer
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("export", "out.apkg", "--person", "Nobody"), "Nobody signs in as “Nobody”."),
        (("export", "out.apkg", "--person", "Ani", "--bank", "none"), "There is no bank “none”."),
        (("import", "absent.apkg", "--bank", "sample"), "absent.apkg cannot be read: No such file or directory."),
        (("import", "sample.yaml", "--bank", "sample"), "This is no Anki package"),
        (("import", "good.apkg", "--bank", "none"), "There is no bank “none”: make it first, under Banks"),
        (("import", "good.apkg", "--bank", "sample", "--person", "Nobody"), "Nobody signs in as “Nobody”."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(runner, prepared, monkeypatch, arguments, sentence):
    monkeypatch.chdir(prepared)
    (prepared / "good.apkg").write_bytes(package("one", "eins"))
    result = runner("anki", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {sentence}")
