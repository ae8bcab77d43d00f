"""A kind changed, a question duplicated: through the editor's pages, without scripts."""

from __future__ import annotations

import pytest

from quizapp.bank.models import QuestionVersion, UnsavedDraft
from tests.replies import page_of


@pytest.mark.longer
def test_a_question_becomes_one_of_another_kind_as_a_new_version(
    instructor, single, fields_at, page_forms, now_is, stored
):
    fields = fields_at(instructor, f"{single}/edit")
    page = page_of(instructor.post(f"{single}/edit", data=fields | {"do": ["kind:multiple_choice"]}))
    assert "It is of the kind “Multiple choice” now" in page
    changed = page_forms.fields_of(page)
    assert (changed["kind"], changed["answers-0-text"]) == (["multiple_choice"], fields["answer-text"])
    assert stored(QuestionVersion) == 11
    assert "not saved yet" in page_of(instructor.get(f"{single}/edit"))
    assert fields_at(instructor, f"{single}/edit?draft=go-on")["kind"] == ["multiple_choice"]
    reply = instructor.post(f"{single}/edit", data=changed | {"save": ["1"]})
    assert reply.status_code == 302, reply.text
    question = now_is(int(single.rpartition("/")[2]))
    assert (question.kind, question.key) == ("multiple_choice", "single-choice")
    assert stored(QuestionVersion) == 12


@pytest.mark.longer
def test_what_does_not_fit_comes_back_through_the_draft(instructor, single, fields_at, page_forms):
    fields = fields_at(instructor, f"{single}/edit")
    page = page_of(instructor.post(f"{single}/edit", data=fields | {"do": ["kind:date"]}))
    away = fields_at(instructor, f"{single}/edit?draft=go-on")
    assert page_forms.fields_of(page) == away
    page = page_of(instructor.post(f"{single}/edit", data=away | {"do": ["kind:single_choice"]}))
    assert page_forms.fields_of(page) == fields


@pytest.mark.longer
def test_a_new_question_goes_on_at_the_address_of_its_kind(instructor, all_kinds, fields_at, stored):
    fields = fields_at(instructor, "/banks/sample/new/date") | {"stem": ["When?"], "do": ["kind:numeric"]}
    reply = instructor.post("/banks/sample/new/date", data=fields)
    assert reply.location == "/banks/sample/new/numeric?draft=go-on"
    assert fields_at(instructor, reply.location)["stem"] == ["When?"]
    assert stored(UnsavedDraft) == 1


@pytest.mark.longer
def test_a_new_question_of_that_kind_which_is_there_already_is_not_overwritten(
    instructor, all_kinds, fields_at, stored
):
    numeric, date = "/banks/sample/new/numeric", "/banks/sample/new/date"
    instructor.post(f"{numeric}/draft", data=fields_at(instructor, numeric) | {"stem": ["How many?"]})
    reply = instructor.post(date, data=fields_at(instructor, date) | {"stem": ["When?"], "do": ["kind:numeric"]})
    assert "sheet=" in reply.location
    assert fields_at(instructor, reply.location)["stem"] == ["When?"]
    assert fields_at(instructor, f"{numeric}?draft=go-on")["stem"] == ["How many?"]
    assert stored(UnsavedDraft) == 2


@pytest.mark.longer
def test_a_duplicate_is_a_draft_with_an_id_of_its_own(instructor, all_kinds, fields_at, stored, kind):
    address = f"/questions/{all_kinds[kind]}"
    fields = fields_at(instructor, f"{address}/edit")
    opened = [instructor.post(f"{address}/duplicate").location for _copy in range(2)]
    assert opened[0] != opened[1]
    assert (stored(UnsavedDraft), stored(QuestionVersion)) == (2, 11)
    copy = fields_at(instructor, opened[0])
    assert copy["key"] == [f"{kind.replace('_', '-')}-2"]
    of_an_edit = {"base_number", "note"}
    assert {name: copy.get(name) for name in fields if name not in of_an_edit} == {
        name: value for name, value in fields.items() if name not in of_an_edit
    }
    assert "note" not in copy
    page = page_of(instructor.get("/banks"))
    assert "2 unsaved drafts" in page
    assert opened[1].removesuffix("&draft=go-on").replace("&", "&amp;") in page
    reply = instructor.post(opened[0], data=copy | {"save": ["draft"]})
    assert reply.status_code == 302, reply.text
    assert (stored(UnsavedDraft), stored(QuestionVersion)) == (1, 12)


@pytest.mark.longer
@pytest.mark.parametrize("wish", ["kind:nothing", "kind:", "kind:single_choice"])
def test_a_kind_that_is_none_changes_nothing(instructor, single, fields_at, page_forms, wish):
    fields = fields_at(instructor, f"{single}/edit")
    page = page_of(instructor.post(f"{single}/edit", data=fields | {"do": [wish]}))
    assert page_forms.fields_of(page) == fields
