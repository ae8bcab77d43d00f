from __future__ import annotations

import re

import pytest

from quizapp.transfer.conflicts import open_conflicts


@pytest.fixture
def conflict(folder, load, change, edit_here, session):
    """The address of a conflict: topic changed here, stem in the file, explanation in both."""
    load(folder)
    edit_here("one", topic="dykes", explanation="Ours.")
    change(folder / "sample.yaml", "the one mill", "the first mill")
    change(folder / "sample.yaml", "Anna did, says the book of one.", "Theirs.")
    load(folder)
    (found,) = open_conflicts(session)
    address = f"/conflicts/{found.id}"
    session.rollback()
    return address


def words(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.longer
def test_conflicts_are_listed(instructor, conflict):
    listed = instructor.get("/conflicts").text
    assert re.search(rf'<a href="{conflict}"[^>]*>[^<]*the one mill[^<]*</a>', listed)
    assert "<bdi>A sample</bdi> · <code>one</code>" in listed


@pytest.mark.longer
def test_without_conflicts_the_page_says_so(instructor):
    assert "There is none" in instructor.get("/conflicts").text


@pytest.mark.longer
def test_a_conflict_shows_its_three_sides_and_what_is_sure(instructor, conflict):
    said = words(instructor.get(conflict).text)
    assert "Before Anna did, says the book of one." in said
    assert "Explanation Before" in said
    assert "Changed in the file alone: taken from it Question" in said
    assert "Changed in the browser alone: kept Topic" in said


@pytest.mark.longer
@pytest.mark.parametrize(
    ("fields", "result"),
    [
        ({"side": "merge", "choice-explanation": "file"}, ("dykes", "Theirs.", True)),
        ({"side": "merge", "choice-explanation": "browser"}, ("dykes", "Ours.", True)),
        ({"side": "file"}, ("mills", "Theirs.", True)),
        ({"side": "browser"}, ("dykes", "Ours.", False)),
    ],
)
def test_a_conflict_is_settled_as_chosen(instructor, conflict, says, fields, result):
    page = instructor.post(conflict, data=fields | {"seen": "2"}, follow_redirects=True)
    assert "Settled: “one”." in page.text
    draft = says("one")
    assert (draft.topic, draft.explanation, "first" in draft.content.stem) == result


@pytest.mark.longer
def test_one_that_was_settled_leads_on_to_those_that_are_open(instructor, conflict, says):
    decided = {"side": "file", "seen": "2"}
    instructor.post(conflict, data=decided)
    for again in (instructor.get(conflict), instructor.post(conflict, data=decided)):
        assert (again.status_code, "This conflict is not open any more" in again.text) == (404, True)
        assert "There is none" in again.text
    assert "not open any more" not in instructor.get("/conflicts").text


@pytest.mark.longer
@pytest.mark.parametrize("fields", [{}, {"side": "merge"}, {"side": "merge", "choice-explanation": "nobody"}])
def test_an_undecided_field_is_asked_for_again(instructor, conflict, says, fields):
    reply = instructor.post(conflict, data=fields | {"seen": "2"})
    assert reply.status_code == 422
    assert "Choose a side for every field that both changed." in reply.text
    assert says("one").explanation == "Ours."


@pytest.mark.longer
def test_an_edit_meanwhile_is_looked_at_before_it_is_decided(instructor, conflict, says, edit_here):
    edit_here("one", topic="sluices")
    reply = instructor.post(conflict, data={"side": "file", "seen": "2"})
    assert reply.status_code == 409
    assert "Somebody edited the question meanwhile" in reply.text
    assert says("one").topic == "sluices"


@pytest.mark.longer
def test_a_file_s_text_that_cannot_be_read_any_more_is_said(instructor, conflict, session):
    (found,) = open_conflicts(session)
    found.block = "  - id: one\n    kind: nothing\n"
    session.commit()
    page = instructor.get(conflict)
    assert "cannot be read any more: load the file again" in page.text
    assert "Take all" not in page.text


@pytest.mark.longer
def test_questions_of_two_kinds_offer_no_merge(instructor, conflict, session):
    (found,) = open_conflicts(session)
    found.block = re.sub(
        r"kind: single_choice\n.*?\n.*?\n.*?\n", "kind: flashcard\n    front: a\n    back: b\n", found.block
    )
    session.commit()
    page = instructor.get(conflict)
    assert "which is of another kind" in page.text
    assert "Save both merged" not in page.text
    assert "Take all of the file" in page.text


@pytest.mark.longer
def test_the_page_takes_the_same_statements_for_any_number_of_conflicts(
    instructor, folder, load, change, edit_here, statements
):
    load(folder)
    counted = []
    for key in ("one", "two"):
        edit_here(key, topic="dykes")
        change(folder / "sample.yaml", f"the {key} mill", f"the {key}st mill")
        load(folder)
        with statements() as ran:
            instructor.get("/conflicts")
        counted.append(len(ran))
    assert counted[0] == counted[1]
