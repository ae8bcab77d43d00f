from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound

from quizapp.authoring.access import open_source
from quizapp.bank.sources import create_source
from quizapp.formats.base import PassageDraft, SourceDraft


def test_a_source_is_opened_by_its_name_or_404(session):
    source = create_source(session, SourceDraft("a", "A", "", "", "", "", (PassageDraft("p1", ""),)))
    assert open_source("a") is source
    with pytest.raises(NotFound):
        open_source("b")
