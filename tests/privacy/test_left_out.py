from __future__ import annotations

from quizapp.db import Base
from quizapp.privacy.left_out import COLUMNS, SAID


def test_what_is_left_out_is_there_and_has_its_reason(app):
    for name, why in COLUMNS.items():
        table, _, column = name.partition(".")
        assert column in Base.metadata.tables[table].c
        assert why.endswith(".")
    assert all(what and why.endswith(".") for what, why in SAID)
