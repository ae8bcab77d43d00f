from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question, Source
from quizapp.clock import utcnow
from quizapp.quizzes.models import ReadyQuiz


def test_before_the_first_load_all_is_only_in_the_files(folder, stands):
    found = stands(folder)
    assert set(found.values()) == {"only-in-file"}
    assert set(found) == {
        *(("sample", key) for key in ("", "one", "two", "three")),
        ("sources", "book"),
        ("round", ""),
    }


@pytest.mark.longer
def test_after_a_load_nothing_differs(folder, load, stands):
    load(folder)
    assert stands(folder) == {}


@pytest.mark.longer
def test_each_direction_is_told(folder, load, stands, change, edit_here):
    load(folder)
    change(folder / "sample.yaml", "the one mill", "the first mill")
    edit_here("two", topic="dykes")
    change(folder / "sample.yaml", "the three mill", "the third mill")
    edit_here("three", topic="dykes")
    assert stands(folder) == {
        ("sample", "one"): "changed-in-file",
        ("sample", "two"): "changed-in-browser",
        ("sample", "three"): "conflict",
    }


@pytest.mark.longer
def test_the_head_of_a_bank_has_its_own_direction(folder, load, stands, change, bank, session):
    load(folder)
    change(folder / "sample.yaml", "title: A sample", "title: A better one")
    assert stands(folder) == {("sample", ""): "changed-in-file"}
    bank().description = "Dykes."
    session.commit()
    assert stands(folder) == {("sample", ""): "conflict"}
    change(folder / "sample.yaml", "title: A better one", "title: A sample")
    assert stands(folder) == {("sample", ""): "changed-in-browser"}


@pytest.mark.longer
def test_sources_and_quizzes_are_told_too(folder, load, stands, change, session):
    load(folder)
    change(folder / "sources.yaml", "about: Dykes", "about: Sluices")
    change(folder / "quizzes" / "round.yaml", "minutes: 5", "minutes: 7")
    assert stands(folder) == {("sources", "book"): "changed-in-file", ("round", ""): "changed-in-file"}
    session.scalars(sa.select(Source)).one().note = "Old."
    session.scalars(sa.select(ReadyQuiz)).one().title = "Two rounds"
    session.commit()
    assert stands(folder) == {("sources", "book"): "conflict", ("round", ""): "conflict"}
    change(folder / "sources.yaml", "about: Sluices", "about: Dykes")
    change(folder / "quizzes" / "round.yaml", "minutes: 7", "minutes: 5")
    assert stands(folder) == {("sources", "book"): "changed-in-browser", ("round", ""): "changed-in-browser"}


@pytest.mark.longer
def test_what_no_file_of_whole_folders_has_is_only_in_the_database(folder, load, stands, tmp_path):
    load(folder)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert set(stands(empty).values()) == {"only-in-database"}
    assert ("sources", "book") in stands(empty)
    assert stands(folder / "sample.yaml") == {}
    assert stands(folder, empty) == {}


@pytest.mark.longer
def test_what_was_thrown_away_here_is_only_in_the_file(folder, load, stands, bank, session):
    load(folder)
    session.execute(sa.update(Question).where(Question.key == "one").values(trashed_at=utcnow()))
    session.commit()
    assert stands(folder) == {("sample", "one"): "only-in-file"}
    assert load(folder).in_trash == ["one"]
    bank().trashed_at = utcnow()
    session.commit()
    assert set(stands(folder).values()) == {"only-in-file"}
    assert load(folder).in_trash == ["one", "two", "three"]
    assert ("sample", "two") in stands(folder)


@pytest.mark.longer
def test_a_faulty_file_is_not_compared(folder, load, stands, change):
    load(folder)
    change(folder / "sample.yaml", "difficulty: 1", "difficulty: 9")
    change(folder / "sources.yaml", "title: The", "titles: The")
    assert stands(folder) == {}


@pytest.mark.longer
def test_comparing_takes_the_same_statements_at_any_size(folder, load, stands, change, session, bank_text, statements):
    counted = []
    for count in (2, 40):
        (folder / "sample.yaml").write_text(bank_text(*(f"q{number}" for number in range(count))), "utf-8")
        load(folder)
        with statements() as ran:
            stands(folder)
        counted.append(len(ran))
    assert counted[0] == counted[1]
