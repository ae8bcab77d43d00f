from __future__ import annotations

from quizapp.formats.base import QuestionDraft
from quizapp.formats.question_fields import elements_of, fields_of, first_text, keys_of, parts_of, value_of
from quizapp.kinds import registry


def test_a_draft_is_told_by_the_names_of_files_with_its_defaults():
    content = registry.load("ordering", {"stem": "Order.", "items": ["a", "b", "c"]})
    draft = QuestionDraft(
        "q", "ordering", content, "t", ("event",), 2, "reported", ("a#b",), allow={"no-task": "So\nso"}
    )
    fields = fields_of(draft)
    assert fields["items"] == ["a", "b", "c"]
    assert fields["scoring"] == "pairs"
    assert fields["difficulty"] == "2"
    assert fields["allow"] == ["no-task: So so"]


def test_empty_is_empty_however_it_is_written():
    for empty in ("", [], (), {}, None):
        assert value_of({"a": empty}, "a") is None
    assert value_of({}, "a") is None
    assert value_of({"a": False}, "a") is False


def test_elements_have_parts_and_are_known_by_the_first():
    assert elements_of("text") is None
    assert elements_of(("a", "b")) == ["a", "b"]
    assert elements_of({"text": "a"}) == [{"text": "a"}]
    assert parts_of("a") == {"text": "a"}
    assert parts_of({"name": "n", "items": ["a", "b"], "more": ""}) == {"name": "n", "items": "a; b"}
    assert [first_text(one) for one in ("a", {"left": "l", "right": "r"}, {"feedback": "f"})] == ["a", "l", ""]
    assert keys_of(["a", {"text": "a"}, "b"]) == [("a", 0), ("a", 1), ("b", 0)]
