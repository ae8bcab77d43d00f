from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.dumping import dump_bank
from quizapp.bank.headings import Heading, change_heading
from quizapp.bank.models import Question
from quizapp.bank.queries import bank_by_key
from quizapp.bank.roles import BankMember
from quizapp.clock import utcnow
from quizapp.transfer.conflicts import open_conflicts
from quizapp.transfer.models import BankUpload, SyncedFile
from quizapp.transfer.part_conflicts import open_part_conflicts, said_here, settle_part
from quizapp.transfer.plans import look_through, make_plan
from quizapp.transfer.uploaded import open_upload_file, stamped
from quizapp.transfer.uploads import Sender, apply_upload, file_of, keep_upload, upload_by_id


@pytest.fixture
def person_id(make_person):
    return make_person(name="Ms Grigoryan")


@pytest.fixture
def upload(person_id, session):
    """Return a function that uploads and confirms a text; it returns the report."""

    def upload(text):
        opened = open_upload_file(text.encode())
        looked = make_plan(session, opened, look_through(session, opened, set().__contains__), person_id)
        kept = keep_upload(session, Sender(person_id, "sample (1).yaml"), opened, looked.plan, now=utcnow())
        assert file_of(kept) == opened
        apply_upload(session, kept, looked, now=utcnow())
        session.commit()
        return looked.plan

    return upload


def text_of(session, key="sample"):
    return dump_bank(session, bank_by_key(session, key))


@pytest.mark.longer
def test_a_new_bank_belongs_to_whoever_sent_it_and_comes_back_byte_for_byte(
    folder, load, upload, bank_text, session, person_id
):
    load(folder)
    text = bank_text("one", "two").replace("bank: sample", "bank: other")
    upload(text)
    assert text_of(session, "other") == text
    assert session.execute(sa.select(BankMember.person_id, BankMember.role)).all() == [(person_id, "owner")]


@pytest.mark.longer
def test_what_was_reported_is_written_with_the_sender_s_name(folder, load, upload, bank_text, session, edit_here, says):
    load(folder)
    edit_here("two", topic="dykes")
    text = bank_text("one", "two", "four").replace("the one mill", "the first mill").replace("Mills.", "Windmills.")
    upload(text.replace("the two mill", "the second mill"))
    assert "first" in says("one").content.stem
    assert says("two").topic == "dykes"
    keys = session.scalars(sa.select(Question.key).order_by(Question.position)).all()
    assert keys == ["one", "two", "three", "four"]
    version = session.scalars(sa.select(Question).where(Question.key == "one")).one().current
    assert (version.note, version.origin) == ("Uploaded: sample (1).yaml", "browser")
    assert bank_by_key(session, "sample").description == "Windmills."
    ((conflict,)) = open_conflicts(session)
    assert (conflict.question.key, conflict.name, conflict.person.name) == ("two", "sample (1).yaml", "Ms Grigoryan")


@pytest.mark.longer
def test_comments_of_what_was_sent_are_kept(folder, load, upload, bank_text, session):
    load(folder)
    text = bank_text("one", "two", "three").replace("the one mill", "the first mill  # a mill")
    upload(text)
    assert text_of(session) == text


@pytest.mark.longer
def test_sending_the_same_twice_changes_nothing_and_editing_on_is_no_conflict(folder, load, upload, bank_text):
    load(folder)
    first = bank_text("one", "two", "three", "four").replace("the one mill", "the first mill")
    upload(first)
    again = upload(first)
    assert {entry.fate for entry in again.entries} == {"same"}
    third = upload(first.replace("the first mill", "the oldest mill").replace("the four mill", "the fourth mill"))
    assert {entry.key: entry.fate for entry in third.entries if entry.fate != "same"} == {
        "one": "changed",
        "four": "changed",
    }


@pytest.mark.longer
def test_a_folder_never_overwrites_what_was_uploaded(folder, load, upload, bank_text, change, stands):
    load(folder)
    upload(bank_text("one", "two", "three").replace("the one mill", "the first mill"))
    assert stands(folder) == {("sample", "one"): "changed-in-browser"}
    change(folder / "sample.yaml", "the one mill", "the only mill")
    assert load(folder).conflicts == ["one"]


@pytest.mark.longer
def test_a_file_that_was_downloaded_changes_only_what_was_changed_in_it(folder, load, upload, session, edit_here, says):
    load(folder)
    downloaded = stamped(text_of(session), utcnow())
    session.rollback()
    edit_here("one", topic="dykes")
    upload(downloaded.replace("the two mill", "the second mill"))
    assert says("one").topic == "dykes"
    assert "second" in says("two").content.stem
    assert open_conflicts(session) == []


