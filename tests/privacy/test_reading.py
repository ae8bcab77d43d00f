from __future__ import annotations

import pytest

from quizapp.clock import utcnow
from quizapp.privacy.due import sights_of
from quizapp.privacy.parts import PARTS
from quizapp.privacy.reading import condition, rows_of, statement_of, told_names


def test_a_path_leads_to_a_person_over_tables(app):
    text = str(condition("responses.slot_id>slots.attempt_id>attempts.learner_id", 3))
    for step in ("responses.slot_id IN", "slots.attempt_id IN", "attempts.learner_id ="):
        assert step in text


@pytest.mark.longer
def test_each_part_can_be_read_and_has_the_columns_that_it_says(session, ani):
    sights = sights_of(session, ani, now=utcnow())
    for part in PARTS:
        names = [column.name for column in statement_of(part, ani).selected_columns]
        assert [name for name in names if name[0] != "_"] == told_names(part)
        for row in rows_of(session, part, ani, sights):
            assert list(row) == told_names(part)
