from __future__ import annotations

import re
from pathlib import Path

from quizapp.web.assets import IMPORT

SCRIPTS = sorted((Path(__file__).resolve().parents[2] / "quizapp" / "static" / "js").glob("*.js"))
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def test_every_static_file_of_a_page_is_there_with_a_digest_and_kept_for_a_year(client):
    found = STATIC.findall(client.get("/").text)
    assert any("app.css?v=" in address for address in found)
    for address in found:
        reply = client.get(address)
        assert reply.status_code == 200, address
        kept = "no-cache" if ".js?" in address else "max-age=31536000"
        assert kept in reply.headers["Cache-Control"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        reply.close()


def test_the_digest_is_of_the_bytes(app):
    with app.test_request_context():
        asset = app.jinja_env.globals["asset"]
        addresses = {asset("css/app.css"), asset("js/app.js")}
        assert asset("css/app.css") == asset("css/app.css")
    digests = {address.split("?v=")[1] for address in addresses}
    assert len(digests) == 2
    assert all(re.fullmatch(r"[0-9a-f]{12}", digest) for digest in digests)


def test_scripts_are_asked_for_anew_as_those_that_others_import_carry_no_digest(client):
    reply = client.get("/static/js/draft.js")
    assert reply.headers["Cache-Control"] == "no-cache"
    reply.close()
    again = client.get("/static/js/draft.js", headers={"If-Modified-Since": reply.headers["Last-Modified"]})
    assert again.status_code == 304
    again.close()


def test_scripts_of_a_page_are_named_with_all_that_they_import_in_the_order_in_which_they_run(app):
    with app.test_request_context():
        *imported, quiz, timer = app.jinja_env.globals["scripts"]("quiz.js", "timer.js").split()
        assert (quiz, timer) == (
            app.jinja_env.globals["asset"]("js/quiz.js"),
            app.jinja_env.globals["asset"]("js/timer.js"),
        )
    names = ["changed", "ordering", "store", "outbox", "places", "waits"]
    assert imported == [f"/static/js/{name}.js" for name in names], "as the imports name them: without a digest"


def test_no_import_of_a_script_is_passed_over():
    for path in SCRIPTS:
        text = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        assert len(re.findall(r"^import\b(?!\()", text, re.MULTILINE)) == len(IMPORT.findall(text)), path
