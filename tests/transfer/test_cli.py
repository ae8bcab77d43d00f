from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db

SHIPPED = Path(__file__).parents[2] / "questions"
BANKS = sorted(path.name for path in SHIPPED.glob("*.yaml") if path.name != "sources.yaml")
QUIZZES = sorted(path.name for path in SHIPPED.glob("quizzes/*.yaml"))


def edit(folder, name, old, new):
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.slow
def test_loading_says_what_it_did_and_the_second_time_all_is_the_same(runner, questions_copy):
    first = runner("bank", "load", questions_copy)
    assert first.exit_code == 0, first.output
    assert [line.rpartition(" ")[2] for line in first.stdout.splitlines()] == ["new"] * len(BANKS + QUIZZES)
    second = runner("bank", "load", questions_copy)
    assert [line.rpartition(" ")[2] for line in second.stdout.splitlines()] == ["same"] * len(BANKS + QUIZZES)
    assert (second.exit_code, second.stderr) == (0, "")


@pytest.mark.slow
def test_a_dump_after_a_load_has_the_same_bytes(runner, questions_copy, tmp_path):
    runner("bank", "load", questions_copy)
    result = runner("bank", "dump", tmp_path / "made" / "dumped")
    assert result.exit_code == 0, result.output
    dumped = tmp_path / "made" / "dumped"
    names = {file.relative_to(dumped).as_posix() for file in dumped.rglob("*.yaml")}
    assert names == {*BANKS, "sources.yaml", *(f"quizzes/{name}" for name in QUIZZES)}
    for name in names:
        assert (dumped / name).read_bytes() == (questions_copy / name).read_bytes()


@pytest.mark.slow
def test_a_dump_may_be_of_one_bank_or_of_none_that_there_is(runner, questions_copy, tmp_path):
    runner("bank", "load", questions_copy)
    assert runner("bank", "dump", tmp_path / "one", "--bank", "dates").exit_code == 0
    assert [file.name for file in (tmp_path / "one").iterdir()] == ["dates.yaml"]
    result = runner("bank", "dump", tmp_path / "one", "--bank", "nope")
    assert result.exit_code == 1
    assert "There is no bank “nope”." in result.stderr


@pytest.mark.slow
def test_windows_line_ends_survive_a_load_and_a_dump(runner, questions_copy, tmp_path):
    file = questions_copy / "dates.yaml"
    data = b"\xef\xbb\xbf" + file.read_bytes().rstrip().replace(b"\n", b"\r\n")
    file.write_bytes(data)
    runner("bank", "load", file)
    runner("bank", "dump", tmp_path / "dumped")
    assert (tmp_path / "dumped" / "dates.yaml").read_bytes() == data


@pytest.mark.slow
def test_a_file_with_a_problem_changes_nothing_and_the_others_are_loaded(runner, questions_copy, tmp_path):
    runner("bank", "load", questions_copy)
    edit(questions_copy, "dates.yaml", "topic: ", "topic: other # ")
    edit(questions_copy, "dates.yaml", "difficulty: 1\n", "difficulty: 7\n")
    edit(questions_copy, "actors.yaml", "topic: ", "topic: other # ")
    result = runner("bank", "load", questions_copy)
    assert result.exit_code == 1
    assert "is no difficulty" in result.stderr
    sound = [name for name in BANKS + QUIZZES if name != "dates.yaml"]
    assert [line.rpartition("/")[2].split(":")[0] for line in result.stdout.splitlines()] == sound
    assert "1 changed" in result.stdout
    runner("bank", "dump", tmp_path / "dumped")
    assert "other #" not in (tmp_path / "dumped" / "dates.yaml").read_text("utf-8")
    assert "other #" in (tmp_path / "dumped" / "actors.yaml").read_text("utf-8")


@pytest.mark.slow
def test_what_is_missing_is_said_by_its_id(runner, questions_copy):
    runner("bank", "load", questions_copy)
    text = (questions_copy / "dates.yaml").read_text("utf-8")
    begin, end = text.index("  - id: region-decade"), text.index("  - id: union-collapse-decade")
    (questions_copy / "dates.yaml").write_text(text[:begin] + text[end:], "utf-8")
    result = runner("bank", "load", questions_copy)
    assert result.exit_code == 0
    assert "1 missing" in result.stdout
    assert "missing: “region-decade” is no longer in the file; it is kept." in result.stderr


@pytest.mark.slow
def test_what_is_in_conflict_is_said_by_its_id(runner, app, questions_copy):
    runner("bank", "load", questions_copy)
    with app.app_context():
        session = db.session()
        question = session.scalars(sa.select(Question).where(Question.key == "region-decade")).one()
        draft = replace(draft_of(question.key, question.current), topic="here")
        add_version(session, question, draft, Authorship(Origin.BROWSER), now=utcnow())
        session.commit()
    assert "1 edited here and kept" in runner("bank", "load", questions_copy).stdout
    edit(questions_copy, "dates.yaml", "topic: nagorno-karabakh", "topic: there")
    result = runner("bank", "load", questions_copy)
    assert "1 in conflict" in result.stdout
    assert "conflict: “region-decade” was edited here and in the file; the browser's edit stays." in result.stderr


@pytest.mark.slow
def test_a_quiz_that_the_banks_cannot_fill_is_a_problem_of_its_file_and_is_not_loaded(runner, questions_copy):
    edit(questions_copy, "quizzes/final.yaml", "count: 1, bank: dates, level: 1", "count: 30, bank: dates, level: 3")
    line = (questions_copy / "quizzes" / "final.yaml").read_text("utf-8").splitlines().index("draw:") + 2
    for command in ("check", "load"):
        result = runner("bank", command, questions_copy)
        assert result.exit_code == 1
        assert f"final.yaml:{line}: Only " in result.output
    loaded = [text for text in result.stdout.splitlines() if "quizzes" in text]
    assert loaded == [f"{questions_copy / 'quizzes' / 'diagnostic.yaml'}: quiz new"]


