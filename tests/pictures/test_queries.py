from __future__ import annotations

from datetime import UTC, datetime, timedelta

from quizapp.pictures.encoding import encode
from quizapp.pictures.queries import picture_by_name, pictures_before, unused_pictures
from quizapp.pictures.services import Bringing, keep_picture

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_pictures_are_found_by_name_and_listed_from_the_last_one(session, store, make_file):
    pictures = [
        keep_picture(session, store, encode(make_file(size=(width, 5))), Bringing(), now=NOW + timedelta(hours=width))
        for width in (1, 2, 3)
    ]
    assert picture_by_name(session, pictures[0].name).picture is pictures[0]
    assert picture_by_name(session, "0" * 32) is None
    assert [row.picture.width for row in pictures_before(session, None, 2)] == [3, 2]
    assert [row.picture.width for row in pictures_before(session, pictures[1].id, 2)] == [1]
    assert [picture.width for picture in unused_pictures(session)] == [1, 2, 3]
    assert [picture.width for picture in unused_pictures(session, NOW + timedelta(hours=2))] == [1]
