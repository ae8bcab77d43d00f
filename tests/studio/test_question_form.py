from __future__ import annotations

import pytest

from quizapp.kinds.messages import Message
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.question_form import LEAST_ROWS

COMMON = {
    "key": "one",
    "topic": "rift",
    "facets": ["event"],
    "difficulty": "1",
    "standing": "reported",
    "sources": " ally-2023#p1 ,, ally-2023#p2 ",
    "explanation": "So.",
}


@pytest.fixture
def read(app):
    """Fill a kind's form as a browser would and read it: (form, draft)."""
    app.config["WTF_CSRF_ENABLED"] = False

    def read(kind, fields, **changes):
        data = COMMON | fields | changes
        with app.test_request_context(method="POST", data=data):
            form = FORMS[kind]()
            return form, form.read_draft()

    return read


def errors_of(form):
    return {name: list(field.errors) for name, field in form._fields.items() if field.errors}


def test_a_whole_form_is_a_draft(read):
    form, draft = read("true_false", {"stem": "  So?  ", "answer": "false"})
    assert (draft.key, draft.kind, draft.content.stem, draft.content.answer) == ("one", "true_false", "So?", False)
    assert draft.sources == ("ally-2023#p1", "ally-2023#p2")
    assert (errors_of(form), form.form_errors) == ({}, [])


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("stem", "This is empty: fill it in."),
        ("answer", "This is empty: fill it in."),
        ("explanation", "This text is empty: write it."),
        ("topic", "This text is empty: write it."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(read, missing, message):
    form, draft = read("true_false", {"stem": "So?", "answer": "true"}, **{missing: ""})
    assert draft is None
    assert errors_of(form) == {missing: [message]}
    assert form.form_errors == []


@pytest.mark.parametrize(
    ("field", "value", "beginning"),
    [
        ("topic", "Two Words", "“Two Words” is no id"),
        ("sources", "ally-2023", "“ally-2023” is no passage"),
        ("sources", "", "This is empty: fill it in."),
        ("facets", [], "This is empty: fill it in."),
        ("sources", "a#b, a#b", "“a#b” stands here twice"),
        ("topic", "50%(x)s %d", "“50%(x)s %d” is no id"),
    ],
)
def test_what_is_wrong_with_a_common_field_is_said_beside_it(read, field, value, beginning):
    form, draft = read("true_false", {"stem": "So?", "answer": "true"}, **{field: value})
    assert draft is None
    ((name, (message,)),) = errors_of(form).items()
    assert name == field
    assert message.startswith(beginning)


def test_a_problem_of_a_row_stands_in_the_row_that_it_is_about_blank_ones_not_counted(read):
    fields = {"stem": "Who?", "answer-text": "Anna", "distractors-0-text": "Berta", "distractors-1-text": ""}
    fields |= {
        "distractors-1-feedback": "",
        "distractors-2-text": "",
        "distractors-2-feedback": "Lonely.",
        "distractors-3-text": "anna",
    }
    form, draft = read("single_choice", fields)
    assert draft is None
    rows = [{name: errors for name, errors in entry.form.errors.items() if errors} for entry in form.distractors]
    assert rows[0] == {}
    assert rows[1] == {}
    assert rows[2] == {"text": ["This is empty: fill it in."]}
    assert form.answer.form.errors == {}


def test_a_right_option_among_the_wrong_ones_is_said_in_its_row(read):
    fields = {"stem": "Who?", "answer-text": "Anna", "distractors-0-text": "Berta", "distractors-1-text": "anna"}
    form, draft = read("single_choice", fields)
    assert draft is None
    (message,) = form.distractors[1].form.text.errors
    assert message.startswith("A correct option stands among the distractors")


def test_a_problem_of_a_list_stands_at_the_list(read):
    form, draft = read("ordering", {"stem": "Order.", "items-0": "a", "items-1": "b", "scoring": "pairs"})
    assert draft is None
    assert [error for error in form["items"].errors if error] == [
        "There are too few entries here (2): at least 3 are needed, so add more."
    ]


def test_a_right_option_that_is_missing_is_said_in_its_row(read):
    form, draft = read("single_choice", {"stem": "Who?", "distractors-0-text": "Berta"})
    assert draft is None
    assert form.answer.form.text.errors == ["This is empty: fill it in."]


@pytest.mark.parametrize(
    ("of_kind", "fields"),
    [
        ("numeric", {"stem": "How many?", "answer": "many", "tolerance_kind": "nominal"}),
        ("date", {"stem": "When?", "answer": "yesterday"}),
        ("cloze", {"text": "a {{b"}),
    ],
)
def test_content_that_is_not_understood_is_said_beside_its_field(read, of_kind, fields):
    form, draft = read(of_kind, fields)
    assert draft is None
    assert list(errors_of(form)) == ["text" if of_kind == "cloze" else "answer"]


def test_several_problems_are_all_said_at_once(read):
    form, draft = read("true_false", {"stem": "", "answer": "true"}, topic="X Y", explanation="")
    assert draft is None
    assert set(errors_of(form)) == {"stem", "topic", "explanation"}


def test_a_problem_without_a_field_stands_above_the_form(app):
    with app.test_request_context():
        form = FORMS["true_false"]()
        form.show_problem((), Message("Of the whole."))
        form.show_problem(("nowhere",), Message("Of %(x)s.", {"x": "nothing"}))
        assert form.form_errors == ["Of the whole.", "Of nothing."]


def test_short_lists_are_filled_up_with_blank_rows_to_begin_with(app, make_draft):
    with app.test_request_context():
        form = FORMS["ordering"].of(make_draft("ordering"), 1)
        form.add_spare_rows()
        assert [entry.data for entry in form.items] == ["one", "two", "three", "four"]
        blank = FORMS["matching"](formdata=None)
        blank.add_spare_rows()
        assert (len(blank.pairs.entries), len(blank.distractors.entries)) == (LEAST_ROWS, 1)


def test_a_choice_that_was_not_offered_is_refused(app):
    app.config["WTF_CSRF_ENABLED"] = False
    data = COMMON | {"stem": "So?", "answer": "true", "difficulty": "9"}
    with app.test_request_context(method="POST", data=data):
        form = FORMS["true_false"]()
        assert form.read_draft() is None
        assert list(errors_of(form)) == ["difficulty"]
