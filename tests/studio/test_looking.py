from __future__ import annotations

import pytest

from quizapp.quality.base import BankContext
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.looking import draft_so_far, look_at

WHOLE = {
    "key": "one",
    "topic": "rift",
    "facets": ["event"],
    "difficulty": "1",
    "standing": "reported",
    "sources": "ally-2023#p1",
    "explanation": "They said so in public, and nobody denied it.",
}


@pytest.fixture
def see(app):
    """Fill in a kind's form as a browser does and look at it."""
    app.config["WTF_CSRF_ENABLED"] = False

    def see(kind, fields, *, is_insisting=False, **changes):
        with app.test_request_context(method="POST", data=WHOLE | fields | changes):
            form = FORMS[kind]()
            return look_at(form, form.read_draft(), BankContext(), is_insisting=is_insisting)

    return see


CHOICE = {"stem": "Who came?", "answer-text": "Anna", "distractors-0-text": "", "distractors-1-text": "Berta"}


def test_a_whole_question_has_nothing_to_be_done(see):
    sight = see("single_choice", CHOICE, **{"distractors-0-text": "Carla"})
    assert sight.shown.content.stem == "Who came?"
    assert (sight.problems, sight.beside) == ((), {})


def test_a_question_without_a_topic_is_seen_all_the_same(see):
    sight = see("single_choice", CHOICE, topic="Two Words", explanation="", sources="", facets=[], key="")
    assert sight.shown.content.answer.text == "Anna"
    assert {remark.field_id for remark in sight.problems} == {
        f"edit-{name}" for name in ("topic", "explanation", "sources", "facets")
    }
    beside = {field_id: [one.text for one in found if one.rule is None] for field_id, found in sight.beside.items()}
    assert beside["edit-topic"][0].startswith("“Two Words” is no id")
    assert beside.get("edit-explanation", []) == [], "nobody is told off for a field that they have not come to yet"


def test_nothing_stands_beside_the_fields_of_a_question_that_nobody_began(app):
    app.config["WTF_CSRF_ENABLED"] = False
    for kind, make in FORMS.items():
        with app.test_request_context():
            form = make()
            form.add_spare_rows()
            sight = look_at(form, form.read_draft(), BankContext())
            assert (kind, sight.beside) == (kind, {})
            assert len(sight.problems) >= 5


def test_what_is_to_be_done_is_told_in_the_order_of_the_page(see):
    blank = {"topic": "", "explanation": "", "sources": "", "facets": [], "key": "No id", "when": "one day"}
    sight = see("single_choice", CHOICE | {"stem": "", "answer-text": ""}, **blank)
    assert [remark.field_id.removeprefix("edit-") for remark in sight.problems] == [
        *("stem", "answer-text", "explanation", "sources", "topic", "facets", "when", "key")
    ]


def test_whoever_wants_to_save_is_told_of_blank_fields_too(see):
    sight = see("single_choice", CHOICE, is_insisting=True, explanation="")
    assert [one.text for one in sight.beside["edit-explanation"] if one.rule is None] == [
        "This text is empty: write it."
    ]


def test_a_blank_field_is_not_told_twice_that_it_is_blank(see):
    sight = see("single_choice", CHOICE | {"distractors-1-text": "All of the above"}, explanation="", sources="")
    assert "above-options" in {one.rule.id for one in sight.findings}
    assert {one.field_id for one in sight.findings}.isdisjoint(one.field_id for one in sight.problems)


def test_what_is_no_question_yet_is_not_shown(see):
    sight = see("single_choice", CHOICE, **{"answer-text": ""})
    assert sight.shown is None
    assert [remark.label for remark in sight.problems] == ["The right option"]


def test_a_finding_stands_beside_its_row_blank_rows_not_counted(see):
    sight = see("single_choice", CHOICE | {"distractors-1-text": "All of the above", "distractors-2-text": "Carla"})
    (field_id, found), *_more = [
        (field_id, one) for field_id, many in sight.beside.items() for one in many if one.rule.id == "above-options"
    ]
    assert field_id == "edit-distractors-1-text"
    assert found.label == "Wrong options 1"


def test_what_is_allowed_is_no_finding(see):
    weak = CHOICE | {"explanation": "See the article."}
    assert "explanation-missing" in {one.rule.id for one in see("single_choice", weak).findings}
    allowed = see("single_choice", weak, allow="explanation-missing: They know it.")
    assert "explanation-missing" not in {one.rule.id for one in allowed.findings}


@pytest.mark.parametrize("junk", [{"difficulty": "9"}, {"standing": "x"}, {"when": "x" * 5000}, {"facets": ["y"]}])
def test_choices_that_nobody_offered_are_no_obstacle_to_looking(see, junk):
    sight = see("single_choice", CHOICE, **junk)
    assert sight.shown.level in {1, 2, 3}
    assert sight.problems


def test_each_kind_is_seen_as_it_is_stored(app, make_draft, kind):
    with app.test_request_context():
        draft = make_draft(kind, when="")
        assert draft_so_far(FORMS[kind].of(draft, 1)) == draft