@pytest.mark.slow
def test_a_quiz_without_its_file_is_kept_and_said_to_be_missing(runner, questions_copy, tmp_path):
    runner("bank", "load", questions_copy)
    (questions_copy / "quizzes" / "final.yaml").unlink()
    result = runner("bank", "load", questions_copy)
    assert result.exit_code == 0
    assert "final.yaml: missing: the quiz “final” has no file any more; it is kept." in result.stderr
    runner("bank", "dump", tmp_path / "dumped")
    assert (tmp_path / "dumped" / "quizzes" / "final.yaml").read_bytes() == (
        SHIPPED / "quizzes" / "final.yaml"
    ).read_bytes()


@pytest.mark.slow
def test_status_exits_1_as_long_as_something_differs(runner, folder, edit_here, change):
    before = runner("bank", "status", folder)
    assert before.exit_code == 1
    assert "  only in the file        sample:two" in before.stdout
    assert runner("bank", "load", folder).exit_code == 0
    result = runner("bank", "status", folder)
    assert (result.exit_code, result.stdout) == (0, "3 of 3 files and banks are the same on both sides.\n")
    edit_here("two", topic="dykes")
    told = json.loads(runner("bank", "status", "--format", "json", folder).stdout)
    assert [part for one in told["files"] for part in one["differing"]] == [
        {"key": "two", "state": "changed-in-browser", "was_in_both": True}
    ]
    assert runner("bank", "dump", folder).exit_code == 0
    assert runner("bank", "status", folder).exit_code == 0
    assert "topic: dykes" in (folder / "sample.yaml").read_text("utf-8")


@pytest.mark.longer
def test_status_of_a_faulty_file_says_why_and_exits_1(runner, folder, change):
    runner("bank", "load", folder)
    change(folder / "sample.yaml", "difficulty: 1", "difficulty: 9")
    result = runner("bank", "status", folder)
    assert result.exit_code == 1
    assert "sample.yaml:13: “9” is no difficulty" in result.stderr


@pytest.mark.slow
def test_a_conflict_says_how_it_is_settled_and_that_settles_it(runner, folder, edit_here, change, says):
    runner("bank", "load", folder)
    edit_here("one", topic="dykes")
    change(folder / "sample.yaml", "the one mill", "the first mill")
    said = runner("bank", "load", folder).stderr
    assert f"quizapp bank load --take file sample:one {folder / 'sample.yaml'}" in said
    result = runner("bank", "load", "--take", "file", "sample:one", folder)
    assert result.exit_code == 0
    assert "in conflict" not in result.output
    assert says("one").topic == "mills"
    assert runner("bank", "status", folder).exit_code == 0


@pytest.mark.longer
def test_only_what_the_files_have_can_be_taken(runner, folder):
    result = runner("bank", "load", "--take", "file", "sample:none", folder)
    assert result.exit_code == 1
    assert "“sample:none” is in none of these files" in result.stderr


@pytest.mark.slow
def test_a_dump_leaves_what_the_file_changed_says_so_and_exits_1(runner, folder, change):
    runner("bank", "load", folder)
    change(folder / "sample.yaml", "the one mill", "the first mill")
    change(folder / "sources.yaml", "about: Dykes", "about: Sluices")
    change(folder / "quizzes" / "round.yaml", "minutes: 5", "minutes: 9")
    before = {file: file.read_bytes() for file in folder.rglob("*.yaml")}
    result = runner("bank", "dump", folder)
    assert result.exit_code == 1
    assert {file: file.read_bytes() for file in folder.rglob("*.yaml")} == before
    assert [line.rpartition(": not overwritten: ")[2] for line in result.stderr.splitlines()] == [
        "“one”, changed in the file: load the file first.",
        "“book”, changed in the file: load the file first.",
        "“title”, changed in the file: load the file first.",
    ]


@pytest.mark.parametrize("data", [b"bank: sample\n\ttitle: x\n", b"bank: \xff\n"])
@pytest.mark.longer
def test_a_dump_never_writes_over_a_file_that_it_cannot_read(runner, folder, data):
    runner("bank", "load", folder)
    (folder / "sample.yaml").write_bytes(data)
    result = runner("bank", "dump", folder, "--bank", "sample")
    assert result.exit_code == 1
    assert (folder / "sample.yaml").read_bytes() == data
    assert result.stderr.strip()


@pytest.mark.slow
def test_status_tells_of_what_was_thrown_away_here_which_a_load_does_not_bring_back(runner, folder, load, session):
    load(folder)
    question = session.scalars(sa.select(Question).where(Question.key == "one")).one()
    question.trashed_at = utcnow()
    session.commit()
    found = runner("bank", "status", folder)
    assert found.exit_code == 1
    assert "3 same, 1 removed in the browser" in found.stdout  # its head, and two questions
    assert re.search(r"removed in the browser +sample:one", found.stdout)
    files = json.loads(runner("bank", "status", "--format", "json", folder).stdout)["files"]
    differing = [part for one in files for part in one["differing"]]
    assert differing == [{"key": "one", "state": "only-in-file", "was_in_both": True}]
    assert "1 in the trash" in runner("bank", "load", folder).stdout
    assert re.search(r"removed in the browser +sample:one", runner("bank", "status", folder).stdout)
    question.trashed_at = None
    session.commit()
    assert runner("bank", "status", folder).exit_code == 0
