from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from quizapp.kinds.base import GradingContext
from quizapp.studio.trying import arranged, fields_sent, mark_of, try_out

CONTEXT = GradingContext()


def right_fields(draft):
    """Return the fields with which a student answers rightly."""
    content = draft.content
    given = content.prompt(arranged(draft), content.key()).given
    if draft.kind == "date":
        return dict(zip(("answer-year", "answer-month", "answer-day"), ([part] for part in given), strict=False))
    if draft.kind in {"ordering", "matching", "categorize", "cloze"}:
        return {f"answer-{place}": [value] for place, value in enumerate(given)}
    return {"answer": list(given)}


def test_a_right_answer_is_marked_as_it_would_be_for_a_student(make_draft, kind):
    draft = make_draft(kind)
    fields = {"rating": ["good"], "answer": [""]} if kind == "flashcard" else right_fields(draft)
    trial = try_out(draft, fields | {"seen": [mark_of(draft)]}, CONTEXT)
    assert trial.problem is None
    assert trial.grade.score == 1
    assert trial.prompt.stem == draft.content.prompt(arranged(draft)).stem


def test_a_card_shows_its_back_before_it_is_rated(make_draft):
    draft = make_draft("flashcard")
    trial = try_out(draft, {"seen": [mark_of(draft)], "answer": ["Lausanne"]}, CONTEXT)
    assert trial.grade is None
    assert trial.prompt.given == ("", "Lausanne")


def test_a_blank_is_said_to_be_one(make_draft):
    draft = make_draft("single_choice")
    trial = try_out(draft, {"seen": [mark_of(draft)]}, CONTEXT)
    assert (trial.grade, str(trial.problem)) == (None, "Nothing is answered yet.")


@pytest.mark.parametrize("seen", [[], [""], ["0" * 16], ["a", "b"]])
def test_an_answer_to_what_the_question_was_before_is_not_marked(make_draft, seen):
    trial = try_out(make_draft("single_choice"), {"seen": seen, "answer": ["0"]}, CONTEXT)
    assert "was changed since" in str(trial.problem)
    assert trial.sent == {}


def test_what_no_student_could_send_is_a_sentence(make_draft):
    draft = make_draft("single_choice")
    trial = try_out(draft, {"seen": [mark_of(draft)], "answer": ["77"]}, CONTEXT)
    assert "not one of the choices" in str(trial.problem)


def test_the_mark_changes_with_what_is_asked_and_not_with_what_is_explained(make_draft):
    draft = make_draft("single_choice")
    assert mark_of(draft) == mark_of(make_draft("single_choice", explanation="Other."))
    assert mark_of(draft) != mark_of(make_draft("true_false", key=draft.key))


def test_only_fields_of_an_answer_are_read():
    form = MultiDict([("answer", "1"), ("answer", "2"), ("answer-0", "x"), ("csrf_token", "t"), ("stem", "s")])
    assert fields_sent(form) == {"answer": ["1", "2"], "answer-0": ["x"]}
