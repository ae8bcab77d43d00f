from __future__ import annotations

import gc

import pytest

from quizapp.collecting import without_collecting


def test_nothing_is_collected_within_and_again_after_it_even_where_it_failed():
    assert gc.isenabled()
    with pytest.raises(LookupError, match="off"), without_collecting():
        raise LookupError("off" if not gc.isenabled() else "on") from None
    assert gc.isenabled()


def test_within_another_one_it_stays_off_until_the_outer_ends():
    with without_collecting():
        with without_collecting():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_whoever_switched_it_off_keeps_it_off():
    gc.disable()
    try:
        with without_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
