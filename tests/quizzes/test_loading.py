from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from quizapp.bank.files import read_files
from quizapp.quizzes.loading import load_quizzes
from quizapp.quizzes.models import ReadyQuiz
from quizapp.quizzes.ready import all_ready_quizzes

NOW, LATER = datetime(2026, 3, 2, 10, tzinfo=UTC), datetime(2026, 3, 3, 10, tzinfo=UTC)
TEXT = "# mine\nquiz: {key}\ntitle: A round\nminutes: 5\nfeedback: at_end\nleave_out: [date]\ndraw:\n  - {{count: 2}}\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with two quizzes and no bank."""
    (tmp_path / "quizzes").mkdir()
    for key in ("first", "second"):
        (tmp_path / "quizzes" / f"{key}.yaml").write_text(TEXT.format(key=key), "utf-8")
    return tmp_path


@pytest.fixture
def load(small_bank, session):
    """Load paths and return the lines that are said, remarks apart."""

    def load(*paths, now=NOW):
        notes = load_quizzes(read_files(paths), session=session, now=now)
        session.expire_all()
        return [[note.line for note in notes if note.is_remark is remark] for remark in (False, True)]

    return load


def change(file, old, new):
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def ends(lines):
    return [line.rpartition(" ")[2] for line in lines]


@pytest.mark.longer
def test_quizzes_are_new_then_the_same_then_changed(load, folder):
    assert [ends(load(folder)[0]) for _ in range(2)] == [["new", "new"], ["same", "same"]]
    change(folder / "quizzes" / "first.yaml", "minutes: 5", "minutes: 6")
    assert ends(load(folder)[0]) == ["changed", "same"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A round", "B"),
        ("at_end", "at_once"),
        ("count: 2", "count: 1"),
        ("[date]", "[cloze]"),
        ("draw", "description: D\ndraw"),
    ],
)
def test_every_field_counts_as_a_change(load, folder, old, new):
    load(folder)
    change(folder / "quizzes" / "first.yaml", old, new)
    assert ends(load(folder)[0]) == ["changed", "same"]


def test_a_file_that_says_the_same_in_other_words_is_the_same_and_kept_as_it_is(load, folder, session):
    load(folder)
    change(folder / "quizzes" / "first.yaml", "# mine", "# ours")
    assert ends(load(folder)[0]) == ["same", "same"]
    kept = {quiz.key: quiz.file_text for quiz in all_ready_quizzes(session)}
    assert kept == {key: (folder / "quizzes" / f"{key}.yaml").read_text("utf-8") for key in ("first", "second")}


@pytest.mark.longer
def test_a_quiz_whose_file_is_gone_is_kept_and_said_until_it_is_back(load, folder, session):
    load(folder)
    file = folder / "quizzes" / "second.yaml"
    text = file.read_text("utf-8")
    file.unlink()
    for now in (NOW, LATER):
        assert load(folder, now=now)[1] == [f"{file}: missing: the quiz “second” has no file any more; it is kept."]
    kept = session.scalars(sa.select(ReadyQuiz).where(ReadyQuiz.key == "second")).one()
    assert kept.missing_since == NOW
    file.write_text(text, "utf-8")
    assert load(folder)[1] == []
    assert kept.missing_since is None


def test_a_file_with_a_problem_changes_nothing_and_is_not_missing(load, folder, session):
    load(folder)
    change(folder / "quizzes" / "second.yaml", "minutes: 5", "minutes: soon")
    done, remarks = load(folder)
    assert (ends(done), remarks) == (["same"], [])
    assert set(session.scalars(sa.select(ReadyQuiz.minutes))) == {5}


def test_other_folders_and_single_files_say_nothing_of_what_they_do_not_hold(load, folder, tmp_path):
    load(folder)
    other = tmp_path / "other"
    other.mkdir()
    (folder / "quizzes" / "second.yaml").unlink()
    assert load(other) == [[], []]
    assert load(folder / "quizzes" / "first.yaml")[1] == []
    assert len(load(Path(folder) / "quizzes")[1]) == 1


def test_rules_that_the_loaded_banks_cannot_fill_are_said(load, folder):
    change(folder / "quizzes" / "first.yaml", "count: 2", "count: 9")
    change(folder / "quizzes" / "second.yaml", "count: 2", "count: 1, bank: smalls")
    done, (few, unknown) = load(folder)
    assert ends(done) == ["new", "new"]
    assert few.startswith(f"{folder / 'quizzes' / 'first.yaml'}:8: Only 8 questions fit this rule, which draws 9: ")
    assert unknown.endswith("second.yaml:8: There is no bank “smalls” here: did you mean “small”?")
