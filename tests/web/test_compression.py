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
    first = client.get("/static/css/app.css", headers=GZIP, buffered=True)
    reply = client.get("/static/css/app.css", headers=GZIP | {"If-None-Match": first.headers["ETag"]})
    assert (reply.status_code, reply.data) == (304, b"")
    assert "Last-Modified" not in first.headers  # ten files of a page would say twice what their tags say


def test_a_style_sheet_is_the_same_for_who_understands_no_compression(client):
    plain, packed = (client.get("/static/css/app.css", headers=headers, buffered=True) for headers in ({}, GZIP))
    assert plain.data == gzip.decompress(packed.data)
    assert (int(plain.headers["Content-Length"]), plain.headers["Vary"]) == (len(plain.data), "Accept-Encoding")
    assert plain.data.startswith(b"@layer pico,app;/*!")


def test_a_page_over_plain_http_is_compressed(client):
    packed = client.get("/sign-in", headers=GZIP)
    assert packed.content_length == len(packed.data)
    assert (packed.headers["Content-Encoding"], "Accept-Encoding" in packed.headers["Vary"]) == ("gzip", True)
    assert b"<form" in gzip.decompress(packed.data)
    assert b"<form" in client.get("/sign-in").data


@pytest.mark.parametrize(
    "how", [{"base_url": "https://localhost"}, {"headers": GZIP | {"X-Forwarded-Proto": "https"}}], ids=["tls", "proxy"]
)
def test_a_page_over_https_is_not_compressed_because_its_size_would_tell_of_its_tokens(client, how):
    reply = client.get("/sign-in", **{"headers": GZIP} | how)
    assert (reply.status_code, "Content-Encoding" in reply.headers) == (200, False)


def test_small_answers_and_other_kinds_pass_as_they_are(client):
    for path in ("/healthz", "/static/css/nothing.css", "/favicon.ico"):
        reply = client.get(path, headers=GZIP, buffered=True)
        assert "Content-Encoding" not in reply.headers or len(gzip.decompress(reply.data)) > 1000
