"""Two people at one question: their edits are merged, and nothing is overwritten in silence."""

from __future__ import annotations

import pytest

from quizapp.bank.loading import load_bank
from quizapp.bank.models import QuestionVersion
from quizapp.clock import utcnow
from quizapp.db import db
from tests.replies import page_of


@pytest.fixture
def met(instructor, browse, single, fields_at):
    """Return a function that saves another's edit, then this one's of the same version; gives the page that follows."""
    other = browse("Mr Other")

    def meet(theirs, mine, *buttons):
        address = f"{single}/edit"
        first, second = fields_at(other, address), fields_at(instructor, address)
        assert other.post(address, data=first | theirs | {"save": ["1"]}).status_code == 302
        return page_of(instructor.post(address, data=second | mine | {name: ["1"] for name in buttons or ("save",)}))

    return meet


@pytest.mark.longer
def test_edits_that_do_not_touch_are_merged_and_told_before_they_are_saved(
    instructor, all_kinds, single, met, page_forms, stored, now_is
):
    page = met({"topic": ["theirs"], "distractors-0-feedback": ["Theirs."]}, {"stem": ["Mine?"], "note": ["why"]})
    assert "Somebody saved version 2" in page
    assert "Mr Other" in page
    assert "choice-" not in page
    assert "Taken over from them" in page
    assert "Kept of yours" in page
    merged = page_forms.fields_of(page)
    assert (merged["topic"], merged["stem"], merged["note"]) == (["theirs"], ["Mine?"], ["why"])
    assert merged["distractors-0-feedback"] == ["Theirs."]
    assert merged["base_number"] == ["2"]
    assert stored(QuestionVersion) == 12
    assert instructor.post(f"{single}/edit", data=merged | {"save": ["1"]}).status_code == 302
    saved = now_is(all_kinds["single_choice"])
    assert (saved.topic, saved.content.stem) == ("theirs", "Mine?")


@pytest.mark.longer
def test_who_made_a_question_one_of_another_kind_is_told(instructor, browse, single, fields_at, page_forms):
    address, other = f"{single}/edit", browse("Mr Other")
    mine = fields_at(instructor, address) | {"stem": ["Mine?"], "save": ["1"]}
    theirs = page_of(other.post(address, data=fields_at(other, address) | {"do": ["kind:multiple_choice"]}))
    assert other.post(address, data=page_forms.fields_of(theirs) | {"save": ["1"]}).status_code == 302
    page = page_of(instructor.post(address, data=mine))
    assert "made this a question of another kind" in page
    assert "Last saved by Mr Other, on " in page


@pytest.mark.longer
def test_oneself_in_another_window_is_not_called_somebody(instructor, single, fields_at):
    address = f"{single}/edit"
    first = fields_at(instructor, address)
    assert instructor.post(address, data=first | {"topic": ["mine"], "save": ["1"]}).status_code == 302
    page = page_of(instructor.post(address, data=first | {"stem": ["Mine?"], "save": ["1"]}))
    assert "You saved version 2 in another window" in page
    assert "Somebody" not in page


@pytest.mark.longer
def test_lists_are_merged_by_their_elements(met, page_forms, single):
    page = met({"distractors-3-text": ["Their option"]}, {"distractors-3-text": ["My option"]})
    merged = page_forms.fields_of(page)
    texts = [values[0] for name, values in merged.items() if name.startswith("distractors")]
    assert {"Their option", "My option"} <= set(texts)
    assert "choice-" not in page


@pytest.mark.longer
def test_a_conflict_shows_both_and_mine_stays_unless_theirs_is_chosen(
    instructor, all_kinds, single, met, page_forms, stored, now_is
):
    page = met({"topic": ["theirs"], "event": ["Theirs."]}, {"topic": ["mine"], "event": ["Mine."]})
    assert stored(QuestionVersion) == 12
    shown = page_forms.fields_of(page)
    assert shown["choice-topic"] == shown["choice-event"] == ["mine"]
    assert (shown["topic"], shown["event"]) == (["mine"], ["Mine."])
    preview = page_of(instructor.post(f"{single}/edit", data=shown | {"choice-topic": ["theirs"]}))
    again = page_forms.fields_of(preview)
    assert (again["choice-topic"], again["topic"]) == (["theirs"], ["mine"]), "what was typed is still there"
    assert "Both of you changed" in preview
    assert instructor.post(f"{single}/edit", data=again | {"save": ["1"]}).status_code == 302
    saved = now_is(all_kinds["single_choice"])
    assert (saved.topic, saved.event) == ("theirs", "Mine.")


