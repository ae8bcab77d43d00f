from __future__ import annotations

import pytest

from quizapp.privacy.parts import PARTS
from quizapp.privacy.reading import told_names
from quizapp.privacy.words import HEADINGS


@pytest.mark.longer
def test_every_column_that_is_told_has_a_heading_and_every_heading_a_column(app):
    assert {name for part in PARTS for name in told_names(part)} == set(HEADINGS)
