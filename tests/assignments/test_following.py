from __future__ import annotations

from datetime import timedelta

import pytest


@pytest.mark.longer
def test_an_attempt_that_goes_on_follows_the_extra_time_of_its_enrolment(
    browse, teacher, class_id, students, give_out, sit
):
    assignment = give_out(minutes=30)
    player, attempt = sit(assignment, students[0])
    other, his = sit(assignment, students[1])
    began = player.attempt(attempt).started_at
    where = f"/classes/{class_id}/students/{students[0]}"
    said = {"roster_name": "Student 0", "group_name": "", "extra_time_percent": "100"}
    assert browse(teacher).post(where, data=said).status_code == 302
    assert player.attempt(attempt).closes_at == began + timedelta(minutes=60)
    assert player.client.get(f"/attempts/{attempt}/time").json["extended"] == "60 min, extended from 30"
    assert other.attempt(his).terms["minutes"] == 30
