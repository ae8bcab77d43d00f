from __future__ import annotations

import pytest

from quizapp.studio.fields import leaves, listed, named, plain_value
from quizapp.studio.kind_forms import FORMS


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b\x07c\x1b[0m", "abc[0m"),
        ("One\vtwo\fthree", "One\ntwo\nthree"),
        ("“Word’s” – quotes…", "“Word’s” – quotes…"),
        ("<b>bold</b>&nbsp;", "<b>bold</b>&nbsp;"),
        ("שלום \u200f(أهلا)", "שלום \u200f(أهلا)"),
        ("tab\there", "tab\there"),
    ],
)
def test_only_characters_that_nobody_sees_are_taken_out(app, typed, kept):
    app.config["WTF_CSRF_ENABLED"] = False
    fields = {"stem": typed, "answer-text": typed, "distractors-0-feedback": typed}
    with app.test_request_context(method="POST", data=fields):
        form = FORMS["single_choice"]()
        assert form.stem.data == kept
        assert form.answer.form.text.data == kept
        assert form.distractors[0].form.feedback.data == kept


def test_the_editor_s_ids_are_its_own_in_every_row(app, kind, make_draft):
    with app.test_request_context():
        form = FORMS[kind].of(make_draft(kind), 1)
        form.add_spare_rows()
        ids = [field.id for field in leaves(form)]
    assert len(ids) == len(set(ids))
    assert all(one.startswith("edit-") for one in ids)


def test_texts_are_typed_in_whatever_direction_they_are_written(app):
    with app.test_request_context():
        form = FORMS["matching"](formdata=None)
        form.add_spare_rows()
        assert all('dir="auto"' in field() for field in (form.stem, form.topic, form.pairs[0].form.left))
        assert "dir=" not in form.base_number()


def test_a_value_is_plain_and_without_what_is_blank(app):
    app.config["WTF_CSRF_ENABLED"] = False
    data = {"pairs-0-left": "a", "pairs-0-right": "", "pairs-1-left": "", "pairs-1-right": ""}
    with app.test_request_context(method="POST", data=data):
        assert plain_value(FORMS["matching"]().pairs) == [{"left": "a"}]


def test_lists_typed_in_one_field():
    assert listed(" a#p1,, b#p2 ") == ["a#p1", "b#p2"]
    assert named(["rule: why: so", "other"]) == {"rule": "why: so", "other": ""}
