from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.loading import load_bank
from quizapp.bank.models import Question, QuestionVersion
from quizapp.bank.versions import draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.kinds import registry
from quizapp.studio.kind_forms import FORMS
from tests.replies import page_of

pytestmark = pytest.mark.slow


def stored(app, question_id):
    with app.app_context():
        question = db.session().get_one(Question, question_id)
        return draft_of(question.key, question.current), question.current_number


def number_of_versions(app):
    with app.app_context():
        return db.session().scalar(sa.select(sa.func.count()).select_from(QuestionVersion))


COMMON = {
    "topic": "rift",
    "facets": ["event", "claim"],
    "difficulty": "2",
    "standing": "attributed",
    "sources": "ally-2023#p1, ally-2023#p2",
    "explanation": "Because *it* is so.",
    "teacher_note": "Mind the date.",
    "actors": "Russia, Nikol Pashinyan,",
    "when": "192X",
    "event": "They met.",
    "allow": "no-task: The task is clear: so it is.\n",
}


def as_form_has_it(kind, raw):
    """Return a sample as the form takes it: bare options in rows, truth as the form's own values."""
    rows = {name: FORMS[kind].data_of(raw).get(name, value) for name, value in raw.items()}
    if kind == "true_false":
        rows["answer"] = "true"
    if kind == "flashcard":
        rows |= {"reverse": "y", "typed": "y"}
    return rows


def test_there_is_a_form_for_every_kind_and_it_has_the_kind_s_fields():
    assert list(FORMS) == list(registry.KINDS)
    for kind, form in FORMS.items():
        assert sorted(form.content_fields) == sorted(registry.KINDS[kind].model_fields)


def test_what_has_to_be_written_comes_first():
    for kind, form in FORMS.items():
        fields = registry.KINDS[kind].model_fields
        assert fields[form.content_fields[0]].is_required()


def test_every_kind_is_written_in_the_browser(app, instructor, load_one, page_forms, samples, make_draft, kind):
    address = f"/banks/sample/new/{kind}"
    fields = page_forms.typed(page_of(instructor.get(address)), as_form_has_it(kind, samples[kind]))
    fields |= COMMON | {"key": "new-one", "save": "1"}
    reply = instructor.post(address, data=fields)
    assert reply.status_code == 302, reply.text
    draft, number = stored(app, int(reply.location.rpartition("/")[2]))
    assert draft == make_draft(kind, key="new-one")
    assert number == 1


def test_no_menu_of_a_new_question_begins_with_a_choice_that_nobody_offered(instructor, all_kinds, kind):
    assert "Not a valid choice" not in page_of(instructor.get(f"/banks/sample/new/{kind}"))


def test_every_kind_opens_for_editing_as_it_stands_and_saved_unchanged_makes_no_version(
    app, instructor, all_kinds, page_forms, kind
):
    address = f"/questions/{all_kinds[kind]}/edit"
    before = number_of_versions(app)
    fields = page_forms.fields_of(page_of(instructor.get(address)))
    reply = instructor.post(address, data=fields | {"save": "1"}, follow_redirects=True)
    assert "Nothing was changed." in page_of(reply)
    assert number_of_versions(app) == before


def test_every_kind_is_edited_and_restored(app, instructor, all_kinds, page_forms, make_draft, kind):
    question_id = all_kinds[kind]
    address = f"/questions/{question_id}/edit"
    fields = page_forms.fields_of(page_of(instructor.get(address)))
    fields |= {"explanation": ["Edited."], "save": ["1"], "note": ["Clearer."]}
    assert instructor.post(address, data=fields).location == f"/questions/{question_id}"
    assert stored(app, question_id) == (make_draft(kind, explanation="Edited."), 2)
    assert "Clearer." in page_of(instructor.get(f"/questions/{question_id}"))
    assert "current again" in page_of(instructor.get(f"/questions/{question_id}/versions/1"))
    reply = instructor.post(f"/questions/{question_id}/versions/1/restore")
    assert reply.location == f"/questions/{question_id}"
    assert stored(app, question_id) == (make_draft(kind), 3)


def test_a_row_taken_out_of_the_middle_and_a_spare_one_filled_keep_their_order(app, instructor, all_kinds, page_forms):
    address = f"/questions/{all_kinds['ordering']}/edit"
    fields = page_forms.fields_of(page_of(instructor.get(address)))
    fields |= {"items-1": [""], "items-4": ["five"], "save": ["1"]}
    assert instructor.post(address, data=fields).status_code == 302
    assert stored(app, all_kinds["ordering"])[0].content.items == ("one", "three", "four", "five")


