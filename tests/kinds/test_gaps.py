from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizapp.kinds.gaps import Gap, faults, parse


def test_gaps_are_typed_or_chosen():
    pieces, gaps = parse("In {{1994}} by {{Russia ~ Turkey}} over {{Artsakh | Karabakh}}.")
    assert pieces == ("In ", " by ", " over ", ".")
    assert gaps == (
        Gap(("1994",), chosen=False),
        Gap(("Russia", "Turkey"), chosen=True),
        Gap(("Artsakh", "Karabakh"), chosen=False),
    )


def test_single_braces_are_text():
    assert parse("{a} {{b}} {c}")[0] == ("{a} ", " {c}")
    assert list(faults("{a} {{b}} {c}")) == []


@given(text=st.text(alphabet="ab {}|~", max_size=16))
def test_any_text_has_faults_or_sound_gaps(text):
    if not list(faults(text)):
        pieces, gaps = parse(text)
        assert len(pieces) == len(gaps) + 1 > 1
        assert all(gap.texts and all(gap.texts) for gap in gaps)
