"""The banks, drafts and browsers of the bank's tests, and the editor's form as a browser reads it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

# Tests are no packages, so what the bank's tests begin from is loaded by its path, once.
if "quizapp_bank_fixtures" not in sys.modules:
    _SPEC = importlib.util.spec_from_file_location(
        "quizapp_bank_fixtures", Path(__file__).parents[1] / "bank/conftest.py"
    )
    sys.modules["quizapp_bank_fixtures"] = importlib.util.module_from_spec(_SPEC)
    _SPEC.loader.exec_module(sys.modules["quizapp_bank_fixtures"])
_shared = sys.modules["quizapp_bank_fixtures"]

_make_bank, _make_draft, load, samples = _shared._make_bank, _shared._make_draft, _shared.load, _shared.samples
load_one, all_kinds, statements = _shared.load_one, _shared.all_kinds, _shared.statements
browse, instructor, instructor_id = _shared.browse, _shared.instructor, _shared.instructor_id


@pytest.fixture(scope="session")
def page_forms():
    path = Path(__file__).parents[1] / "studio/page_forms.py"
    spec = importlib.util.spec_from_file_location("authoring_page_forms", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