def test_a_near_name_is_typed_and_not_chosen(instructor, all_kinds):
    page = instructor.get("/banks/sample/new/short_answer").text
    assert "Feedback to whoever types it" in page
    assert "chooses it" not in page


@pytest.mark.parametrize(
    ("name", "value"),
    [("reverse", True), ("typed", True)],
)
def test_an_unticked_box_is_off(app, instructor, all_kinds, page_forms, name, value):
    address = f"/questions/{all_kinds['flashcard']}/edit"
    fields = page_forms.fields_of(page_of(instructor.get(address)))
    assert fields.pop(name) == ["y"]
    assert instructor.post(address, data=fields | {"save": ["1"]}).status_code == 302
    assert getattr(stored(app, all_kinds["flashcard"])[0].content, name) is not value


NASTY = [
    "50 % of {{x}}",
    "%(name)s %d",
    '<b>"bold"</b>',
    "a\\b",
    "it's: #1",
    "- not a list",
    "no",
    "1.10",
    "👩‍🏫 Երևան",
]


@pytest.mark.parametrize("text", NASTY)
def test_what_is_typed_is_stored_as_it_is(app, instructor, all_kinds, page_forms, text):
    address = f"/questions/{all_kinds['single_choice']}/edit"
    fields = page_forms.fields_of(page_of(instructor.get(address)))
    fields |= {"stem": [text], "distractors-1-text": [text + "?"], "teacher_note": [text], "save": ["1"]}
    assert instructor.post(address, data=fields).status_code == 302
    draft, _ = stored(app, all_kinds["single_choice"])
    assert (draft.content.stem, draft.teacher_note) == (text, text)
    assert text in page_forms.fields_of(page_of(instructor.get(address)))["stem"]


def test_line_breaks_are_stored_as_files_have_them(app, instructor, all_kinds, page_forms):
    address = f"/questions/{all_kinds['true_false']}/edit"
    fields = page_forms.fields_of(page_of(instructor.get(address)))
    fields |= {"stem": ["One\r\n\r\n- two\r\n- three"], "explanation": ["a\r\nb"], "save": ["1"]}
    assert instructor.post(address, data=fields).status_code == 302
    draft, _ = stored(app, all_kinds["true_false"])
    assert (draft.content.stem, draft.explanation) == ("One\n\n- two\n- three", "a\nb")


MANY_LINES = {
    "single_choice": {
        "stem": "Who?\n\n- now",
        "answer": {"text": "A", "feedback": "One.\n\nTwo."},
        "distractors": [{"text": "B", "feedback": "- a\n- b"}],
    },
    "true_false": {"stem": "So?", "answer": "false", "feedback": "One.\n\n> Two."},
    "cloze": {"stem": "Fill:\n\n1. all", "text": "a {{b}}\n\nc {{d ~ e}}"},
    "flashcard": {"stem": "Say\n\nit.", "front": "F\n\nf", "back": "B\n\nb"},
}


@pytest.mark.parametrize("several", list(MANY_LINES))
def test_texts_of_several_lines_are_kept_when_nothing_is_changed(
    app, instructor, load_one, page_forms, make_draft, make_bank, several
):
    with app.app_context():
        draft = make_draft(several, key="long", raw=MANY_LINES[several], explanation="One.\n\nTwo.")
        load_bank(db.session(), make_bank(make_draft(key="one"), draft), now=utcnow())
        db.session.commit()
        question_id = db.session.scalar(sa.select(Question.id).where(Question.key == "long"))
    address = f"/questions/{question_id}/edit"
    fields = page_forms.fields_of(page_of(instructor.get(address)))
    reply = instructor.post(address, data=fields | {"save": "1"}, follow_redirects=True)
    assert "Nothing was changed." in page_of(reply)
    assert stored(app, question_id) == (draft, 1)


def test_a_row_of_several_lines_becomes_one_of_the_same_words_and_no_other_row(
    app, instructor, load_one, page_forms, make_draft, make_bank
):
    raw = {
        "stem": "Sort.",
        "categories": [{"name": "A\na", "items": ["one\nline", "two"]}, {"name": "B", "items": ["c"]}],
    }
    with app.app_context():
        draft = make_draft("categorize", key="rows", raw=raw)
        load_bank(db.session(), make_bank(make_draft(key="one"), draft), now=utcnow())
        db.session.commit()
        question_id = db.session.scalar(sa.select(Question.id).where(Question.key == "rows"))
    address = f"/questions/{question_id}/edit"
    fields = page_forms.fields_of(page_of(instructor.get(address)))
    assert instructor.post(address, data=fields | {"save": "1"}).status_code == 302
    first, second = stored(app, question_id)[0].content.categories
    assert (first.name, first.items, second.items) == ("A a", ("one line", "two"), ("c",))
