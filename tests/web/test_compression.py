from __future__ import annotations

import gzip

import pytest

GZIP = {"Accept-Encoding": "gzip, deflate"}


@pytest.mark.parametrize("path", ["/static/css/app.css", "/static/js/app.js", "/static/favicon.svg"])
def test_texts_are_compressed_for_who_understands_it(client, path):
    plain, packed = client.get(path, buffered=True), client.get(path, headers=GZIP, buffered=True)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Cache-Control"] == plain.headers["Cache-Control"]


def test_the_same_bytes_come_each_time(client):
    first, second = (client.get("/static/css/app.css", headers=GZIP, buffered=True) for _ in range(2))
    assert first.data == second.data


def test_what_a_browser_has_already_is_not_sent_again(client):
    since = client.get("/static/css/app.css", headers=GZIP, buffered=True).headers["Last-Modified"]
    reply = client.get("/static/css/app.css", headers=GZIP | {"If-Modified-Since": since})
    assert (reply.status_code, reply.data) == (304, b"")


def test_what_lies_there_compressed_is_served_as_it_is(client):
    reply = client.get("/static/vendor/pico-2.1.1/pico.classless.min.css", headers=GZIP, buffered=True)
    assert reply.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(reply.data).startswith(b"@charset")


def test_pages_are_not_compressed(client):
    for path in ("/sign-in", "/static/css/nothing.css"):
        assert "Content-Encoding" not in client.get(path, headers=GZIP, buffered=True).headers
