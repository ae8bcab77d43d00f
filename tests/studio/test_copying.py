from __future__ import annotations

import pytest

from quizapp.bank.queries import bank_by_key
from quizapp.studio.copying import free_key


@pytest.mark.parametrize(
    ("keys", "key", "free"),
    [
        (["seized"], "seized", "seized-2"),
        (["seized", "seized-2", "seized-3"], "seized", "seized-4"),
        (["seized", "seized-2"], "seized-2", "seized-3"),
        (["seized", "seized-war"], "seized-war", "seized-war-2"),
        (["in-1994"], "in-1994", "in-2"),
    ],
)
def test_a_copy_gets_an_id_that_is_free(session, load, make_bank, make_draft, keys, key, free):
    load(make_bank(*(make_draft(key=one) for one in keys)))
    assert free_key(session, bank_by_key(session, "sample").id, key) == free
