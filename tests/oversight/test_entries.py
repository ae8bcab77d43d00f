"""Every act is about something."""

from __future__ import annotations

from quizapp.audit.models import Act
from quizapp.oversight.entries import RANK, Area, Record, acts_of, area_of_act


def test_every_act_is_of_one_area_and_every_record_has_a_rank():
    assert sorted(act for area in Area for act in acts_of(area)) == sorted(Act)
    assert area_of_act("code.changed") is Area.CLASSES
    assert area_of_act("something.else") is Area.SERVER
    assert len(set(RANK.values())) == len(Record)
