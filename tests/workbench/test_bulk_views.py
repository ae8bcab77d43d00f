from __future__ import annotations

import re
from html import unescape

import pytest

from quizapp.accounts.models import Role
from quizapp.bank.finding import PAGE_SIZE
from quizapp.workbench.selection import read, written
from tests.replies import text_of


def value_of(page, name):
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])


@pytest.fixture
def apply(instructor):
    """Return a function that looks at a change and does it, as the page asks for it."""

    def apply(**fields):
        page = text_of(instructor.get("/questions/bulk", query_string=fields))
        return instructor.post("/questions/bulk", data=fields | {"expected": value_of(page, "expected")})

    return apply


@pytest.fixture
def many(fill, make_bank, make_draft):
    fill(make_bank(*[make_draft(key=f"q{number:03}") for number in range(PAGE_SIZE + 5)]))


@pytest.mark.longer
def test_what_is_ticked_is_kept_from_page_to_page(instructor, many):
    first = instructor.get("/questions?tick=2&tick=5&shown=1-1d&chosen=&page=2")
    assert (first.status_code, first.location) == (302, "/questions?page=2&chosen=2.3")
    second = text_of(instructor.get(first.location))
    assert "2 questions are chosen." in second
    assert value_of(second, "chosen") == written([2, 5])
    assert read(value_of(second, "shown")) == {51, 52, 53, 54, 55}
    back = instructor.get("/questions?tick=51&shown=1f-4&chosen=2.3&page=1")
    page = text_of(instructor.get(back.location))
    assert "3 questions are chosen." in page
    assert value_of(page, "chosen") == written([51])
    assert re.findall(r'value="(\d+)" aria-labelledby="[^"]*" checked', page) == ["2", "5"]
    none = instructor.get("/questions?tick=2&shown=1-1d&chosen=1f&pick=none")
    assert none.location == "/questions"
    stays = instructor.get("/questions?shown=1f-4&chosen=2.3&at=2&pick=all")
    assert stays.location == "/questions?page=2&all=1"


@pytest.mark.longer
def test_all_that_were_found_are_chosen_but_for_those_unticked(instructor, many):
    everything = instructor.get("/questions?q=id:q0*&shown=1-1d&chosen=&pick=all")
    assert everything.location == "/questions?q=id:q0*&all=1"
    assert "55 questions are chosen." in text_of(instructor.get(everything.location))
    ticked = "&".join(f"tick={number}" for number in range(2, 51))
    but_one = instructor.get(f"/questions?q=id:q0*&all=1&chosen=&shown=1-1d&{ticked}&page=2")
    page = text_of(instructor.get(but_one.location))
    assert "54 questions are chosen." in page
    assert page.count(" checked>") == 5
    assert "54 questions chosen" in text_of(instructor.get("/questions/bulk?q=id:q0*&all=1&chosen=1"))


@pytest.mark.longer
def test_ticks_come_along_to_the_page_of_changes(instructor, three):
    reply = instructor.get(f"/questions/bulk?q=&tick={three['a']}&shown={written(three.values())}&chosen=")
    assert reply.status_code == 302
    page = text_of(instructor.get(reply.location))
    assert "1 question chosen" in page
    assert "What shall be changed?" in page


@pytest.mark.longer
def test_a_change_is_looked_at_done_and_taken_back(instructor, three, apply, look):
    fields = {"all": "1", "q": "id:a,b", "action": "topic", "value": "CSTO"}
    page = text_of(instructor.get("/questions/bulk", query_string=fields))
    assert "2 questions will be changed." in page
    assert look(three["a"]).number == 1
    done = apply(**fields)
    assert (done.status_code, done.location) == (302, "/questions?done=1&q=id:a,b")
    page = text_of(instructor.get(done.location))
    assert "2 questions are changed." in page
    assert "/questions/changes/1/undo" in page
    assert [look(three[key]).topic for key in "abc"] == ["csto", "csto", "rift"]
    assert look(three["a"]).note == "bulk: Topic: Csto"
    assert "Topic: Csto" in text_of(instructor.get("/questions/changes"))
    assert instructor.post("/questions/changes/1/undo").location == "/questions/changes"
    page = text_of(instructor.get("/questions/changes"))
    assert "2 questions are as they were before." in page
    assert "Taken back" in page
    assert look(three["a"]).topic == "rift"
    instructor.post("/questions/changes/1/undo")
    assert "This can no longer be taken back." in text_of(instructor.get("/questions/changes"))
    assert "/undo" not in text_of(instructor.get("/questions?done=1"))


