from __future__ import annotations

import pytest

from tests.privacy import test_retention_job

pytestmark = [pytest.mark.longer, pytest.mark.sqlite]
long_ago = test_retention_job.long_ago


def test_a_command_shows_who_would_go_and_lets_them_go(runner, app, long_ago):
    assert "\n2 students would go." in runner("retention", "preview").output
    asked = runner("retention", "run", input="n\n")
    assert (asked.exit_code, "Ani Grigoryan (10 b), practised last on" in asked.output) == (1, True)
    assert "Gone: 2 students; the backup before is" in runner("retention", "run", "--yes").output
    assert "Nothing would go by the rules of now." in runner("retention", "run").output
