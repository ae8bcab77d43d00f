from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.fields import CommonFields, HeadFields
from quizapp.kinds import registry

pytestmark = pytest.mark.slow

SHIPPED = Path(__file__).parents[2] / "questions"
BANKS = sorted(path.name for path in SHIPPED.glob("*.yaml") if path.name != "sources.yaml")
QUIZZES = sorted(path.name for path in SHIPPED.glob("quizzes/*.yaml"))


@pytest.fixture
def shown(questions_copy):
    """Return a function that writes a file into the copy of questions/ and returns its path."""

    def write(name, text):
        (questions_copy / name).write_text(text, "utf-8")
        return questions_copy / name

    return write


def edit(folder, name, old, new):
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_sound_files_pass_the_check_and_their_schema_is_no_matter(runner, questions_copy):
    result = runner("bank", "check", questions_copy)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{len(BANKS)} sound banks with" in result.stderr
    assert f"questions and {len(QUIZZES)} ready-made quizzes, 0 problems" in result.stderr


def test_a_check_prints_every_problem_of_every_file_and_exits_1(runner, questions_copy, shown):
    edit(questions_copy, "dates.yaml", "kind: date\n", "kind: dat\n")
    edit(questions_copy, "dates.yaml", "difficulty: 1\n", "difficulty: 7\n")
    edit(questions_copy, "actors.yaml", "topic: ", "tpoic: ")
    shown("broken.yaml", "bank: broken\n\ttitle: x\n")
    result = runner("bank", "check", questions_copy)
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert [line.split(":")[0].rpartition("/")[2] for line in lines] == [
        *("actors.yaml", "actors.yaml", "broken.yaml", "dates.yaml", "dates.yaml"),
    ]
    assert any("did you mean “date”?" in line for line in lines)
    assert result.stderr.splitlines()[-1].endswith(", 5 problems")


def test_problems_are_given_to_programs_as_json(runner, questions_copy):
    edit(questions_copy, "dates.yaml", "difficulty: 1\n", "difficulty: 7\n")
    result = runner("bank", "check", "--format", "json", questions_copy)
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)
    line = (questions_copy / "dates.yaml").read_text("utf-8").splitlines().index("    difficulty: 7") + 1
    assert problem == {
        "path": str(questions_copy / "dates.yaml"),
        "line": line,
        "message": "“7” is no difficulty: write 1 (recall), 2 (connect) or 3 (judge).",
    }


def test_json_of_a_sound_folder_is_an_empty_list(runner, questions_copy):
    result = runner("bank", "check", "--format", "json", questions_copy)
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_a_file_that_is_not_there_is_a_problem_and_no_traceback(runner, tmp_path):
    result = runner("bank", "check", tmp_path / "absent.yaml")
    assert result.exit_code == 1
    assert result.stdout == f"{tmp_path / 'absent.yaml'}:1: This file cannot be read: No such file or directory.\n"


@pytest.fixture
def two_banks(tmp_path):
    """A folder with two banks and a source; only the second bank cites the second passage."""
    for key, kind, passage in (("first", "true_false", "p1"), ("second", "date", "p2")):
        question = f"id: one, kind: {kind}, stem: So it was?, answer: {'yes' if kind == 'true_false' else 1994}"
        common = "topic: a, facets: [event], difficulty: 1, standing: reported, explanation: So it was."
        text = f"bank: {key}\ntitle: T\nquestions:\n  - {{{question}, {common}, sources: [book#{passage}]}}\n"
        (tmp_path / f"{key}.yaml").write_text(text, "utf-8")
    passages = "passages: [{id: p1, about: Mills}, {id: p2, about: Dykes}]"
    (tmp_path / "sources.yaml").write_text(f"sources:\n  - id: book\n    title: B\n    {passages}\n", "utf-8")
    return tmp_path


def test_coverage_counts_passages_by_kind_and_level(runner, two_banks):
    result = runner("bank", "coverage", two_banks)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[1].split() == ["book#p1", "Mills", "1", "1", "·", "1", "·", "·"]
    narrower = runner("bank", "coverage", "--bank", "first", two_banks)
    assert narrower.exit_code == 1
    assert narrower.stdout.endswith("No question cites:\n  book#p2  Dykes\n")


def test_coverage_for_programs_counts_each_bank_once(runner, two_banks):
    banks = ("--bank", "first", "--bank", "first")
    counted = json.loads(runner("bank", "coverage", "--format", "json", *banks, two_banks).stdout)
    assert (counted["total"]["questions"], counted["uncited"]) == (1, ["book#p2"])


def test_coverage_of_a_bank_that_there_is_not_says_so(runner, two_banks):
    result = runner("bank", "coverage", "--bank", "nope", two_banks)
    assert (result.exit_code, result.stderr) == (1, "Error: There is no sound bank “nope”.\n")


def test_coverage_counts_the_sound_files_and_says_what_is_wrong_with_others(runner, two_banks):
    edit(two_banks, "second.yaml", "difficulty: 1", "difficulty: 7")
    result = runner("bank", "coverage", two_banks)
    assert result.exit_code == 1
    assert "is no difficulty" in result.stderr
    assert "  book#p2  Dykes" in result.stdout


