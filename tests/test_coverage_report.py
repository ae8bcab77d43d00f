from __future__ import annotations

import importlib.util
import sys

from tests.coverage_report import CountingFinder, CountingLoader


def test_what_is_made_for_counting_is_kept_apart_from_what_python_keeps(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    source = tmp_path / "counted.py"
    source.write_text("found = 1 if __name__ else 2\n", "utf-8")
    made = CountingLoader("counted", str(source)).get_code("counted")
    (kept,) = (tmp_path / "__pycache__").iterdir()
    assert str(kept) != importlib.util.cache_from_source(source)
    assert CountingLoader("counted", str(source)).get_code("counted") == made
    source.write_text("found = 1 if not __name__ else 22\n", "utf-8")
    assert CountingLoader("counted", str(source)).get_code("counted") != made


def test_only_modules_of_the_application_are_counted():
    assert isinstance(CountingFinder.find_spec("quizapp").loader, CountingLoader)
    assert CountingFinder.find_spec("json") is None
