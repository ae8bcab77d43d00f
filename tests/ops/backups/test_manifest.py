from __future__ import annotations

from datetime import UTC, datetime

from quizapp.ops.backups.manifest import BackupError, Manifest, Reason, stamp_of

MADE = datetime(2026, 11, 26, 3, 15, 7, tzinfo=UTC)


def test_a_manifest_comes_back_from_its_text_and_knows_its_stamp():
    manifest = Manifest(
        made_at=MADE, reason=Reason.DAILY, version="1", revision="r", rows={"people": 2}, files={"a": "0"}, form=1
    )
    assert Manifest.model_validate_json(manifest.model_dump_json()) == manifest
    assert manifest.stamp == stamp_of(MADE) == "20261126T031507Z"


def test_an_error_says_its_sentence_with_its_values():
    error = BackupError("%(what)s is full.", what="The disk")
    assert str(error) == "The disk is full."
    assert error.message.params == {"what": "The disk"}
