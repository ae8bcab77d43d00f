from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound

from quizapp.clock import utcnow
from quizapp.pictures.access import open_file, open_picture
from quizapp.pictures.encoding import encode
from quizapp.pictures.services import Bringing, keep_picture


@pytest.mark.longer
def test_a_name_becomes_a_row_and_a_file_or_404(session, store, make_file):
    picture = keep_picture(session, store, encode(make_file()), Bringing(), now=utcnow())
    assert open_picture(picture.name).picture is picture
    assert open_file(picture.name) == store.path(picture.name)
    for name in ("0" * 32, "nothing", "../x"):
        for opening in (open_picture, open_file):
            with pytest.raises(NotFound):
                opening(name)