def test_loading_says_what_it_did_and_the_second_time_all_is_the_same(runner, questions_copy):
    first = runner("bank", "load", questions_copy)
    assert first.exit_code == 0, first.output
    assert [line.rpartition(" ")[2] for line in first.stdout.splitlines()] == ["new"] * len(BANKS + QUIZZES)
    second = runner("bank", "load", questions_copy)
    assert [line.rpartition(" ")[2] for line in second.stdout.splitlines()] == ["same"] * len(BANKS + QUIZZES)
    assert (second.exit_code, second.stderr) == (0, "")


def test_a_dump_after_a_load_has_the_same_bytes(runner, questions_copy, tmp_path):
    runner("bank", "load", questions_copy)
    result = runner("bank", "dump", tmp_path / "made" / "dumped")
    assert result.exit_code == 0, result.output
    dumped = tmp_path / "made" / "dumped"
    names = {file.relative_to(dumped).as_posix() for file in dumped.rglob("*.yaml")}
    assert names == {*BANKS, *(f"quizzes/{name}" for name in QUIZZES)}
    for name in names:
        assert (dumped / name).read_bytes() == (questions_copy / name).read_bytes()


def test_a_dump_may_be_of_one_bank_or_of_none_that_there_is(runner, questions_copy, tmp_path):
    runner("bank", "load", questions_copy)
    assert runner("bank", "dump", tmp_path / "one", "--bank", "dates").exit_code == 0
    assert [file.name for file in (tmp_path / "one").iterdir()] == ["dates.yaml"]
    result = runner("bank", "dump", tmp_path / "one", "--bank", "nope")
    assert result.exit_code == 1
    assert "There is no bank “nope”." in result.stderr


def test_windows_line_ends_survive_a_load_and_a_dump(runner, questions_copy, tmp_path):
    file = questions_copy / "dates.yaml"
    data = b"\xef\xbb\xbf" + file.read_bytes().rstrip().replace(b"\n", b"\r\n")
    file.write_bytes(data)
    runner("bank", "load", file)
    runner("bank", "dump", tmp_path / "dumped")
    assert (tmp_path / "dumped" / "dates.yaml").read_bytes() == data


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


def test_what_is_missing_is_said_by_its_id(runner, questions_copy):
    runner("bank", "load", questions_copy)
    text = (questions_copy / "dates.yaml").read_text("utf-8")
    begin, end = text.index("  - id: region-decade"), text.index("  - id: union-collapse-decade")
    (questions_copy / "dates.yaml").write_text(text[:begin] + text[end:], "utf-8")
    result = runner("bank", "load", questions_copy)
    assert result.exit_code == 0
    assert "1 missing" in result.stdout
    assert "missing: “region-decade” is no longer in the file; it is kept." in result.stderr


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


def test_the_shipped_schema_is_the_one_that_is_printed(runner, questions_copy):
    """Renewed by: python -m quizapp bank schema > questions/bank.schema.json."""
    result = runner("bank", "schema")
    assert result.exit_code == 0
    assert (questions_copy / "bank.schema.json").read_bytes() == result.stdout_bytes


def test_the_shipped_schema_of_quizzes_is_the_one_that_is_printed(runner, questions_copy):
    """Renewed by: python -m quizapp bank schema --of quiz > questions/quiz.schema.json."""
    result = runner("bank", "schema", "--of", "quiz")
    assert (questions_copy / "quiz.schema.json").read_bytes() == result.stdout_bytes
    for file in (questions_copy / "quizzes").iterdir():
        first = file.read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../quiz.schema.json"


def test_a_quiz_that_the_banks_cannot_fill_is_a_problem_of_its_file_and_is_not_loaded(runner, questions_copy):
    edit(questions_copy, "quizzes/final.yaml", "count: 1, bank: dates, level: 1", "count: 30, bank: dates, level: 3")
    line = (questions_copy / "quizzes" / "final.yaml").read_text("utf-8").splitlines().index("draw:") + 2
    for command in ("check", "load"):
        result = runner("bank", command, questions_copy)
        assert result.exit_code == 1
        assert f"final.yaml:{line}: Only " in result.output
    loaded = [text for text in result.stdout.splitlines() if "quizzes" in text]
    assert loaded == [f"{questions_copy / 'quizzes' / 'diagnostic.yaml'}: quiz new"]


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


def test_the_shipped_schema_names_every_kind_and_every_field(questions_copy):
    schema = json.loads((questions_copy / "bank.schema.json").read_text("utf-8"))
    branches = {
        branch["properties"]["kind"]["const"]: branch["properties"]
        for branch in schema["properties"]["questions"]["items"]["oneOf"]
    }
    assert branches.keys() == registry.KINDS.keys()
    for kind, fields in branches.items():
        assert set(fields) == {"kind", *registry.KINDS[kind].model_fields, *CommonFields.model_fields}
    assert schema["properties"].keys() == {"questions", *HeadFields.model_fields}


def test_the_schema_is_where_the_banks_look_for_it(questions_copy):
    for file in ("actors.yaml", "causes.yaml", "dates.yaml"):
        first = (questions_copy / file).read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=bank.schema.json"
