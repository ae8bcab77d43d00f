"""The editor's drafts; two people at one question are met in test_editing_together."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.models import Question, QuestionVersion, UnsavedDraft
from quizapp.db import db
from quizapp.kinds.registry import KINDS
from tests.replies import page_of


@pytest.mark.longer
def test_a_draft_is_kept_offered_and_gone_on_with(instructor, single, fields_at, stored):
    fields = fields_at(instructor, f"{single}/edit")
    typed = fields | {"stem": ["Half a thou"], "distractors-5-text": ["A new one"]}
    said = page_of(instructor.post(f"{single}/draft", data=typed))
    assert "Draft saved " in said
    assert stored(QuestionVersion) == 11
    page = page_of(instructor.get(f"{single}/edit"))
    assert "not saved yet" in page
    assert "Half a" in page
    assert "<form method" not in page.partition("Go on with it")[0].partition("<main")[2], "no field is lost by typing"
    again = fields_at(instructor, f"{single}/edit?draft=go-on")
    assert again["stem"] == ["Half a thou"]
    assert "A new one" in str(again)
    assert "1 unsaved draft" in page_of(instructor.get("/banks"))


@pytest.mark.longer
def test_a_draft_thrown_away_leaves_the_question_as_it_stands(instructor, single, fields_at, stored):
    fields = fields_at(instructor, f"{single}/edit")
    instructor.post(f"{single}/draft", data=fields | {"stem": ["Half a thou"]})
    assert instructor.post(f"{single}/draft/drop").status_code == 302
    assert fields_at(instructor, f"{single}/edit") == fields
    assert stored(UnsavedDraft) == 0
    assert "unsaved draft" not in page_of(instructor.get("/banks"))


@pytest.mark.longer
def test_the_editor_says_that_a_question_is_in_the_trash(app, instructor, single):
    said = "This question is in the trash"
    assert said not in page_of(instructor.get(f"{single}/edit"))
    instructor.post(f"{single}/mark", data={"action": "trash"})
    assert said in page_of(instructor.get(f"{single}/edit"))


@pytest.mark.longer
def test_saving_removes_the_draft(instructor, single, fields_at, stored):
    typed = fields_at(instructor, f"{single}/edit") | {"topic": ["other"]}
    instructor.post(f"{single}/draft", data=typed)
    assert instructor.post(f"{single}/edit", data=typed | {"save": ["1"]}).status_code == 302
    assert stored(UnsavedDraft) == 0
    instructor.post(f"{single}/draft", data=typed)
    assert stored(UnsavedDraft) == 0, "a draft that arrives late says nothing that is not in the bank"


@pytest.mark.slow
def test_what_says_nothing_of_its_own_is_no_draft(instructor, all_kinds, fields_at, stored):
    for number in all_kinds.values():
        address = f"/questions/{number}"
        fields = fields_at(instructor, f"{address}/edit")
        assert "Nothing to save." in page_of(instructor.post(f"{address}/draft", data=fields))
        page_of(instructor.post(f"{address}/edit", data=fields))
    for kind in all_kinds:
        fields = fields_at(instructor, f"/banks/sample/new/{kind}")
        assert "Nothing to save." in page_of(instructor.post(f"/banks/sample/new/{kind}/draft", data=fields))
    assert stored(UnsavedDraft) == 0


@pytest.mark.longer
def test_what_was_changed_is_asked_only_where_something_was_saved_before(instructor, single, fields_at):
    assert "note" in fields_at(instructor, f"{single}/edit")
    assert "note" not in fields_at(instructor, "/banks/sample/new/date")


@pytest.mark.longer
def test_a_draft_undone_by_typing_is_no_draft_any_more(instructor, single, fields_at, stored):
    fields = fields_at(instructor, f"{single}/edit")
    instructor.post(f"{single}/draft", data=fields | {"note": ["why"]})
    assert stored(UnsavedDraft) == 1
    instructor.post(f"{single}/draft", data=fields)
    assert stored(UnsavedDraft) == 0


@pytest.mark.longer
@pytest.mark.parametrize("sent", [{}, {"save": ["1"], "topic": ["Two Words"]}])
def test_preview_and_a_refused_save_keep_the_draft_too(instructor, single, fields_at, stored, sent):
    typed = fields_at(instructor, f"{single}/edit") | {"stem": ["Half a thou"]} | sent
    instructor.post(f"{single}/edit", data=typed)
    assert stored(UnsavedDraft) == 1
    assert fields_at(instructor, f"{single}/edit?draft=go-on")["stem"] == ["Half a thou"]


@pytest.mark.longer
def test_a_new_question_has_a_draft_of_each_kind(instructor, all_kinds, fields_at, stored):
    for kind in ("date", "ordering"):
        address = f"/banks/sample/new/{kind}"
        typed = fields_at(instructor, address) | {"stem": [f"A {kind}?"]}
        assert "Draft saved" in page_of(instructor.post(f"{address}/draft", data=typed))
    assert stored(UnsavedDraft) == 2
    assert "2 unsaved drafts" in page_of(instructor.get("/banks"))
    assert "not saved yet" in page_of(instructor.get("/banks/sample/new/date"))
    assert fields_at(instructor, "/banks/sample/new/date?draft=go-on")["stem"] == ["A date?"]
    assert instructor.post("/banks/sample/new/date/draft/drop").status_code == 302
    assert fields_at(instructor, "/banks/sample/new/date")["stem"] == [""]
    assert stored(UnsavedDraft) == 1


@pytest.mark.longer
def test_a_new_question_saved_takes_its_draft_along(instructor, all_kinds, fields_at, stored):
    address = "/banks/sample/new/date"
    typed = fields_at(instructor, address) | {
        "key": ["new"],
        "stem": ["When?"],
        "answer": ["2020"],
        "topic": ["t"],
        "facets": ["event"],
        "sources": ["a#b"],
        "explanation": ["So."],
    }
    instructor.post(f"{address}/draft", data=typed)
    assert instructor.post(address, data=typed | {"save": ["1"]}).status_code == 302
    assert stored(UnsavedDraft) == 0


@pytest.mark.longer
def test_nobody_sees_anothers_draft(instructor, browse, single, fields_at, stored):
    secret = fields_at(instructor, f"{single}/edit") | {"stem": ["Unfinished secret"]}
    instructor.post(f"{single}/draft", data=secret)
    other = browse("Mr Other")
    for address in (f"{single}/edit", f"{single}/edit?draft=go-on", single, "/banks"):
        page = page_of(other.get(address))
        assert "Unfinished secret" not in page
        assert "unsaved draft" not in page
    other.post(f"{single}/draft/drop")
    assert stored(UnsavedDraft) == 1
    student = browse("Student", Role.STUDENT)
    for address in (f"{single}/draft", f"{single}/draft/drop", "/banks/sample/new/date/draft"):
        page_of(student.post(address, data=secret), 403)


@pytest.mark.longer
@pytest.mark.parametrize("junk", ["", "x", "0", "999", "9" * 30, "²", "-1"])
def test_a_draft_or_an_edit_from_a_made_up_version_is_compared_with_everything(
    instructor, single, fields_at, page_forms, junk
):
    typed = fields_at(instructor, f"{single}/edit") | {"base_number": [junk], "topic": ["mine"]}
    page_of(instructor.post(f"{single}/draft", data=typed))
    page = page_of(instructor.post(f"{single}/edit", data=typed | {"save": ["1"]}))
    assert "choice-topic" in page
    assert "choice-stem" not in page
    again = page_forms.fields_of(page) | {"choice-topic": ["theirs"]}
    preview = page_of(instructor.post(f"{single}/edit", data=again))
    assert page_forms.fields_of(preview)["choice-topic"] == ["theirs"]


@pytest.mark.longer
def test_fields_that_no_form_has_are_not_kept(app, instructor, single, fields_at):
    typed = fields_at(instructor, f"{single}/edit") | {"topic": ["x"], "evil": ["y" * 1000], "save": ["1"]}
    instructor.post(f"{single}/draft", data=typed)
    with app.app_context():
        kept = db.session().scalars(sa.select(UnsavedDraft)).one()
    assert not {"evil", "save", "csrf_token"} & kept.fields.keys()


@pytest.mark.longer
@pytest.mark.parametrize(("button", "state"), [("draft", "draft"), ("1", "draft"), ("ready", "ready")])
def test_a_new_question_is_a_draft_unless_it_is_saved_as_ready(app, instructor, all_kinds, fields_at, button, state):
    typed = fields_at(instructor, f"/questions/{all_kinds['true_false']}/edit") | {"key": ["mine"], "save": [button]}
    assert instructor.post("/banks/sample/new/true_false", data=typed).status_code == 302
    with app.app_context():
        assert db.session.scalar(sa.select(Question.state).where(Question.key == "mine")) == state


@pytest.mark.longer
def test_an_edit_keeps_the_state(app, instructor, all_kinds, fields_at):
    number = all_kinds["true_false"]
    with app.app_context():
        db.session.get(Question, number).state = "review"
        db.session.commit()
    typed = fields_at(instructor, f"/questions/{number}/edit") | {"topic": ["other"], "save": ["1"]}
    assert instructor.post(f"/questions/{number}/edit", data=typed).status_code == 302
    with app.app_context():
        question = db.session.get(Question, number)
        assert (question.current_number, question.state) == (2, "review")


@pytest.mark.longer
def test_without_scripts_rows_are_added_moved_and_removed_and_nothing_typed_is_lost(
    instructor, single, fields_at, page_forms, stored
):
    fields = fields_at(instructor, f"{single}/edit")
    typed = fields | {"stem": ["Half a thou"], "explanation": [""], "distractors-0-feedback": ["Kept.\r\nBoth lines."]}
    page = page_of(instructor.post(f"{single}/edit", data=typed | {"do": ["down:distractors-0"]}))
    assert "Now in place 2." in page
    assert 'data-go-on="edit-distractors-1-text"' in page
    ends = re.findall(r'value="(\w+:distractors-\d)"[^>]*\sdisabled', page)
    assert ends == ["up:distractors-0", "down:distractors-2"]  # they would move nothing
    shown = page_forms.fields_of(page)
    assert shown["distractors-1-text"] == fields["distractors-0-text"]
    assert shown["distractors-1-feedback"] == ["Kept.\r\nBoth lines."]
    assert (shown["stem"], shown["explanation"]) == (["Half a thou"], [""])
    assert "problem-text" not in page.partition("<h2")[0], "nobody wanted to save"
    added = page_forms.fields_of(page_of(instructor.post(f"{single}/edit", data=shown | {"do": ["add:distractors"]})))
    assert added["distractors-3-text"] == [""]
    assert fields_at(instructor, f"{single}/edit?draft=go-on") == added
    assert stored(QuestionVersion) == 11


@pytest.mark.longer
def test_without_scripts_passages_are_ticked(instructor, single, fields_at, page_forms):
    fields = fields_at(instructor, f"{single}/edit") | {"sources": ["a#p1, b#p2"], "do": ["passages"], "passage": []}
    page = page_of(instructor.post(f"{single}/edit", data=fields))
    assert page_forms.fields_of(page)["sources"] == ["a#p1, b#p2"], "no source describes them, so they were typed"


@pytest.mark.longer
def test_what_keeps_a_question_from_being_saved_stands_at_its_field(instructor, all_kinds, kind):
    page = page_of(instructor.post(f"/banks/sample/new/{kind}", data={"kind": kind, "save": "draft"}), 422)
    told = re.findall(r'class="remarks" id="([^"]+)-remarks"><strong class="problem-text"', page)
    assert {"edit-topic", "edit-explanation"} < set(told)
    for field in told:
        [tag] = re.findall(rf'<(?:fieldset|input|textarea|select)[^>]* id="{field}"[^>]*>', page)
        assert f'{field}-remarks"' in tag
        assert "fieldset" in tag or 'aria-invalid="true"' in tag, tag
        assert "data-focus" in tag, tag
    assert f"<title>New question: {KINDS[kind].label}" in page
