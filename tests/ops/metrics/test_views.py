from __future__ import annotations

import dataclasses

import pytest

from quizapp.clock import utcnow
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import Reason


@pytest.mark.longer
@pytest.mark.sqlite
def test_metrics_are_there_where_the_settings_let_them(app, client, settings, monkeypatch):
    assert client.get("/metrics").status_code == 404
    monkeypatch.setitem(app.extensions, "quizapp.settings", dataclasses.replace(settings, metrics=True))
    page = client.get("/metrics")
    assert page.content_type.startswith("text/plain; version=0.0.4")
    assert "quizapp_jobs_fits 0" in page.text
    assert "quizapp_backup_age_seconds" not in page.text
    make_backup(settings, Reason.DAILY, now=utcnow())
    assert "quizapp_backup_age_seconds" in client.get("/metrics").text
