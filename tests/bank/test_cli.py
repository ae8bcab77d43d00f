from __future__ import annotations

import json
from pathlib import Path

import pytest

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
