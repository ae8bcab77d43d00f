from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.anki.protobuf import bytes_field, fields, number_field


@pytest.mark.longer
@given(st.integers(1, 1000), st.integers(0, 2**63), st.binary(max_size=300))
def test_what_was_written_is_read(number, value, data):
    written = number_field(number, value) + bytes_field(number + 1, data)
    assert list(fields(written)) == [(number, value), (number + 1, data)]


def test_fields_of_fixed_width_are_read_over():
    assert list(fields(b"\x09" + b"\1" * 8 + b"\x15" + b"\2" * 4)) == [(1, b"\1" * 8), (2, b"\2" * 4)]


@pytest.mark.parametrize("data", [b"\x08", b"\x0a\x05ab", b"\x0b", b"\xff" * 11, b"\x09\1"])
def test_what_is_no_message_is_refused(data):
    with pytest.raises(ValueError, match=r"cut off|too long"):
        list(fields(data))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data):
    with suppress(ValueError):
        assert all(number >= 0 for number, _value in fields(data))
