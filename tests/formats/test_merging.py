from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.merging import Conflict, merge
from quizapp.formats.question_fields import first_text

words = st.sampled_from(["wren", "robin", "finch", "heron", "crane", "swift"])
options = st.builds(
    lambda text, feedback: {"text": text} | ({"feedback": feedback} if feedback else {}),
    words,
    st.sampled_from(["", "No.", "Nearly."]),
)
named = {"unique_by": first_text, "max_size": 5}
fields = st.fixed_dictionaries(
    {},
    optional={
        "stem": st.sampled_from(["Which?", "Which bird?", "Which one?"]),
        "reverse": st.booleans(),
        "answer": options,
        "distractors": st.lists(options, **named),
        "items": st.lists(words, **named),
        "sources": st.lists(words, max_size=4),
    },
)
LISTS = ("distractors", "items", "sources")


def held(raw):
    """Return the fields that hold something."""
    return {name: value for name, value in raw.items() if value != []}


def texts(raw, name):
    return {first_text(element) for element in raw.get(name, [])}


@pytest.mark.longer
@given(base=fields, changed=fields)
def test_merging_with_an_unchanged_side_gives_the_other(base, changed):
    assert merge(base, changed, base).fields == held(changed)
    assert merge(base, base, changed).fields == held(changed)
    assert merge(base, changed, changed).fields == held(changed)
    assert not merge(base, changed, base).conflicts + merge(base, base, changed).conflicts


@pytest.mark.longer
@given(base=fields, one=fields, other=fields)
def test_a_merge_is_the_same_from_both_sides_and_so_are_its_conflicts(base, one, other):
    there, back = merge(base, one, other), merge(base, other, one)
    assert {conflict.field for conflict in there.conflicts} == {conflict.field for conflict in back.conflicts}
    clashing = {conflict.field for conflict in there.conflicts}
    for name in (there.fields.keys() | back.fields.keys()) - clashing:
        assert there.fields.get(name) == back.fields.get(name)


@pytest.mark.longer
@given(base=fields, theirs=fields, mine=fields)
def test_no_element_is_lost(base, theirs, mine):
    merged = merge(base, theirs, mine)
    clashing = {conflict.field for conflict in merged.conflicts}
    for name in LISTS:
        ours = [texts(raw, name) for raw in (base, theirs, mine)]
        kept = ours[0] & ours[1] & ours[2]
        added = (ours[1] | ours[2]) - ours[0]
        if name in clashing:
            assert merged.fields.get(name, []) == mine.get(name, [])
        else:
            assert texts(merged.fields, name) == kept | added


@pytest.mark.longer
@given(base=fields, theirs=fields, mine=fields)
def test_every_field_is_somebodys_or_a_mixture_and_every_conflict_is_told_whole(base, theirs, mine):
    merged = merge(base, theirs, mine)
    for conflict in merged.conflicts:
        assert conflict.base not in (conflict.theirs, conflict.mine)
        assert conflict.theirs != conflict.mine
        assert merged.fields.get(conflict.field) == conflict.mine
    for name, value in merged.fields.items():
        if name not in LISTS and name != "answer":
            assert value in (theirs.get(name), mine.get(name))


def of(base, theirs, mine, name="distractors"):
    """Merge one field; return what it came to, or None for a conflict."""
    merged = merge({name: base}, {name: theirs}, {name: mine})
    return None if merged.conflicts else merged.fields.get(name, [])


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ("abc", "abcx", "yabc", "yabcx"),
        ("ab", "abx", "aby", "abxy"),
        ("abc", "axbc", "abcy", "axbcy"),
        ("abc", "ab", "abcx", "abx"),
        ("abc", "axc", "abz", "axz"),
        ("abc", "cab", "abc", "cab"),
        ("abc", "cab", "abcx", "cxab"),
        ("abc", "cab", "acb", None),
        ("abc", "axc", "ayc", None),
        ("abc", "axc", "ac", None),
        ("abc", "axc", "axc", "axc"),
        ("abc", "xabc", "yabc", None),
        ("abc", "ab", "ac", "a"),
        ("", "x", "y", "xy"),
        ("abc", "axbc", "abxc", None),
        ("aab", "aabx", "yaab", None),
    ],
)
def test_lists_are_merged_where_nobody_can_doubt_how(base, theirs, mine, merged):
    three = [list(text) for text in (base, theirs, mine)]
    assert of(*three) == (None if merged is None else list(merged))


@pytest.mark.parametrize(
    ("base", "theirs", "mine"),
    [("abc", "abcx", "abcy"), ("abc", "cab", "abcx"), ("abc", "abxc", "abyc"), ("abc", "abx", "ayc")],
)
def test_a_list_that_is_asked_for_its_order_is_merged_only_where_that_is_sure(base, theirs, mine):
    assert of(list(base), list(theirs), list(mine), "items") is None
    assert of(list("abc"), list("abcx"), list("ab"), "items") == list("abx")


def test_an_option_takes_its_words_from_one_and_its_feedback_from_the_other_only_while_it_is_the_same_option():
    base = [{"text": "wren"}, {"text": "robin", "feedback": "No."}]
    theirs = [{"text": "wren", "feedback": "Too small."}, base[1]]
    mine = [base[0], {"text": "robin", "feedback": "Red, yes."}]
    assert of(base, theirs, mine) == [theirs[0], mine[1]]
    assert of(base, theirs, [{"text": "Wren"}, base[1]]) is None
    assert of(base, theirs, [base[1]]) is None
    assert of(base[0], theirs[0], {"text": "Wren"}, "answer") is None
    pair = {"left": "a", "right": "b"}
    assert of([pair], [pair | {"right": "c"}], [pair | {"right": "d"}], "pairs") is None


def test_categories_are_merged_item_by_item():
    base = [{"name": "birds", "items": ["wren"]}, {"name": "fish", "items": ["cod"]}]
    theirs = [{"name": "birds", "items": ["wren", "robin"]}, base[1]]
    mine = [{"name": "birds", "items": ["finch", "wren"]}, base[1]]
    assert of(base, theirs, mine, "categories") == [{"name": "birds", "items": ["finch", "wren", "robin"]}, base[1]]


def test_it_is_told_what_came_from_whom():
    base = {"stem": "Which?", "topic": "birds", "event": "Old.", "when": "2020"}
    theirs = base | {"topic": "wrens", "event": "Theirs."}
    mine = base | {"stem": "Which one?", "event": "Mine.", "when": ""}
    merged = merge(base, theirs, mine)
    assert merged.fields == {"stem": "Which one?", "topic": "wrens", "event": "Mine."}
    assert merged.from_theirs == ("topic",)
    assert merged.from_mine == ("stem", "when")
    assert merged.conflicts == (Conflict("event", "Old.", "Theirs.", "Mine."),)


def test_what_one_emptied_and_the_other_changed_is_a_conflict():
    (conflict,) = merge({"event": "Old."}, {"event": ""}, {"event": "New."}).conflicts
    assert conflict == Conflict("event", "Old.", None, "New.")
