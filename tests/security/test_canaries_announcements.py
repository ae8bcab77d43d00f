"""What a class's teachers took back, and what is over, is in no byte that a student gets; nor is who has read what."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


def test_students_get_no_announcement_that_was_taken_back_or_is_over(act, canaries, world):
    place = f"/classes/{world.personal['class_id']['student']}"
    teacher, student = act("instructor"), act("student")
    told = teacher.get(f"{place}/announcements").text
    assert "wrenlock-taken-back" in told
    assert "wrenlock-over" in told
    for path in ("/", f"{place}/mine", f"{place}/mine/announcements"):
        reply = student.get(path)
        assert reply.status_code == 200
        assert canaries.leaks(reply) == set()
    assert "1 announcement in" in student.get("/").text
    assert "Told" in student.get(f"{place}/mine").text
    one = world.personal["announcement_id"]["student"]
    for path in ("", f"/{one}/readers", f"/{one}/edit"):
        reply = student.get(f"{place}/announcements{path}")
        assert reply.status_code == 403
        assert canaries.leaks(reply) == set()


def test_an_announcement_of_another_class_is_not_found_by_way_of_ones_own(act, world):
    place, foreign = f"/classes/{world.personal['class_id']['instructor']}", world.personal["announcement_id"]["other"]
    teacher = act("instructor")
    for path in ("edit", "readers"):
        assert teacher.get(f"{place}/announcements/{foreign}/{path}").status_code == 404
    for path in ("edit", "withdraw", "restore"):
        assert teacher.post(f"{place}/announcements/{foreign}/{path}", data={"text": "x"}).status_code == 404
