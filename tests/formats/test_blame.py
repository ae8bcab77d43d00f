from __future__ import annotations

from dataclasses import replace

from quizapp.formats.base import QuestionDraft
from quizapp.formats.blame import blame
from quizapp.kinds import registry


def draft(topic="birds", **content):
    raw = {"stem": "Which bird sings?", "answer": "wren", "distractors": ["robin", "finch"]} | content
    return QuestionDraft(
        "q", "single_choice", registry.load("single_choice", raw), topic, ("event",), 1, "reported", ("a#b",)
    )


def said(versions):
    return {(one.field, str(one.value)): one.version for one in blame(versions)}


def test_a_field_belongs_to_the_version_that_last_changed_it():
    found = said([draft(), draft(topic="wrens"), draft(topic="wrens", stem="Which sings?")])
    assert found["topic", "wrens"] == 1
    assert found["stem", "Which sings?"] == 2
    assert found["answer", "wren"] == 0
    assert ("teacher_note", "") not in found


def test_each_option_has_its_own_version_and_keeps_it_when_it_moves():
    found = said(
        [
            draft(),
            draft(distractors=["robin", "finch", "heron"]),
            draft(distractors=["heron", "robin", {"text": "finch", "feedback": "No."}]),
        ]
    )
    assert found["distractors", "robin"] == 0
    assert found["distractors", "heron"] == 1
    assert found["distractors", str({"text": "finch", "feedback": "No."})] == 2


def test_what_was_removed_and_came_back_belongs_to_who_brought_it_back():
    versions = [draft(), draft(distractors=["robin"]), draft()]
    assert said(versions)["distractors", "finch"] == 2
    versions = [replace(draft(), event="It sang."), draft(), replace(draft(), event="It sang.")]
    assert said(versions)["event", "It sang."] == 2


def test_elements_say_their_places():
    places = [(one.value, one.place) for one in blame([draft()]) if one.field == "distractors"]
    assert places == [("robin", 1), ("finch", 2)]
    assert blame([]) == ()
