"""The banks, drafts and browsers of the bank's tests, and the editor's form as a browser reads it."""

from __future__ import annotations

import pytest

from tests.bank import conftest as shared
from tests.studio import page_forms as page_forms_module

_make_bank, _make_draft, load, samples = shared._make_bank, shared._make_draft, shared.load, shared.samples
load_one, all_kinds, statements = shared.load_one, shared.all_kinds, shared.statements
browse, instructor, instructor_id = shared.browse, shared.instructor, shared.instructor_id


@pytest.fixture(scope="session")
def page_forms():
    return page_forms_module
