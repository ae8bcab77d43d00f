from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizapp.workbench.selection import MOST_TICKED, Selection, read, written


@given(st.frozensets(st.integers(1, 60_000), max_size=300))
def test_ids_come_back_from_the_text_that_they_are_written_as(ids):
    assert read(written(ids)) == ids


def test_runs_are_short_and_a_thousand_ticked_fit_into_an_address():
    assert written([7, 5, 6, 20]) == "5-2.d"
    assert written([]) == ""
    assert len(written(range(3, 50_000, 50))) < 4_000


@given(st.text(alphabet="0123456789abcxyz-.% é\x00"))
def test_any_text_gives_some_ids_and_never_too_many(text):
    ids = read(text)
    assert len(ids) <= MOST_TICKED
    assert all(0 < number < 2**31 for number in ids)


def test_a_run_cannot_be_longer_than_what_may_be_ticked():
    assert len(read("1-zzz.1-zzz")) == MOST_TICKED


def test_what_is_ticked_on_a_page_is_added_and_what_is_not_any_more_goes():
    chosen = Selection(frozenset({1, 2, 90}))
    after = chosen.after(shown=[1, 2, 3], ticked=[2, 3])
    assert after == Selection(frozenset({2, 3, 90}))
    assert [after.has(number) for number in (1, 2, 90)] == [False, True, True]
    assert after.count(found=500) == 3
    assert after.beyond([2, 3]) == Selection(frozenset({90}))


def test_where_all_are_chosen_what_is_unticked_is_left_out():
    chosen = Selection(is_all=True)
    assert chosen.count(found=500) == 500
    after = chosen.after(shown=[1, 2, 3], ticked=[2, 3])
    assert (after, after.count(500)) == (Selection(frozenset({1}), is_all=True), 499)
    assert [after.has(number) for number in (1, 2, 90)] == [False, True, True]
    assert after.after(shown=[1, 2, 3], ticked=[1, 2, 3]) == chosen


def test_nothing_is_chosen_at_first():
    assert not Selection()
    assert Selection(is_all=True)
    assert Selection(frozenset({1}))
