from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.base import QuestionDraft
from quizapp.formats.differences import change_of, changes
from quizapp.formats.question_fields import fields_of
from quizapp.kinds import registry

lists = st.lists(st.sampled_from(["wren", "wrens", "robin", "a heron", "the heron", "x"]), max_size=6)


def draft(**content):
    raw = {"stem": "Which bird sings?", "answer": "wren", "distractors": ["robin", "finch"]} | content
    return QuestionDraft(
        "q", "single_choice", registry.load("single_choice", raw), "t", ("event",), 1, "reported", ("a#b",)
    )


def differences(old, new):
    return changes(fields_of(old), fields_of(new))


def fates(change):
    return [(one.fate, one.place, one.parts[0][1][0].text) for one in change.elements]


def test_only_fields_that_are_different_are_told():
    assert differences(draft(), draft()) == ()
    (stem,) = differences(draft(), draft(stem="Which small bird sings?"))
    assert stem.field == "stem"
    assert stem.stretches == (("same", "Which"), ("missing", "small"), ("same", "bird sings?"))


def test_elements_are_added_removed_moved_and_changed():
    (change,) = differences(draft(), draft(distractors=["finch", "robin", {"text": "heron", "feedback": "No."}]))
    assert fates(change) == [("moved", 2, "robin"), ("added", 3, "heron")]
    assert [name for name, _ in change.elements[1].parts] == ["text", "feedback"]
    (change,) = differences(draft(), draft(distractors=["robin"]))
    assert fates(change) == [("removed", 2, "finch")]
    (change,) = differences(draft(), draft(distractors=[{"text": "robin", "feedback": "Red."}, "finch"]))
    (one,) = change.elements
    assert (one.fate, one.parts) == ("changed", (("text", (("same", "robin"),)), ("feedback", (("missing", "Red."),))))


def test_an_element_in_nearly_the_same_words_is_changed_and_another_is_another():
    assert [one.fate for one in change_of("a", ["treaty of 1921"], ["treaty of 1922"]).elements] == ["changed"]
    assert [one.fate for one in change_of("a", ["treaty of 1921"], ["wren"]).elements] == ["added", "removed"]


def test_a_single_option_is_one_element_or_a_text_and_a_truth_value_a_word():
    (change,) = differences(draft(answer="a wren"), draft(answer="the wren"))
    assert change.stretches == (("extra", "a"), ("missing", "the"), ("same", "wren"))
    option = {"text": "wren", "feedback": "Yes."}
    assert [one.fate for one in change_of("answer", option, option | {"feedback": "Indeed."}).elements] == ["changed"]
    assert change_of("reverse", False, True).stretches == (("extra", "False"), ("missing", "True"))


def test_spaces_alone_are_told_as_such():
    assert change_of("stem", "a b", "a  b").is_spacing
    assert not change_of("stem", "a\n\nb", "a b").is_spacing
    assert not change_of("items", ["a", "b"], ["b", "a"]).is_spacing


def test_a_text_that_becomes_a_list_is_told_too():
    assert [one.fate for one in change_of("answer", "wren", {"text": "wren", "feedback": "No."}).elements] == [
        "changed"
    ]


@given(old=lists, new=lists)
def test_what_was_added_and_removed_leads_from_the_old_list_to_the_new(old, new):
    told = changes({"a": old}, {"a": new})
    assert bool(told) == (old != new)
    elements = told[0].elements if told else ()
    added = sum(one.fate == "added" for one in elements)
    removed = sum(one.fate == "removed" for one in elements)
    assert len(old) + added - removed == len(new)
    assert all(1 <= one.place <= max(len(old), len(new)) for one in elements)
