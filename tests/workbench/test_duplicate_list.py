from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Bank
from quizapp.clock import utcnow
from quizapp.workbench.duplicate_list import open_pairs, pair_of
from quizapp.workbench.duplicates import keep_duplicates, look_for_duplicates


@pytest.mark.longer
def test_pairs_are_listed_for_whoever_may_see_both(session, three, statements):
    keep_duplicates(session, look_for_duplicates(session).pairs, now=utcnow())
    with statements() as ran:
        rows, total = open_pairs(session, sa.true())
    assert (total, len(ran)) == (3, 3)
    assert [[twin.key for twin in row.twins] for row in rows] == [["a", "b"], ["a", "c"], ["b", "c"]]
    assert (rows[0].twins[0].bank, rows[0].likeness, rows[0].twins[0].answered) == ("The sample bank", 100.0, None)
    assert open_pairs(session, Bank.key == "other") == ([], 0)


def test_a_pair_is_found_whichever_way_it_is_named(session, three):
    keep_duplicates(session, look_for_duplicates(session).pairs, now=utcnow())
    assert pair_of(session, three["b"], three["a"]) is pair_of(session, three["a"], three["b"])
    assert pair_of(session, three["b"], 999) is None
