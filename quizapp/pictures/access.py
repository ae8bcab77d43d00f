"""Which pictures a visitor may see. A name becomes a row or a file, or 404.

Whoever knows a picture's name may fetch it, as a question's page would have them do: the name is half of the SHA-256 of
the file, so nobody guesses it who does not have the picture, and it tells nothing of what the picture shows or where it
stands. Pages hold the names only of pictures that are shown on them. Lists of pictures are for instructors.
"""

from __future__ import annotations

from pathlib import Path

from flask import abort

from quizapp.db import db
from quizapp.kinds.pictures import is_name
from quizapp.pictures import queries
from quizapp.pictures.placing import own_store
from quizapp.pictures.queries import PictureRow
from quizapp.web.access import or_404


def open_picture(name: str) -> PictureRow:
    """Return a picture's row, or 404."""
    return or_404(queries.picture_by_name(db.session(), name) if is_name(name) else None)


def open_file(name: str) -> Path:
    """Return where a picture's file lies, or 404."""
    if not is_name(name) or not own_store().has(name):
        abort(404)
    return own_store().path(name)
