from __future__ import annotations

import dataclasses

from quizapp.ops.doctor import disk
from quizapp.ops.doctor.disk import look_at_rights, look_at_room, look_at_speed
from quizapp.ops.doctor.findings import Level


def test_little_room_is_warned_of_and_none_is_a_fault(settings, monkeypatch):
    assert next(look_at_room(settings)).level is Level.WELL
    monkeypatch.setattr(disk, "FEW_FREE", 10**18)
    assert next(look_at_room(settings)).level is Level.WARNING
    monkeypatch.setattr(disk, "LEAST_FREE", 10**18)
    fault = next(look_at_room(settings))
    assert (fault.level, "Make room" in str(fault.advice)) == (Level.FAULT, True)


def test_a_key_that_others_can_read_is_warned_of(settings):
    assert settings.secret_key
    assert next(look_at_rights(settings)).level is Level.WELL
    (settings.data_dir / "secret_key").chmod(0o644)
    assert "chmod 600" in str(next(look_at_rights(settings)).advice)


def test_a_folder_that_cannot_be_written_is_a_fault_and_its_speed_is_not_measured(settings, tmp_path):
    gone = dataclasses.replace(settings, data_dir=tmp_path / "gone")
    assert next(look_at_rights(gone)).level is Level.FAULT
    assert list(look_at_speed(gone)) == []


def test_a_slow_disk_is_warned_of(settings, monkeypatch):
    assert "(the middle of 20 tries)" in str(next(look_at_speed(settings)).what)
    monkeypatch.setattr(disk, "_sync_times", lambda _settings: [20.0, 80.0, 90.0])
    slow = next(look_at_speed(settings))
    assert (slow.level, "80.0 ms" in str(slow.what)) == (Level.WARNING, True)
