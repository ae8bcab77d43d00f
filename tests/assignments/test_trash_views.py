from __future__ import annotations

import re

import pytest

from quizapp.accounts.models import Role


@pytest.fixture
def desk(browse, teacher):
    return browse(teacher)


@pytest.mark.longer
def test_teachers_are_told_who_put_an_assignment_into_the_trash_and_strangers_nothing(
    desk, colleague, browse, make_person, give_out, class_id, students
):
    assignment = give_out(title="The first week")
    of_it = f"/assignments/{assignment}"
    colleague.post(f"{of_it}/remove")
    marks = f"/classes/{class_id}/gradebook"
    pages = (f"{of_it}/edit", f"{of_it}/students", f"{of_it}/students/{students[0]}", f"/statistics{of_it}")
    for path in (*pages, f"{marks}{of_it}", f"{marks}/students/{students[0]}{of_it}"):
        reply = desk.get(path)
        assert (reply.status_code, "Mr Sargsyan put “The first week” of “10 b” there on " in reply.text) == (404, True)
        assert "just sent" not in reply.text
    assert "You put “The first week”" in colleague.get(f"{of_it}/students").text
    said = desk.post(f"{of_it}/close").text
    assert "What you have just sent was not saved." in said
    trash = re.search(r'href="(/classes/[^"]+)#trash"', said)[1]
    assert re.search(r'<details[^>]* id="trash"\s+open>', desk.get(trash).text)
    stranger = browse(make_person(Role.INSTRUCTOR, name="Stranger")).get(f"{of_it}/students")
    assert (stranger.status_code, "trash" in stranger.text, "first week" in stranger.text) == (404, False, False)


@pytest.mark.longer
def test_an_assignment_brought_back_twice_is_back(desk, give_out, stored):
    assignment = give_out()
    desk.post(f"/assignments/{assignment}/remove")
    for _time in range(2):
        assert desk.post(f"/assignments/{assignment}/restore").location == f"/assignments/{assignment}/students"
    acts = [act for (act,) in stored("staff_actions", "act")]
    assert acts == ["assignment.removed", "assignment.restored"]
