"""What a file and the database last said alike, in one folder and in several."""

from __future__ import annotations

import shutil

import pytest
import sqlalchemy as sa

from quizapp.bank.dumping import stored_bank
from quizapp.bank.models import Source
from quizapp.clock import utcnow
from quizapp.formats.bank_yaml import write_bank
from quizapp.transfer.ancestors import note_synced, synced_file
from quizapp.transfer.dumping import dump_bank_file
from quizapp.transfer.models import SyncedFile


@pytest.fixture
def elsewhere(folder, tmp_path):
    """Another folder with the same files."""
    return shutil.copytree(folder, tmp_path / "elsewhere")


def test_each_file_has_what_it_last_said(folder, session):
    file = folder / "sample.yaml"
    assert synced_file(session, file) is None
    note_synced(session, file, {"one": "a"}, now=utcnow())
    first = synced_file(session, folder / "quizzes" / ".." / "sample.yaml")
    assert first.said == {"one": "a"}
    note_synced(session, file, {"one": "b"}, now=utcnow())
    session.expire_all()
    assert session.scalars(sa.select(SyncedFile.said)).all() == [{"one": "b"}]


@pytest.mark.longer
def test_an_old_copy_in_another_folder_is_only_behind(folder, elsewhere, load, stands, edit_here):
    load(folder)
    edit_here("one", topic="dykes")
    assert stands(elsewhere) == {("sample", "one"): "changed-in-browser"}
    assert load(elsewhere).kept == ["one"]


@pytest.mark.longer
def test_another_folder_may_change_what_nobody_edited(folder, elsewhere, load, stands, change, says):
    load(folder)
    change(elsewhere / "sample.yaml", "the one mill", "the first mill")
    assert stands(elsewhere) == {("sample", "one"): "changed-in-file"}
    assert load(elsewhere).changed == ["one"]
    assert "first" in says("one").content.stem
    assert stands(folder) == {("sample", "one"): "changed-in-browser"}


@pytest.mark.longer
def test_another_folder_never_overwrites_an_edit(folder, elsewhere, load, change, edit_here, says):
    load(folder)
    edit_here("one", topic="dykes")
    change(elsewhere / "sample.yaml", "the one mill", "the first mill")
    assert load(elsewhere).conflicts == ["one"]
    assert says("one").topic == "dykes"


@pytest.mark.longer
def test_a_dump_into_another_folder_does_not_let_the_first_one_overwrite_the_edit(
    folder, tmp_path, load, change, edit_here, bank, session, stands
):
    load(folder)
    edit_here("one", topic="dykes")
    (tmp_path / "copy").mkdir()
    file = tmp_path / "copy" / "sample.yaml"
    dumped = dump_bank_file(session, bank(), file, None, now=utcnow())
    file.write_text(dumped.text, "utf-8")
    session.commit()
    change(folder / "sample.yaml", "the one mill", "the first mill")
    assert stands(file) == {}
    assert load(folder).conflicts == ["one"]
    change(file, "the one mill", "the only mill")
    assert stands(file) == {("sample", "one"): "changed-in-file"}


@pytest.mark.longer
def test_a_file_put_back_to_what_it_once_said_is_a_change_of_the_file(folder, load, change, says):
    load(folder)
    change(folder / "sample.yaml", "the one mill", "the first mill")
    load(folder)
    change(folder / "sample.yaml", "the first mill", "the one mill")
    assert load(folder).changed == ["one"]
    assert "the one mill" in says("one").content.stem


@pytest.mark.longer
def test_a_bank_without_any_file_yet_differs_as_a_whole(folder, load, stands, bank, session):
    load(folder)
    (folder / "sample.yaml").write_text(write_bank(stored_bank(session, bank())).replace("mills", "dykes"), "utf-8")
    session.execute(sa.delete(SyncedFile))
    session.commit()
    assert set(stands(folder).values()) == {"changed-in-file"}


@pytest.mark.longer
def test_what_a_file_that_was_never_seen_does_not_have_was_removed_from_it(folder, elsewhere, load, change):
    load(folder)
    text = (elsewhere / "sample.yaml").read_text("utf-8")
    (elsewhere / "sample.yaml").write_text(text[: text.index("  - id: three")], "utf-8")
    assert load(elsewhere).missing == ["three"]


@pytest.mark.longer
def test_sources_edited_here_are_not_overwritten_from_another_folder(folder, elsewhere, load, change, stands, session):
    load(folder)
    change(elsewhere / "sources.yaml", "about: Dykes", "about: Sluices")
    assert stands(elsewhere) == {("sources", "book"): "changed-in-file"}
    session.scalars(sa.select(Source)).one().note = "Old."
    session.commit()
    assert stands(elsewhere) == {("sources", "book"): "conflict"}
