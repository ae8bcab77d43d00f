from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image

from quizapp.bank.files import read_files
from quizapp.bank.picture_files import dump_pictures, load_pictures
from quizapp.clock import utcnow
from quizapp.formats.bank_yaml import write_bank
from quizapp.pictures.encoding import encode
from quizapp.pictures.queries import picture_by_name
from quizapp.pictures.store import Store


@pytest.fixture(scope="session")
def encoded():
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    return encode(file.getvalue())


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "kept")


@pytest.fixture
def folder(tmp_path, make_bank, make_draft, encoded):
    """A folder with a bank that shows a picture, and the picture."""
    draft = make_draft(explanation=f"![A map](picture:{encoded.name})")
    folder = tmp_path / "files"
    (folder / "pictures").mkdir(parents=True)
    (folder / "sample.yaml").write_text(write_bank(make_bank(draft)), "utf-8")
    (folder / "pictures" / f"{encoded.name}.webp").write_bytes(encoded.data)
    return folder


@pytest.fixture
def beside(folder, encoded):
    return folder / "pictures" / f"{encoded.name}.webp"


def said(folder, **more):
    return [str(problem) for problem in read_files([folder], **more).problems]


@pytest.mark.longer
def test_a_bank_and_its_pictures_are_sound(folder, encoded, beside):
    read = read_files([folder])
    assert (len(read.banks), read.problems, read.pictures) == (1, [], {encoded.name: beside})


def test_a_missing_picture_is_a_problem_with_its_line(folder, encoded, beside):
    beside.unlink()
    lines = (folder / "sample.yaml").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if encoded.name in text)
    (problem,) = said(folder)
    assert problem.startswith(
        f"{folder / 'sample.yaml'}:{line}: The picture {encoded.name} is missing: put its file into "
    )
    assert read_files([folder]).banks == []


def test_a_picture_that_is_kept_already_need_not_lie_beside_the_file(folder, beside):
    beside.unlink()
    assert said(folder, has_picture=lambda _name: True) == []


def test_a_file_that_is_not_what_its_name_says_is_a_problem(folder, beside, encoded):
    other = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(other, "WEBP")
    for data, sentence in (
        (other.getvalue(), "holds something else than its name says"),
        (encoded.data[:-20], "cut short"),
        (b"<svg>", "SVG"),
    ):
        beside.write_bytes(data)
        (problem,) = said(folder)
        assert sentence in problem


def test_a_picture_without_words_is_a_problem_in_a_file(folder, encoded):
    file = folder / "sample.yaml"
    file.write_text(file.read_text("utf-8").replace("![A map]", "![]"), "utf-8")
    (problem,) = said(folder)
    assert "A picture stands here without a word on what it shows" in problem


@pytest.mark.longer
def test_pictures_come_in_with_files_and_go_out_again_byte_for_byte(session, store, folder, encoded, tmp_path):
    read = read_files([folder])
    assert load_pictures(session, store, read.pictures, now=utcnow()) == [encoded.name]
    assert load_pictures(session, store, read.pictures, now=utcnow()) == []
    assert store.read(encoded.name) == encoded.data
    assert picture_by_name(session, encoded.name).picture.width == 40
    out = tmp_path / "out"
    out.mkdir()
    text = (folder / "sample.yaml").read_text("utf-8")
    assert list(dump_pictures(out, text, store)) == [out / "pictures" / f"{encoded.name}.webp"]
    assert list(dump_pictures(out, text, store)) == []
    assert (out / "pictures" / f"{encoded.name}.webp").read_bytes() == encoded.data


@pytest.mark.longer
def test_commands_bring_pictures_in_and_out(runner, folder, encoded, tmp_path):
    assert runner("bank", "load", folder).exit_code == 0
    shutil.rmtree(folder / "pictures")
    assert "same" in runner("bank", "load", folder).stdout
    assert runner("bank", "check", folder).exit_code == 1
    out = tmp_path / "out"
    printed = runner("bank", "dump", out, "--bank", "sample").stdout.split()
    assert printed == [str(out / "sample.yaml"), str(out / "pictures" / f"{encoded.name}.webp")]
    assert (out / "sample.yaml").read_bytes() == (folder / "sample.yaml").read_bytes()
    assert runner("bank", "check", out).exit_code == 0
