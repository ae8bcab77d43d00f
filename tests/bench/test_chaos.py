"""A shortened storm, with a fixed seed: what students were told is saved is there, once, and adds up."""

from __future__ import annotations

import pytest

from bench.chaos.blows import Blow
from bench.chaos.classroom import Wish, run
from bench.chaos.telling import lines_of

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]


def test_a_class_in_a_storm_loses_nothing():
    blows = {Blow.KILL: 1, Blow.KILL_FULL: 1, Blow.JUMP: 2, Blow.DOWN: 1}
    report = run(Wish(students=8, seconds=7, seed=1, blows=blows))
    told = "\n".join(lines_of(report))
    assert report.findings.is_sound, told
    assert not report.left, told
    assert not report.faults, told
    assert report.blows.total() == 5
    assert report.network_faults.total() > 5, told
    assert report.findings.acknowledged.total() > 100, told
    assert len(report.recoveries) == 2, told
