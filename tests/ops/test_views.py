from __future__ import annotations


def test_the_server_says_that_it_lives_without_asking_the_database(client, statements):
    with statements() as sent:
        reply = client.get("/healthz")
    assert (reply.status_code, reply.json, sent) == (200, {"status": "ok"}, [])
