"""An answer that arrives after the one that took its place on the device."""

from __future__ import annotations

import pytest


def newest(player, attempt, stored):
    slot = player.slot(attempt, "brokered")
    return slot.answers, [row[1] for row in stored("responses", "slot_id", "event_id") if row[0] == slot.id]


@pytest.mark.longer
def test_an_answer_that_a_newer_one_overtook_does_not_take_its_place(player, stored):
    attempt = player.start("at_end")
    device = "a-phone-of-somebody."
    player.answer(attempt, "brokered", ("true",), event_id=f"{device}00000000000019")
    late = player.answer(attempt, "brokered", ("false",), event_id=f"{device}00000000000018")
    assert late.status_code < 400
    assert newest(player, attempt, stored) == (["true"], [f"{device}00000000000019"])
    player.answer(attempt, "brokered", ("false",), event_id=f"{device}00000000000020")
    assert newest(player, attempt, stored)[0] == ["false"]


@pytest.mark.longer
def test_answers_of_two_devices_and_those_without_an_order_count_as_they_come(player, stored):
    attempt = player.start("at_end")
    given = ["phone-of-mine.00000000000900", "laptop-of-mine.00000000000100", "zzzzzzzz", "aaaaaaaa.b", "aaaaaaaa"]
    for event_id in given:
        player.answer(attempt, "brokered", ("true",), event_id=event_id)
    player.answer(attempt, "brokered", ("false",), event_id="aaaaaaaa.c")
    assert newest(player, attempt, stored)[0] == ["false"]
    assert len(newest(player, attempt, stored)[1]) == 6
