from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.clock import utcnow
from quizapp.pictures.encoding import encode
from quizapp.pictures.services import Bringing, keep_picture


@pytest.mark.longer
def test_unused_pictures_are_listed_and_old_ones_cleared(session, store, make_file, runner):
    names = [
        keep_picture(
            session, store, encode(make_file(size=(days, 5))), Bringing(None, "A map"), now=utcnow() - timedelta(days)
        ).name
        for days in (31, 1)
    ]
    session.commit()
    listed = runner("picture", "unused")
    assert all(name in listed.stdout for name in names)
    cleared = runner("picture", "clear")
    assert cleared.stdout.split() == names[:1]
    assert "1 unused pictures removed" in cleared.stderr
    assert runner("picture", "clear").stdout == ""


def test_no_unused_picture_is_a_sentence_beside_the_list(runner):
    listed = runner("picture", "unused")
    assert (listed.stdout, listed.stderr) == ("", "No picture is unused.\n")


@pytest.mark.longer
def test_a_picture_is_made_for_bank_files(tmp_path, make_file, runner):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(make_file("JPEG"))
    folder = tmp_path / "questions" / "pictures"
    made = runner("picture", "make", photo, "--to", folder)
    (file,) = folder.iterdir()
    assert made.stdout == f"![what photo.jpg shows](picture:{file.stem})\n"
    photo.write_bytes(b"words")
    assert "This is no picture" in runner("picture", "make", photo, "--to", folder).output
