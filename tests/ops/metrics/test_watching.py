from __future__ import annotations

import pytest

from quizapp import gate
from quizapp.ops.metrics.counting import add_up
from quizapp.ops.metrics.places import own_folder
from quizapp.ops.metrics.watching import class_of, watch


@pytest.mark.parametrize(
    ("method", "path", "of"),
    [
        ("GET", "/static/app.css", "static"),
        ("GET", "/readyz", "machine"),
        ("GET", "/attempts/1/questions/2", "page"),
        ("POST", "/attempts/1/questions/2", "answer"),
        ("POST", "/review/cards/7", "rating"),
        ("POST", "/sign-in", "change"),
    ],
)
def test_each_request_belongs_to_a_class(method, path, of):
    assert class_of(method, path) == of


@pytest.mark.longer
def test_requests_and_waits_of_writers_are_counted(app, client, settings, monkeypatch, make_person):
    monkeypatch.setattr(gate, "on_wait", None)
    monkeypatch.setattr(app, "wsgi_app", app.wsgi_app)
    watch(app, settings)
    client.get("/healthz")
    client.get("/not-there")
    make_person()
    client.post("/sign-in", data={"name": "nobody", "password": "nothing at all"})
    total = add_up(own_folder(settings))
    assert total["requests machine 2xx"] == total["requests page 4xx"] == total["requests change 4xx"] == 1
    assert sum(total[name] for name in total if name.startswith("gate ") and name != "gate seconds") >= 1
