from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.loading import load_bank
from quizapp.bank.models import Question, QuestionVersion
from quizapp.clock import utcnow
from quizapp.db import db
from tests.replies import page_of


def versions(app):
    with app.app_context():
        return db.session().scalar(sa.select(sa.func.count()).select_from(QuestionVersion))


@pytest.fixture
def editing(instructor, load_one, page_forms):
    """The address of an editing page, and its fields as a browser has them."""
    address = f"/questions/{load_one}/edit"
    return address, page_forms.fields_of(page_of(instructor.get(address)))


@pytest.mark.longer
@pytest.mark.parametrize("address", ["/questions/{id}", "/questions/{id}/edit"])
def test_pages_take_as_many_statements_for_many_questions_as_for_few(
    app, instructor, make_bank, make_draft, statements, address
):
    counts = []
    for size in (2, 40):
        with app.app_context():
            drafts = [make_draft(key=f"q{number}") for number in range(size)]
            load_bank(db.session(), make_bank(*drafts), now=utcnow())
            db.session.commit()
            question_id = db.session().scalar(sa.select(sa.func.min(Question.id)))
        page_of(instructor.get(address.format(id=question_id)))
        with statements() as ran:
            page_of(instructor.get(address.format(id=question_id)))
        counts.append(len(ran))
    assert counts[0] == counts[1] <= 15


@pytest.mark.longer
def test_an_old_version_is_shown_as_it_was_and_the_current_one_cannot_be_restored(app, instructor, editing, load_one):
    address, fields = editing
    instructor.post(address, data=fields | {"stem": ["Changed altogether."], "save": ["1"]})
    old = page_of(instructor.get(f"/questions/{load_one}/versions/1"))
    assert "ceasefire was brokered" in old
    assert "Changed altogether." not in old
    current = page_of(instructor.get(f"/questions/{load_one}/versions/2"))
    assert "This is the current version." in current
    assert "/restore" not in current


@pytest.mark.longer
def test_what_is_not_there_is_404(instructor, load_one):
    for address in (
        "/questions/999",
        "/questions/999/edit",
        f"/questions/{load_one}/versions/7",
        "/banks/nope/new/date",
        "/banks/sample/new/nope",
    ):
        page_of(instructor.get(address), 404)
    page_of(instructor.post(f"/questions/{load_one}/versions/7/restore"), 404)
    page_of(instructor.post("/questions/999/versions/1/restore"), 404)


def test_restoring_is_no_get(instructor, load_one):
    page_of(instructor.get(f"/questions/{load_one}/versions/1/restore"), 405)


@pytest.mark.longer
def test_a_student_may_not_see_or_change_anything_here(app, client, make_person, sign_in, load_one):
    sign_in(client, make_person())
    for address in ("/banks", "/questions", f"/questions/{load_one}", f"/questions/{load_one}/edit"):
        page_of(client.get(address), 403)
    for address in (
        f"/questions/{load_one}/edit",
        f"/questions/{load_one}/versions/1/restore",
        "/banks/sample/new/date",
    ):
        page_of(client.post(address, data={"save": "1"}), 403)
    assert versions(app) == 1


@pytest.mark.longer
def test_a_preview_shows_what_was_typed_and_saves_nothing(app, instructor, editing, page_forms):
    address, fields = editing
    page = page_of(instructor.post(address, data=fields | {"stem": ["Is **this** previewed?"]}))
    assert "What a student gets" in page
    assert "Is <strong>this</strong> previewed?" in page
    assert page_forms.fields_of(page)["stem"] == ["Is **this** previewed?"]
    assert versions(app) == 1


@pytest.mark.longer
def test_problems_stand_beside_their_fields_and_nothing_typed_is_lost(app, instructor, editing, page_forms):
    address, fields = editing
    wrong = fields | {
        "stem": [""],
        "topic": ["Two Words"],
        "explanation": ["<b>& new</b>"],
        "note": ["why"],
        "save": ["1"],
    }
    page = page_of(instructor.post(address, data=wrong), 422)
    assert page_forms.fields_of(page) == {name: values for name, values in wrong.items() if name != "save"}
    assert page.count('class="problem-text"') == 2
    for name, said in (("stem", "This is empty: fill it in."), ("topic", "is no id")):
        field = page[page.index(f'name="{name}"') :]
        assert said in field[: field.index("</p>")]
    assert versions(app) == 1


