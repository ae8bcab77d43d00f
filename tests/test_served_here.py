from __future__ import annotations

import threading
import urllib.request

import pytest

from tests.live_server import PATIENCE_SECONDS
from tests.served_here import Door, served_here


def test_a_server_has_answered_what_reached_it_when_it_ends():
    begun, may_end, done = threading.Event(), threading.Event(), []

    def app(_environ, start_response):
        begun.set()
        may_end.wait(PATIENCE_SECONDS)
        done.append("answered")
        start_response("200 OK", [])
        return []

    with served_here(app) as port:
        asking = threading.Thread(target=lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/").close())
        asking.start()
        begun.wait(PATIENCE_SECONDS)
        threading.Timer(0.01, may_end.set).start()
    assert done == ["answered"]
    asking.join()


def test_who_comes_later_is_not_let_in():
    door, statuses = Door(lambda _environ, _start_response: pytest.fail("somebody came in")), []
    door.close()
    door({"REQUEST_METHOD": "GET"}, lambda status, _headers: statuses.append(status))
    assert statuses == ["503 SERVICE UNAVAILABLE"]
