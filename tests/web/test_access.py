from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound

from quizapp.web.access import or_404


@pytest.mark.parametrize("found", ["a row", 0, "", []])
def test_what_was_found_comes_back_be_it_empty(found):
    assert or_404(found) is found


def test_what_is_not_there_is_404():
    with pytest.raises(NotFound):
        or_404(None)