@pytest.mark.longer
def test_rows_that_were_typed_stay_with_their_problem(instructor, all_kinds, page_forms):
    address = f"/questions/{all_kinds['single_choice']}/edit"
    fields = page_forms.fields_of(page_of(instructor.get(address)))
    wrong = fields | {"distractors-1-text": ["Nikol Pashinyan"], "distractors-3-text": ["A new one"], "save": ["1"]}
    page = page_of(instructor.post(address, data=wrong), 422)
    shown = page_forms.fields_of(page)
    assert shown["distractors-1-text"] == ["Nikol Pashinyan"]
    assert shown["distractors-3-text"] == ["A new one"]
    row = page[page.index('name="distractors-1-text"') :]
    assert "A correct option stands among the distractors" in row[: row.index("</p>")]


@pytest.mark.longer
def test_nothing_typed_into_a_new_question_is_lost_either(app, instructor, load_one, page_forms):
    address = "/banks/sample/new/matching"
    fields = page_forms.fields_of(page_of(instructor.get(address)))
    typed = fields | {"key": ["one"], "stem": ["Match."], "pairs-0-left": ["a"], "pairs-1-right": ["b"], "save": ["1"]}
    page = page_of(instructor.post(address, data=typed), 422)
    shown = page_forms.fields_of(page)
    assert {name: shown[name] for name in typed if name != "save"} == {
        name: values for name, values in typed.items() if name != "save"
    }
    assert versions(app) == 1


@pytest.mark.longer
def test_an_id_that_the_bank_has_is_refused_beside_its_field(app, instructor, load_one, page_forms):
    address = "/banks/sample/new/true_false"
    typed = page_forms.fields_of(page_of(instructor.get(address))) | {
        "key": ["one"],
        "stem": ["So?"],
        "answer": ["true"],
        "topic": ["t"],
        "facets": ["event"],
        "sources": ["a#b"],
        "explanation": ["So."],
        "save": ["1"],
    }
    page = page_of(instructor.post(address, data=typed), 422)
    field = page[page.index('name="key"') :]
    assert "This bank has a question of this id already." in field[: field.index("</p>")]
    assert instructor.post(address, data=typed | {"key": ["two"]}).status_code == 302
    assert versions(app) == 2
    for _again in range(2):
        assert instructor.post(address, data=typed | {"key": [""]}).status_code == 302
    with app.app_context():
        assert db.session.scalars(sa.select(Question.key).order_by(Question.id)).all() == ["one", "two", "so", "so-2"]


@pytest.mark.longer
def test_an_edit_of_an_outdated_page_is_not_a_silent_overwrite(app, instructor, editing, page_forms):
    address, fields = editing
    assert instructor.post(address, data=fields | {"topic": ["first"], "save": ["1"]}).status_code == 302
    mine = fields | {"topic": ["second"], "save": ["1"]}
    page = page_of(instructor.post(address, data=mine))
    assert "You saved version 2 in another window while this one was open." in page
    assert versions(app) == 2
    again = page_forms.fields_of(page)
    assert again["topic"] == ["second"]
    assert instructor.post(address, data=again | {"save": ["1"]}).status_code == 302
    assert versions(app) == 3


@pytest.mark.longer
def test_an_outdated_page_that_says_what_stands_there_already_makes_no_version(app, instructor, editing, page_forms):
    address, fields = editing
    instructor.post(address, data=fields | {"topic": ["first"], "save": ["1"]})
    page = page_of(instructor.post(address, data=fields | {"topic": ["first"], "save": ["1"]}, follow_redirects=True))
    assert versions(app) == 2
    assert "Somebody saved" in page or "Nothing was changed." in page


@pytest.mark.longer
def test_the_key_of_a_question_is_never_changed_by_its_form(app, instructor, editing):
    address, fields = editing
    assert instructor.post(address, data=fields | {"key": ["else"], "topic": ["x"], "save": ["1"]}).status_code == 302
    with app.app_context():
        assert db.session().scalars(sa.select(Question.key)).all() == ["one"]


@pytest.mark.longer
def test_an_unchanged_save_makes_no_version(app, instructor, editing):
    address, fields = editing
    reply = instructor.post(address, data=fields | {"save": ["1"]}, follow_redirects=True)
    assert "Nothing was changed." in page_of(reply)
    assert versions(app) == 1


@pytest.mark.longer
def test_what_is_typed_is_shown_as_text_and_never_as_markup(instructor, editing):
    address, fields = editing
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    typed = fields | {"stem": [evil], "explanation": [evil], "teacher_note": [evil], "feedback": [evil]}
    page = page_of(instructor.post(address, data=typed))
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.longer
def test_the_editor_shows_what_follows_an_answer_with_its_reason_and_source(instructor, single):
    page = page_of(instructor.get(f"{single}/edit"))
    after = page[page.index("After the right answer") :]
    assert 'class="explanation"' in after
    assert "Source" in after
