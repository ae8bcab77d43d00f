from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.bank.models import Origin
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.kinds import registry
from quizapp.transfer.conflicts import (
    Sent,
    Sides,
    UnsettledError,
    conflict_by_id,
    decide,
    note_conflicts,
    open_conflicts,
    settle,
    sides_of,
)
from quizapp.transfer.models import UPLOADED

BROWSER = Authorship(Origin.BROWSER)


@pytest.fixture
def conflict(folder, load, change, edit_here, session):
    """The conflict of question "one": topic changed here, stem in the file, explanation in both."""
    load(folder)
    edit_here("one", topic="dykes", explanation="Ours.")
    change(folder / "sample.yaml", "the one mill", "the first mill")
    change(folder / "sample.yaml", "Anna did, says the book of one.", "Theirs.")
    load(folder)
    (found,) = open_conflicts(session)
    return found


@pytest.mark.longer
def test_the_three_sides_are_what_the_file_said_what_it_says_and_what_the_browser_says(conflict, session):
    sides = sides_of(session, conflict)
    assert [sides.base.topic, sides.file.topic, sides.browser.topic] == ["mills", "mills", "dykes"]
    assert [sides.base.explanation, sides.file.explanation, sides.browser.explanation] == [
        "Anna did, says the book of one.",
        "Theirs.",
        "Ours.",
    ]


@pytest.mark.longer
@pytest.mark.parametrize(("side", "explanation"), [("file", "Theirs."), ("browser", "Ours.")])
def test_merging_takes_from_each_side_what_only_it_changed_and_asks_for_the_rest(conflict, session, side, explanation):
    sides = sides_of(session, conflict)
    merged = decide(sides, {"explanation": side}, "one")
    assert (merged.topic, merged.explanation, "first" in merged.content.stem) == ("dykes", explanation, True)


@pytest.mark.longer
@pytest.mark.parametrize("choices", [{}, {"explanation": "nobody"}, {"topic": "file"}])
def test_what_both_changed_must_be_decided(conflict, session, choices):
    with pytest.raises(UnsettledError):
        decide(sides_of(session, conflict), choices, "one")


@pytest.mark.longer
def test_a_settled_conflict_is_gone_and_the_file_counts_as_dealt_with(conflict, session, says, stands, folder):
    draft = decide(sides_of(session, conflict), {"explanation": "file"}, "one")
    settle(session, conflict, draft, BROWSER, now=utcnow())
    session.commit()
    assert open_conflicts(session) == []
    assert says("one") == draft
    assert stands(folder) == {("sample", "one"): "changed-in-browser"}


@pytest.mark.longer
def test_keeping_ours_makes_no_new_version(conflict, session):
    number = conflict.question.current_number
    settle(session, conflict, sides_of(session, conflict).browser, BROWSER, now=utcnow())
    assert conflict.question.current_number == number


@pytest.mark.longer
def test_taking_the_file_s_leaves_nothing_to_differ(conflict, session, stands, folder):
    settle(session, conflict, sides_of(session, conflict).file, BROWSER, now=utcnow())
    session.commit()
    assert stands(folder) == {}


@pytest.mark.longer
def test_a_conflict_that_an_edit_ended_is_none_any_more(conflict, session, edit_here):
    file = sides_of(session, conflict).file
    edit_here("one", topic=file.topic, explanation=file.explanation, content=file.content)
    assert open_conflicts(session) == []
    assert conflict_by_id(session, conflict.id) is None


@pytest.mark.longer
def test_without_a_common_ancestor_all_that_differs_is_in_doubt(conflict, session):
    sides = sides_of(session, conflict)
    merged = Sides(None, sides.file, sides.browser).merged()
    assert {one.field for one in merged.conflicts} == {"stem", "topic", "explanation"}


@pytest.mark.longer
def test_questions_of_two_kinds_cannot_be_merged(conflict, session, says):
    sides = sides_of(session, conflict)
    card = replace(sides.file, kind="flashcard", content=registry.load("flashcard", {"front": "a", "back": "b"}))
    with pytest.raises(UnsettledError):
        decide(replace(sides, file=card), {"kind": "file", "explanation": "file"}, "one")


@pytest.mark.longer
def test_a_text_that_cannot_be_read_any_more_is_said_to_be_so(conflict, session):
    conflict.block = "  - id: one\n    kind: nothing\n"
    with pytest.raises(UnsettledError):
        sides_of(session, conflict)


@pytest.mark.longer
def test_an_upload_s_conflicts_stand_beside_those_of_files(conflict, session, says, bank, make_person):
    session.rollback()  # making an account writes, too
    person = make_person()
    draft = sides_of(session, conflict).file
    sample = type("Draft", (), {"questions": (draft,)})
    for _ in range(2):
        sent = Sent(None, "sample.yaml", person)
        note_conflicts(session, bank(), sent, sample, {"one": None}, now=utcnow())
    found = open_conflicts(session)
    assert [one.path == UPLOADED for one in found] == [False, True]
    note_conflicts(session, bank(), Sent(None, "sample.yaml", person), sample, {}, now=utcnow())
    assert len(open_conflicts(session)) == 2
