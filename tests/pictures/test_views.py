from __future__ import annotations

import io
import re

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.db import db
from quizapp.pictures.encoding import LARGEST_FILE
from quizapp.pictures.models import Picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def count(app):
    with app.app_context():
        return db.session().scalar(sa.select(sa.func.count()).select_from(Picture))


@pytest.mark.longer
def test_a_picture_is_taken_shown_listed_and_sent(app, instructor, bring, store):
    address = bring(shows="A map of the [region]").location
    page = instructor.get(address).text
    name = address.rsplit("/", 1)[1]
    assert f"![A map of the \\[region\\]](picture:{name})" in page
    assert store.has(name)
    assert "A map of the [region]" in instructor.get("/pictures").text
    sent = app.test_client().get(f"/pictures/files/{name}.webp", buffered=True)
    assert sent.data == store.read(name)
    assert sent.content_type == "image/webp"
    assert sent.headers["Cache-Control"] == "public, immutable, max-age=31536000"
    assert sent.headers["Content-Disposition"] == f"inline; filename={name}.webp"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in sent.headers


def test_the_same_picture_brought_twice_is_one_and_its_words_are_the_last(app, instructor, bring):
    first, again = bring(shows="A map").location, bring(shows="A better word").location
    assert first == again
    assert count(app) == 1
    assert "A better word" in instructor.get(again).text


def test_a_browser_that_has_a_picture_is_told_so(app, bring):
    name = bring().location.rsplit("/", 1)[1]
    address = f"/pictures/files/{name}.webp"
    tag = app.test_client().get(address, buffered=True).headers["ETag"]
    assert app.test_client().get(address, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (SVG, "drawing.svg", "This is an SVG drawing"),
        (SVG, "photo.png", "This is an SVG drawing"),
        (b"GIF89a" + bytes(99), "photo.gif", "This is a GIF"),
        (b"only words", "photo.png", "This is no picture that can be taken"),
        (b"", "photo.png", "This file is empty"),
        (bytes(LARGEST_FILE + 1), "photo.png", "larger than 2 MiB"),
    ],
)
def test_what_is_no_picture_is_refused_beside_its_field_and_nothing_is_kept(app, bring, store, data, name, sentence):
    answer = bring(data, name, shows="My words")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="My words"' in answer.text
    assert count(app) == 0
    assert list(store.names()) == []


def test_a_wrong_extension_does_not_matter_as_what_the_file_holds_counts(bring, make_file):
    assert bring(make_file("JPEG"), "photo.png").status_code == 302
    assert bring(make_file("AVIF"), "../../../photo.exe").status_code == 302


def test_a_picture_without_words_is_refused(app, bring):
    answer = bring(shows="  ")
    assert answer.status_code == 422
    assert "whoever cannot see it gets these words" in answer.text
    assert count(app) == 0


def test_a_form_without_a_file_is_refused(instructor):
    answer = instructor.post("/pictures/new", data={"shows": "A map"})
    assert answer.status_code == 422
    assert "This file is empty: choose a picture." in answer.text


@pytest.mark.longer
def test_two_mebibytes_are_taken_here_and_nowhere_else(instructor, bring, make_file, send_form):
    whole = make_file()
    assert bring(whole + bytes(LARGEST_FILE - len(whole))).status_code == 302
    assert bring(bytes(LARGEST_FILE + 80_000)).status_code == 413
    elsewhere = {"picture": (io.BytesIO(bytes(LARGEST_FILE)), "x.png"), "name": "x"}
    assert send_form(instructor, "/questions/searches", elsewhere).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "0" * 32,
        "A" * 32,
        "..%2f..%2fsecret_key",
        "%2e%2e/secret_key",
        "../" * 3 + "secret_key",
        "0" * 31 + "%00",
    ],
)
def test_an_address_of_no_picture_is_not_there(app, instructor, path):
    for address in (f"/pictures/files/{path}.webp", f"/pictures/files/{path}", f"/pictures/{path}"):
        assert instructor.get(address).status_code == 404


@pytest.mark.parametrize("path", ["/pictures", "/pictures/new"])
def test_only_instructors_bring_pictures(app, browse, path):
    assert browse(Role.STUDENT).get(path).status_code == 403
    assert app.test_client().get(path).status_code == 302


@pytest.mark.longer
def test_the_list_goes_on_and_its_statements_do_not_grow(app, instructor, bring, make_file, monkeypatch):
    monkeypatch.setattr("quizapp.pictures.views.A_PAGE", 2)
    for width in (11, 12, 13):
        bring(make_file(size=(width, 5)), shows=f"Width {width}")
    page = instructor.get("/pictures").text
    assert "Width 13" in page
    assert "Width 11" not in page
    older = re.search(r'href="(/pictures\?before=\d+)"', page)[1]
    page = instructor.get(older).text
    assert "Width 11" in page
    assert "Width 12" not in page
    assert instructor.get("/pictures?before=x").status_code == 200
