from __future__ import annotations

from quizapp.ops import readiness


def test_a_ready_server_says_so_and_one_that_is_not_is_left_out(client, monkeypatch):
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json["status"]) == (200, "ok")
    monkeypatch.setattr(readiness, "LEAST_FREE", 10**18)
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json["checks"]["disk"]) == (503, "failed")
