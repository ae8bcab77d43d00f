from __future__ import annotations

import re

STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def test_every_static_file_of_a_page_is_there_with_a_digest_and_kept_for_a_year(client):
    found = STATIC.findall(client.get("/").text)
    assert any("app.css?v=" in address for address in found)
    for address in found:
        reply = client.get(address)
        assert reply.status_code == 200, address
        assert "max-age=31536000" in reply.headers["Cache-Control"]
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


def test_scripts_of_a_page_are_named_with_all_that_they_import_in_the_order_in_which_they_run(app):
    with app.test_request_context():
        asset, scripts = (app.jinja_env.globals[name] for name in ("asset", "scripts"))
        names = ["app", "changed", "ordering", "store", "outbox", "places", "typed", "waits", "quiz", "timer"]
        assert scripts("quiz.js", "timer.js").split() == [asset(f"js/{name}.js") for name in names]


def test_beside_its_style_sheets_a_page_asks_for_nothing_but_the_script_that_asks_for_the_others(client):
    page = client.get("/").text
    assert re.findall(r'<script[^>]*src="/static/js/([\w-]+\.js)', page) == ["begin.js"]
    assert re.search(r'data-scripts="/static/js/app\.js\?v=[0-9a-f]{12}"', page)


def test_a_page_names_each_of_its_scripts_once_and_first_what_every_page_has(client):
    page = client.get("/review/offline").text
    named = re.search(r'data-scripts="([^"]*)"', page)[1].split()
    assert len(set(named)) == len(named)
    assert "app.js" in named[0]
    assert "review.js" in named[-1]
