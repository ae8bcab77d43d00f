from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Origin, Question, Source
from quizapp.bank.versions import Authorship, create_question
from quizapp.clock import utcnow
from quizapp.quizzes.ready import ready_quiz_by_key
from quizapp.transfer.dumping import dump_bank_file, dump_quiz_file, dump_sources_file


@pytest.fixture
def dump(folder, session, bank):
    """Return a function that dumps the bank and the sources into their folder, and returns what was left as it is."""

    def dump():
        left = []
        for name, of in (
            ("sample.yaml", lambda *at: dump_bank_file(session, bank(), *at, now=utcnow())),
            ("sources.yaml", lambda *at: dump_sources_file(session, *at, now=utcnow())),
        ):
            file = folder / name
            before = file.read_bytes().decode() if file.exists() else None
            dumped = of(file, before)
            file.write_bytes(dumped.text.encode())
            left += [part.key for part in dumped.left]
        session.commit()
        return left

    return dump


@pytest.mark.longer
def test_what_nobody_changed_stays_byte_for_byte(folder, load, dump):
    load(folder)
    before = [(folder / name).read_bytes() for name in ("sample.yaml", "sources.yaml")]
    assert dump() == []
    assert [(folder / name).read_bytes() for name in ("sample.yaml", "sources.yaml")] == before


@pytest.mark.longer
def test_an_empty_folder_gets_the_same_bytes(folder, load, dump):
    load(folder)
    before = [(folder / name).read_bytes() for name in ("sample.yaml", "sources.yaml")]
    for name in ("sample.yaml", "sources.yaml"):
        (folder / name).unlink()
    assert dump() == []
    assert [(folder / name).read_bytes() for name in ("sample.yaml", "sources.yaml")] == before


@pytest.mark.longer
def test_after_a_dump_of_edits_nothing_differs(folder, load, dump, edit_here, stands, session, bank):
    load(folder)
    edit_here("two", topic="dykes")
    bank().title = "Ours"
    session.scalars(sa.select(Source)).one().note = "Ours."
    session.commit()
    assert len(stands(folder)) == 3
    assert dump() == []
    assert stands(folder) == {}
    text = (folder / "sample.yaml").read_text("utf-8")
    assert ("topic: dykes" in text, text.count("# kept"), "title: Ours" in text) == (True, 2, True)


@pytest.mark.longer
def test_the_file_s_own_changes_and_comments_are_never_overwritten(folder, load, dump, edit_here, change, stands):
    load(folder)
    edit_here("two", topic="dykes")
    change(folder / "sample.yaml", "the one mill", "the first mill")
    change(folder / "sample.yaml", "id: three  # kept", "id: three  # newer remark")
    assert dump() == ["one"]
    text = (folder / "sample.yaml").read_text("utf-8")
    assert all(part in text for part in ("the first mill", "# newer remark", "topic: dykes"))
    assert stands(folder) == {("sample", "one"): "changed-in-file"}


@pytest.mark.longer
def test_a_conflict_is_left_in_the_file(folder, load, dump, edit_here, change, stands):
    load(folder)
    edit_here("one", topic="dykes")
    change(folder / "sample.yaml", "the one mill", "the first mill")
    assert dump() == ["one"]
    assert "the first mill" in (folder / "sample.yaml").read_text("utf-8")
    assert stands(folder) == {("sample", "one"): "conflict"}


@pytest.mark.longer
def test_new_questions_follow_the_one_that_they_follow_here(folder, load, dump, says, bank, session, stands, bank_text):
    load(folder)
    draft = says("one")
    for key in ("four", "five"):
        create_question(session, bank(), replace(draft, key=key), Authorship(Origin.BROWSER), now=utcnow())
    session.commit()
    (folder / "sample.yaml").write_text(bank_text("one", "two", "three", "extra"), "utf-8")
    assert dump() == ["extra"]
    text = (folder / "sample.yaml").read_text("utf-8")
    places = [text.index(f"id: {key}") for key in ("one", "two", "three", "four", "five", "extra")]
    assert places == sorted(places)
    assert stands(folder) == {("sample", "extra"): "only-in-file"}


@pytest.mark.longer
def test_what_was_removed_from_the_file_does_not_come_back_by_itself(folder, load, dump, stands):
    load(folder)
    text = (folder / "sample.yaml").read_text("utf-8")
    (folder / "sample.yaml").write_text(text[: text.index("  - id: three")], "utf-8")
    assert dump() == ["three"]
    assert "three" not in (folder / "sample.yaml").read_text("utf-8")
    assert stands(folder) == {("sample", "three"): "only-in-database"}


@pytest.mark.longer
def test_what_was_thrown_away_here_leaves_the_file(folder, load, dump, stands, session):
    load(folder)
    session.execute(sa.update(Question).where(Question.key == "one").values(trashed_at=utcnow()))
    session.commit()
    assert dump() == []
    assert "id: one" not in (folder / "sample.yaml").read_text("utf-8")
    assert stands(folder) == {}


@pytest.mark.longer
def test_a_faulty_file_is_not_touched(folder, load, session, bank, change):
    load(folder)
    change(folder / "sample.yaml", "difficulty: 1", "difficulty: 9")
    before = (folder / "sample.yaml").read_text("utf-8")
    dumped = dump_bank_file(session, bank(), folder / "sample.yaml", before, now=utcnow())
    assert (dumped.text, len(dumped.problems)) == (None, 1)
    assert dump_sources_file(session, folder / "sources.yaml", "sources: 3", now=utcnow()).text is None
    quiz = ready_quiz_by_key(session, "round")
    assert dump_quiz_file(session, quiz, folder / "quizzes" / "round.yaml", "quiz: 3", now=utcnow()).text is None


@pytest.mark.longer
def test_a_quiz_is_written_where_it_is_behind_and_left_where_it_changed(folder, load, session, change):
    load(folder)
    quiz, file = ready_quiz_by_key(session, "round"), folder / "quizzes" / "round.yaml"
    loaded = file.read_text("utf-8")
    assert dump_quiz_file(session, quiz, file, None, now=utcnow()).text == loaded
    change(file, "# mine", "# remark")
    assert dump_quiz_file(session, quiz, file, file.read_text("utf-8"), now=utcnow()).text.startswith("# remark")
    changed = loaded.replace("minutes: 5", "minutes: 9")
    dumped = dump_quiz_file(session, quiz, file, changed, now=utcnow())
    assert (dumped.text, [part.state.value for part in dumped.left]) == (changed, ["changed-in-file"])
