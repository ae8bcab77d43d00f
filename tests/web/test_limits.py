from __future__ import annotations

from flask import Flask, request

from quizapp.web import limits


def test_a_view_may_receive_more_than_others_and_never_more_than_it_says():
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 10
    limits.init_app(app)

    @app.post("/little")
    def little():
        return request.get_data()

    @app.post("/much")
    @limits.receives(100)
    def much():
        return request.get_data()

    client = app.test_client()
    statuses = {
        path: [client.post(path, data=b"x" * size).status_code for size in (10, 100, 101)]
        for path in ("/little", "/much")
    }
    assert statuses == {"/little": [200, 413, 413], "/much": [200, 200, 413]}
    assert client.get("/nowhere").status_code == 404
