from __future__ import annotations

import pytest

from quizapp.formats.registry import FORMATS


def test_formats_are_known_by_their_names():
    assert [(name, one.name) for name, one in FORMATS.items()] == [("yaml", "yaml")]


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_format_reads_it_writes_back(make_bank, name):
    one = FORMATS[name]
    draft, problems = one.parse(make_bank(), "sample" + one.suffixes[0], None)
    assert (problems, one.write(draft)) == ([], make_bank())