@pytest.mark.longer
def test_theirs_may_be_chosen_where_they_emptied_a_field_or_changed_a_list(
    instructor, all_kinds, single, met, page_forms, now_is
):
    theirs = {"event": [""], "sources": ["a#theirs"], "allow": [""]}
    page = met(theirs, {"event": ["Mine."], "sources": ["a#mine"], "allow": ["no-task: mine"]})
    shown = page_forms.fields_of(page)
    chosen = {name: ["theirs"] for name in shown if name.startswith("choice-")}
    assert chosen.keys() == {"choice-event", "choice-sources", "choice-allow"}
    assert instructor.post(f"{single}/edit", data=shown | chosen | {"topic": ["t"], "save": ["1"]}).status_code == 302
    saved = now_is(all_kinds["single_choice"])
    assert (saved.event, saved.sources, saved.allow, saved.topic) == ("", ("a#theirs",), {}, "t")


@pytest.mark.longer
def test_a_third_version_between_the_choice_and_the_save_meets_the_merged_one(
    instructor, browse, single, met, page_forms, fields_at
):
    shown = page_forms.fields_of(met({"topic": ["theirs"]}, {"topic": ["mine"], "explanation": ["Mine."]}))
    third = browse("Ms Third")
    third.post(f"{single}/edit", data=fields_at(third, f"{single}/edit") | {"event": ["Third."], "save": ["1"]})
    page = page_of(instructor.post(f"{single}/edit", data=shown | {"choice-topic": ["theirs"], "save": ["1"]}))
    assert "Ms Third" in page
    again = page_forms.fields_of(page)
    assert (again["topic"], again["event"], again["explanation"]) == (["theirs"], ["Third."], ["Mine."])


@pytest.mark.longer
def test_a_draft_of_an_outdated_version_is_merged_when_it_is_gone_on_with(
    instructor, browse, single, fields_at, page_forms
):
    address = f"{single}/edit"
    instructor.post(f"{single}/draft", data=fields_at(instructor, address) | {"topic": ["mine"]})
    other = browse("Mr Other")
    other.post(address, data=fields_at(other, address) | {"event": ["Theirs."], "topic": ["theirs"], "save": ["1"]})
    assert "Version 2 was saved since you began." in page_of(instructor.get(address))
    page = page_of(instructor.get(f"{address}?draft=go-on"))
    shown = page_forms.fields_of(page)
    assert (shown["event"], shown["topic"], shown["choice-topic"]) == (["Theirs."], ["mine"], ["mine"])
    instructor.post(f"{single}/draft", data=shown | {"choice-topic": ["theirs"]})
    assert fields_at(instructor, f"{address}?draft=go-on")["choice-topic"] == ["theirs"], "the choice is kept as well"


@pytest.mark.longer
def test_the_same_edit_by_two_is_one(met, stored, instructor, single, fields_at):
    address = f"{single}/edit"
    mine = fields_at(instructor, address) | {"topic": ["same"], "save": ["1"]}
    assert instructor.post(address, data=mine).status_code == 302
    assert "Nothing was changed." in page_of(instructor.post(address, data=mine, follow_redirects=True))
    assert stored(QuestionVersion) == 12


@pytest.mark.longer
def test_hostile_choices_change_nothing(instructor, single, fields_at, stored):
    fields = fields_at(instructor, f"{single}/edit")
    odd = {"choice-key": ["theirs"], "choice-csrf_token": ["theirs"], "choice-": ["theirs"], "choice-kind": ["theirs"]}
    odd |= {"choice-nothing": ["theirs"], "choice-topic": ["theirs"], "merged_from": ["1"]}
    assert instructor.post(f"{single}/edit", data=fields | odd | {"topic": ["x"], "save": ["1"]}).status_code == 302
    assert stored(QuestionVersion) == 11, "the topic of version 1 was chosen: nothing is new"


@pytest.mark.longer
def test_a_question_that_became_another_kind_meanwhile_keeps_what_was_typed(
    app, instructor, load_one, make_bank, make_draft, fields_at, page_forms, stored
):
    address = f"/questions/{load_one}/edit"
    fields = fields_at(instructor, address)
    with app.app_context():
        load_bank(db.session(), make_bank(make_draft("date", key="one")), now=utcnow())
        db.session.commit()
    typed = fields | {"stem": ["Is it so?"], "save": ["1"]}
    page = page_of(instructor.post(address, data=typed))
    assert "made this a question of another kind" in page
    assert "It came from a file, on " in page
    shown = page_forms.fields_of(page)
    assert (shown["stem"], shown["answer"], shown["kind"]) == (["Is it so?"], fields["answer"], ["true_false"])
    assert instructor.post(address, data=shown | {"save": ["1"]}).status_code == 302
    assert stored(QuestionVersion) == 3
