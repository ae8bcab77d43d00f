from __future__ import annotations

import pytest

from quizapp.bank import files
from quizapp.bank.files import read_files
from quizapp.formats.bank_yaml import write_bank

SHIPPED = ["actors.yaml", "background.yaml", "causes.yaml", "dates.yaml", "voices.yaml"]


@pytest.fixture
def folder(tmp_path, make_bank, make_draft):
    """A folder with one bank that rests on one source."""
    (tmp_path / "sample.yaml").write_text(write_bank(make_bank(make_draft())), "utf-8")
    (tmp_path / "sources.yaml").write_text(
        "sources:\n- {id: ally-2023, title: T, passages: [{id: p1}, {id: p2}]}\n", "utf-8"
    )
    return tmp_path


def said(read):
    return [str(problem) for problem in read.problems]


@pytest.mark.slow
def test_a_folder_stands_for_its_banks_and_their_sources(questions_copy):
    read = read_files([questions_copy])
    assert said(read) == []
    assert [file.name for file, _ in read.banks] == SHIPPED
    assert read.sources


def test_the_schema_beside_the_banks_is_no_bank(folder):
    (folder / "bank.schema.json").write_text("{}", "utf-8")
    (folder / "notes.md").write_text("# Notes", "utf-8")
    read = read_files([folder])
    assert (len(read.banks), said(read)) == (1, [])


def test_a_single_file_is_held_against_the_sources_beside_it(folder):
    file = folder / "sample.yaml"
    file.write_text(file.read_text("utf-8").replace("#p2", "#p3"), "utf-8")
    read = read_files([file])
    assert read.banks == []
    (problem,) = said(read)
    assert problem.startswith(f"{file}:")
    assert "There is no passage “ally-2023#p3” in sources.yaml: did you mean" in problem


def test_a_bank_without_sources_beside_it_may_refer_to_any(folder):
    (folder / "sources.yaml").unlink()
    assert said(read_files([folder])) == []


def test_an_empty_list_of_sources_knows_no_passage(folder):
    (folder / "sources.yaml").write_text("sources: []\n", "utf-8")
    assert len(said(read_files([folder]))) == 2


def test_faulty_sources_are_the_only_problem_of_sound_banks(folder):
    (folder / "sources.yaml").write_text("sources:\n- {id: ally-2023}\n", "utf-8")
    read = read_files([folder])
    assert [problem.path for problem in read.problems] == [str(folder / "sources.yaml")] * len(read.problems)
    assert read.problems


def test_a_file_named_twice_is_read_once(folder):
    read = read_files([folder, folder / "sample.yaml"])
    assert len(read.banks) == 1
    assert len(read.sources) == 1


def test_every_problem_of_every_file_is_told_and_sound_files_are_read(folder):
    (folder / "bad.yaml").write_text("bank: bad\ntitel: x\nquestions: no\n", "utf-8")
    (folder / "latin.yaml").write_bytes("bank: latin\ntitle: Élan\n".encode("latin-1"))
    read = read_files([folder, folder / "absent.yaml"])
    assert [draft.key for _, draft in read.banks] == ["sample"]
    told = said(read)
    bad = [line for line in told if "bad.yaml:" in line]
    assert bad[0].endswith("is missing: add it.")
    assert len(bad) == 3
    assert f"{folder / 'latin.yaml'}:2: This file is not UTF-8: save it as UTF-8." in told
    assert f"{folder / 'absent.yaml'}:1: This file cannot be read: No such file or directory." in told


def test_a_file_that_is_too_large_is_not_read(folder, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_FILE", 100)
    read = read_files([folder / "sample.yaml"])
    assert read.banks == []
    assert said(read) == [f"{folder / 'sample.yaml'}:1: This file is larger than 32 MiB: split the bank."]


def test_a_file_with_percent_signs_is_told_as_it_is(folder):
    file = folder / "sample.yaml"
    file.write_text(file.read_text("utf-8").replace("topic: rift", 'topic: "50%(x)s %d"'), "utf-8")
    (problem,) = said(read_files([file]))
    assert "“50%(x)s %d” is no id" in problem


@pytest.mark.parametrize("start", ["\ufeff", ""])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_bytes_are_kept_whatever_the_editor_saved(folder, start, newline):
    file = folder / "sample.yaml"
    data = (start + file.read_text("utf-8").rstrip().replace("\n", newline)).encode()
    file.write_bytes(data)
    read = read_files([file])
    assert said(read) == []
    assert write_bank(read.banks[0][1]).encode() == data


QUIZ = "quiz: {key}\ntitle: A quiz\nminutes: 5\nfeedback: at_end\ndraw:\n  - {{count: {count}, bank: sample}}\n"


@pytest.fixture
def add_quiz(folder):
    """Write a quiz into a folder of quizzes beside the bank, or elsewhere."""

    def add_quiz(key="round", count=1, inside="quizzes"):
        (folder / inside).mkdir(exist_ok=True)
        file = folder / inside / f"{key}.yaml"
        file.write_text(QUIZ.format(key=key, count=count), "utf-8")
        return file

    return add_quiz


@pytest.mark.parametrize("inside", ["quizzes", "."])
def test_quizzes_are_read_wherever_they_lie(folder, add_quiz, inside):
    file = add_quiz(inside=inside)
    for paths in ([folder], [file], [folder, file]):
        read = read_files(paths)
        assert ([quiz.key for _, quiz in read.quizzes], said(read)) == (["round"], [])


def test_quizzes_of_a_folder_are_held_against_its_banks(folder, add_quiz):
    add_quiz("fits")
    file = add_quiz("greedy", count=2)
    read = read_files([folder])
    assert [quiz.key for _, quiz in read.quizzes] == ["fits"]
    assert len(read.banks) == 1
    (problem,) = said(read)
    assert problem.startswith(f"{file}:6: Only 1 questions fit this rule, which draws 2:")


def test_quizzes_are_not_held_against_banks_that_were_not_read_whole(folder, add_quiz):
    file = add_quiz(count=2)
    for paths in ([file], [folder / "quizzes"], [file, folder / "sample.yaml"]):
        read = read_files(paths)
        assert ([quiz.key for _, quiz in read.quizzes], said(read)) == (["round"], [])
    (folder / "broken.yaml").write_text("bank: broken\n", "utf-8")
    read = read_files([folder])
    assert len(read.quizzes) == 1
    assert {problem.path for problem in read.problems} == {str(folder / "broken.yaml")}


def test_what_a_file_says_tells_a_bank_from_a_quiz(folder, add_quiz):
    nameless = add_quiz("nameless")
    nameless.write_text("title: A quiz\n", "utf-8")
    bank = folder / "quizzes" / "other.yaml"
    bank.write_text((folder / "sample.yaml").read_text("utf-8").replace("bank: sample", "bank: other"), "utf-8")
    (folder / "quizzes" / "sources.yaml").write_text((folder / "sources.yaml").read_text("utf-8"), "utf-8")
    read = read_files([folder / "quizzes"])
    assert [draft.key for _, draft in read.banks] == ["other"]
    assert f"{nameless}:1: The field “quiz” is missing: add it." in said(read)


def test_folders_that_were_read_whole_and_every_file_are_known(folder, add_quiz):
    file = add_quiz()
    file.write_text("quiz: round\n", "utf-8")
    read = read_files([folder])
    assert file in read.files
    assert read.folders == [folder, folder / "quizzes"]
    assert read_files([file]).folders == []