@pytest.mark.longer
def test_a_downloaded_file_that_is_edited_and_sent_on_and_on_is_no_conflict(folder, load, upload, session, edit_here):
    load(folder)
    first = stamped(text_of(session), utcnow()).replace("the one mill", "the first mill").replace("Mills.", "Dykes.")
    session.rollback()
    upload(first)
    second = upload(first.replace("the first mill", "the oldest mill").replace("Dykes.", "Dams."))
    assert {entry.key: entry.fate for entry in second.entries if entry.fate != "same"} == {"one": "changed"}
    assert second.head_fate == "changed"
    edit_here("one", topic="dykes")
    assert upload(first.replace("first mill", "last mill").replace("Dykes.", "Dams.")).of("conflict")


@pytest.mark.longer
def test_of_two_downloads_the_older_one_changes_nothing_that_the_newer_one_changed(folder, load, upload, session, says):
    load(folder)
    older = stamped(text_of(session), utcnow())
    newer = stamped(text_of(session), utcnow() + timedelta(seconds=1)).replace("the one mill", "the first mill")
    session.rollback()
    upload(older.replace("the two mill", "the second mill"))
    upload(newer.replace("the two mill", "the second mill"))
    assert [entry.key for entry in upload(older.replace("the two mill", "the 2nd mill")).of("kept")] == ["one"]
    assert "first" in says("one").content.stem
    kept = sa.select(SyncedFile.path).where(SyncedFile.path.contains("@"))
    assert len(session.scalars(kept).all()) == 1


@pytest.mark.longer
def test_a_head_that_both_changed_is_kept_to_be_settled(folder, load, upload, session, bank, bank_text, person_id):
    load(folder)
    change_heading(session, bank(), Heading("Ours", "en", "Mills."), now=utcnow())
    session.commit()
    text = bank_text("one", "two", "three").replace("A sample", "Theirs").replace("Mills.", "Windmills.")
    upload(text)
    assert (bank().title, bank().description) == ("Ours", "Mills.")
    ((conflict,)) = open_part_conflicts(session)
    assert (conflict.name, conflict.person.name) == ("sample (1).yaml", "Ms Grigoryan")
    assert (conflict.base["title"], conflict.said["title"], said_here(conflict)["title"]) == (
        "A sample",
        "Theirs",
        "Ours",
    )
    upload(bank_text("one", "four"))  # which leaves the head as it once was, and says nothing of it
    assert open_part_conflicts(session) == [conflict]
    settle_part(session, conflict, {**conflict.said, "title": "Both"}, now=utcnow())
    session.commit()
    assert (bank().title, bank().description) == ("Both", "Windmills.")
    assert open_part_conflicts(session) == []


@pytest.mark.longer
def test_one_person_has_one_file_of_a_bank_and_old_ones_go(folder, load, bank_text, session, person_id, make_person):
    session.rollback()
    other = make_person()

    def keep(who, key="sample", days=0):
        opened = open_upload_file(bank_text("one").replace("bank: sample", f"bank: {key}").encode())
        plan = make_plan(session, opened, look_through(session, opened, set().__contains__), who).plan
        return keep_upload(session, Sender(who, "x" * 500), opened, plan, now=utcnow() - timedelta(days=days)).id

    keep(person_id, "old", days=8)
    keep(person_id)
    mine, theirs, another = keep(person_id), keep(other), keep(person_id, "more")
    assert set(session.scalars(sa.select(BankUpload.id))) == {mine, theirs, another}
    assert upload_by_id(session, person_id, mine).name == "x" * 120
    assert upload_by_id(session, person_id, theirs) is None


def test_a_file_of_which_nothing_is_sound_cannot_be_applied(folder, load, upload):
    load(folder)
    with pytest.raises(ValueError, match="nothing"):
        upload("bank: sample\ntitles: x\nquestions: []\n")


@pytest.mark.longer
def test_many_changed_questions_take_the_statements_of_a_few(folder, load, upload, bank_text, statements):
    load(folder)
    keys, counts = [f"k{number}" for number in range(20)], []
    upload(bank_text(*keys))
    for count, before, after in ((20, "says the book", "says a book"), (2, "Anna did", "Anna did so")):
        with statements() as ran:
            plan = upload(bank_text(*keys[:count]).replace(before, after))
        assert len(plan.of("changed")) == count
        counts.append(len(ran))
    assert counts[0] == counts[1]