@pytest.mark.longer
def test_it_is_done_only_to_as_many_as_were_shown(instructor, three, look):
    fields = {"all": "1", "action": "level", "value": "3"}
    for expected in ("2", "", "x"):
        reply = instructor.post("/questions/bulk", data=fields | {"expected": expected})
        assert reply.location == "/questions/bulk?all=1&action=level&value=3"
    assert look(three["a"]).number == 1
    assert "look at what would be done now" in text_of(instructor.get("/questions/bulk"))


@pytest.mark.longer
def test_what_makes_no_sense_is_said(instructor, three):
    page = text_of(instructor.get("/questions/bulk?all=1&action=topic&value=%21%21"))
    assert "That is no value for it." in page
    assert "Tick questions in the list first" in text_of(instructor.get("/questions/bulk"))
    assert instructor.post("/questions/bulk", data={"all": "1", "action": "explode"}).status_code == 302


@pytest.mark.longer
def test_ids_that_clash_are_asked_about(instructor, three, apply, look, fill, make_bank, make_draft):
    fill(make_bank(make_draft(key="a"), key="other"))
    page = text_of(instructor.get("/questions/bulk?q=bank:sample&all=1&action=move&value=other"))
    assert "1 has an id that is taken in that bank." in page
    assert "clash=rename" in page
    apply(q="bank:sample", all="1", action="move", value="other", clash="rename")
    assert [look(three[key]).key for key in "abc"] == ["a-2", "b", "c"]


@pytest.mark.longer
def test_what_lies_in_the_trash_is_found_only_by_name(instructor, three, apply):
    apply(q="id:a", all="1", action="trash")
    assert f"/questions/{three['a']}?" not in text_of(instructor.get("/questions"))
    page = text_of(instructor.get("/questions?q=is:trashed"))
    assert f"/questions/{three['a']}?" in page
    assert f"/questions/{three['b']}?" not in page
    apply(q="is:trashed", all="1", action="restore")
    assert f"/questions/{three['a']}?" in text_of(instructor.get("/questions"))


@pytest.mark.longer
def test_what_was_undone_in_part_names_the_rest(instructor, three, apply):
    apply(q="", all="1", action="level", value="3")
    apply(q="id:b", all="1", action="topic", value="csto")
    instructor.post("/questions/changes/1/undo")
    page = text_of(instructor.get("/questions/changes"))
    assert "Left alone, as they were changed since: “The ceasefire was brokered by Russia.”" in page
    assert "Left alone: “The ceasefire was brokered by Russia.”" in page


@pytest.mark.longer
def test_an_operation_that_does_not_exist_is_404_and_undoing_is_no_get(instructor, three, apply):
    assert instructor.post("/questions/changes/9/undo").status_code == 404
    apply(q="", all="1", action="flag")
    assert instructor.get("/questions/changes/1/undo").status_code == 405


@pytest.mark.longer
def test_students_change_nothing(client, make_person, sign_in, three):
    sign_in(client, make_person(Role.STUDENT))
    for address in ("/questions/bulk", "/questions/changes"):
        text_of(client.get(address), 403)
    text_of(client.post("/questions/bulk", data={"all": "1"}), 403)
    text_of(client.post("/questions/changes/1/undo"), 403)
