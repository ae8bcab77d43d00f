from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.files import read_files
from quizapp.bank.models import Question, Source, State
from quizapp.bank.queries import bank_by_key
from quizapp.bank.states import By, change_state
from quizapp.clock import utcnow
from quizapp.quizzes.ready import ready_quiz_by_key
from quizapp.transfer.dumping import dump_quiz_file
from quizapp.transfer.loading import load_sources_file
from quizapp.transfer.models import FileConflict
from quizapp.workbench.renaming import references_to, write_references


def kept_conflicts(session):
    return [(one.question.key, one.stamp) for one in session.scalars(sa.select(FileConflict))]


@pytest.mark.longer
def test_what_both_changed_stays_until_it_is_decided(folder, load, change, edit_here, says, session, stands):
    load(folder)
    edit_here("one", topic="dykes")
    change(folder / "sample.yaml", "the one mill", "the first mill")
    for _ in range(2):
        assert load(folder).conflicts == ["one"]
    assert says("one").topic == "dykes"
    assert [key for key, _digest in kept_conflicts(session)] == ["one"]
    assert stands(folder) == {("sample", "one"): "conflict"}


@pytest.mark.longer
def test_taking_the_file_s_side_ends_the_conflict(folder, load, change, edit_here, says, stands, session):
    load(folder)
    edit_here("one", topic="dykes")
    change(folder / "sample.yaml", "the one mill", "the first mill")
    load(folder)
    assert load(folder, {("sample", "one"): "file"}).changed == ["one"]
    assert (says("one").topic, "first" in says("one").content.stem) == ("mills", True)
    assert stands(folder) == {}
    assert kept_conflicts(session) == []


@pytest.mark.longer
def test_keeping_the_browser_s_side_is_a_change_to_be_dumped(folder, load, change, edit_here, says, stands):
    load(folder)
    edit_here("one", topic="dykes")
    change(folder / "sample.yaml", "the one mill", "the first mill")
    assert load(folder, {("sample", "one"): "browser"}).kept == ["one"]
    assert says("one").topic == "dykes"
    assert stands(folder) == {("sample", "one"): "changed-in-browser"}
    assert load(folder).kept == ["one"]


@pytest.mark.longer
def test_a_conflict_is_over_when_the_file_says_what_the_browser_says(folder, load, change, edit_here, session):
    load(folder)
    edit_here("one", topic="dykes")
    change(folder / "sample.yaml", "the one mill", "the first mill")
    load(folder)
    change(folder / "sample.yaml", "the first mill", "the one mill")
    assert load(folder).kept == ["one"]
    assert kept_conflicts(session) == []


@pytest.mark.longer
def test_a_state_has_its_direction_too(folder, load, change, stands, session, says):
    load(folder)
    change(folder / "sample.yaml", "id: one", "id: one\n    state: draft")
    assert stands(folder) == {("sample", "one"): "changed-in-file"}
    assert load(folder).changed == ["one"]
    question = session.scalars(sa.select(Question).where(Question.key == "one")).one()
    change_state(session, question, State.READY, By(), now=utcnow())
    session.commit()
    assert stands(folder) == {("sample", "one"): "changed-in-browser"}
    change(folder / "sample.yaml", "state: draft", "state: review")
    assert stands(folder) == {("sample", "one"): "conflict"}
    assert load(folder).conflicts == ["one"]
    assert load(folder, {("sample", "one"): "file"}).changed == ["one"]
    assert stands(folder) == {}


@pytest.mark.longer
def test_a_title_changed_on_both_sides_is_a_conflict_named_by_nothing(folder, load, change, bank, session):
    load(folder)
    bank().title = "Ours"
    session.commit()
    assert (load(folder).conflicts, bank().title) == ([], "Ours")
    change(folder / "sample.yaml", "title: A sample", "title: Theirs")
    assert (load(folder).conflicts, bank().title) == ([""], "Ours")
    assert (load(folder, {("sample", ""): "file"}).conflicts, bank().title) == ([], "Theirs")


@pytest.mark.longer
def test_sources_are_taken_or_kept_or_in_conflict(folder, load, change, session):
    def load_sources(taken=None):
        ((file, drafts),) = read_files([folder]).source_files
        found = load_sources_file(session, file, drafts, taken or {}, now=utcnow())
        session.commit()
        session.expire_all()
        return found, session.scalars(sa.select(Source)).one().note

    load(folder)
    session.scalars(sa.select(Source)).one().note = "Ours."
    session.commit()
    assert load_sources() == ([], "Ours.")
    change(folder / "sources.yaml", "title: The book of mills", "title: The book of mills\n    note: Theirs.")
    assert load_sources() == (["book"], "Ours.")
    assert load_sources({("sources", "book"): "browser"}) == ([], "Ours.")
    assert load_sources() == ([], "Ours.")
    assert load_sources({("sources", "book"): "file"}) == ([], "Theirs.")


@pytest.mark.longer
def test_what_is_gone_from_its_file_is_said_each_time_and_what_was_never_in_it_is_not(folder, load, edit_here, session):
    load(folder)
    text = (folder / "sample.yaml").read_text("utf-8")
    (folder / "sample.yaml").write_text(text[: text.index("  - id: three")], "utf-8")
    assert [load(folder).missing for _ in range(2)] == [["three"], ["three"]]


@pytest.mark.longer
def test_a_quiz_whose_topic_was_renamed_here_stays_until_its_file_changes(folder, load, session):
    file = folder / "quizzes" / "round.yaml"
    before = file.read_text("utf-8").replace("{count: 2}", "{count: 2, topic: mills}")
    file.write_text(before, "utf-8")
    load(folder)
    bank = bank_by_key(session, "sample")
    write_references(session, references_to(session, (bank.id, bank.key), "mills", "dykes", None), now=utcnow())
    session.commit()
    load(folder)
    quiz = ready_quiz_by_key(session, "round")
    assert quiz.rules == [{"count": 2, "topic": "dykes"}]
    assert dump_quiz_file(session, quiz, file, before, now=utcnow()).text == before.replace("mills", "dykes")
    session.rollback()
    file.write_text(before.replace("count: 2", "count: 1"), "utf-8")
    load(folder)
    session.expire_all()
    assert ready_quiz_by_key(session, "round").rules == [{"count": 1, "topic": "mills"}], "the file says otherwise now"
