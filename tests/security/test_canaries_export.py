"""The file of somebody's own data tells no byte of what an open quiz holds back, and none of anybody else."""

from __future__ import annotations

import io
import zipfile

import pytest

pytestmark = pytest.mark.slow


def texts_of(reply):
    with zipfile.ZipFile(io.BytesIO(reply.data)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_an_export_during_an_open_quiz_says_nothing_of_keys_and_reasons(act, canaries):
    student = act("student")
    for kind in canaries.QUESTIONS:
        attempt = student.start("at_end", kinds=kind)
        student.post(f"{attempt}/questions/1", {"answer": "wild"})
    for text in texts_of(student.get("/settings/data.zip")).values():
        shown = text.replace("wrenlock-file", "")
        assert [word for word in sorted(canaries.all_hidden()) if canaries.stands(word, shown)] == []
        assert '"arrangement":' not in text


def test_right_and_wrong_look_alike_in_it(app, act, canaries):
    """Two students answer in an open quiz, one rightly: their files tell their words, and no points."""
    told = {}
    for who, answer in (("student", "true"), ("other", "false")):
        visitor = act(who)
        attempt = visitor.start("at_end", kinds="true_false")
        visitor.post(f"{attempt}/questions/1", {"answer": answer})
        number = attempt.rsplit("/", 1)[1]
        data = texts_of(visitor.get("/settings/data.zip"))["your-data.json"]
        (row,) = [line for line in data.splitlines() if f'"attempt_id": {number},' in line and '"position"' in line]
        told[who] = row
        assert '"score": null' in row
    assert '"answers": ["True"]' in told["student"]
    assert '"answers": ["False"]' in told["other"]
