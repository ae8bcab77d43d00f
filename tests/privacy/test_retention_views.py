from __future__ import annotations

import re

import pytest

from quizapp.web import background
from tests.privacy import test_retention_job

pytestmark = [pytest.mark.longer, pytest.mark.sqlite]
long_ago = test_retention_job.long_ago
names = test_retention_job.names


def test_an_admin_sets_rules_sees_who_would_go_and_agrees(app, admin, long_ago):
    page = admin.post("/people/keeping", data={"classes_months": "0"})
    assert (page.status_code, "between 1 and 120" in page.text) == (422, True)
    shown = admin.post("/people/keeping", data={"classes_months": "12"}, follow_redirects=True).text
    for words in ("2 students", "Ani Grigoryan", "10 b", "A backup is made first."):
        assert words in shown
    assert "0 guests" not in shown
    assert '<button class="danger">' in shown
    admin.post("/people/keeping/run", data={"agreed": "another"})
    assert "Ani Grigoryan" in names(app)
    agreed = re.search(r'name="agreed" value="(\w+)"', shown)[1]
    admin.post("/people/keeping/run", data={"agreed": agreed})
    background.wait(app)
    assert "Ani Grigoryan" not in names(app)
    assert re.search(r"Ada: 2 students; backup \d", admin.get("/people/keeping").text)
    assert "Nothing would go" in admin.get("/people/keeping/preview").text
    assert "by the rules of keeping" in admin.get("/people/erasures").text


def test_nothing_goes_by_rules_that_are_empty(app, admin, long_ago):
    admin.post("/people/keeping", data={"classes_months": "", "guests_days": "", "drafts_days": ""})
    assert "Nothing would go" in admin.get("/people/keeping/preview").text
