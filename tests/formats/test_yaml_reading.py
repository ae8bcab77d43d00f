from __future__ import annotations

from quizapp.formats.yaml_reading import read_tree


def test_a_text_is_read_as_text():
    assert read_tree("a: no\nb: 12:30").value == {"a": "no", "b": "12:30"}
