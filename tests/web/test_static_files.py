from __future__ import annotations

from pathlib import Path

STATIC_FILES = Path(__file__).resolve().parents[2] / "quizapp" / "static"


def test_a_script_that_is_asked_for_without_a_digest_is_asked_for_anew(client):
    reply = client.get("/static/js/draft.js")
    assert reply.data == (STATIC_FILES / "js" / "draft.js").read_bytes()  # as pages of a former version want it
    assert reply.headers["Cache-Control"] == "no-cache"
    reply.close()
    again = client.get("/static/js/draft.js", headers={"If-Modified-Since": reply.headers["Last-Modified"]})
    assert again.status_code == 304
    again.close()


def test_the_service_worker_may_open_every_page(client):
    with client.get("/static/js/service-worker.js") as reply:
        assert reply.headers["Service-Worker-Allowed"] == "/"
        assert reply.headers["Cache-Control"] == "no-cache"
    with client.get("/static/js/draft.js") as reply:
        assert "Service-Worker-Allowed" not in reply.headers
