"""A browser of somebody in tests: a client that sends the anti-forgery token of its own session with every form."""

from __future__ import annotations

import itertools
import re

_numbers = itertools.count(1)


def event_id():
    return f"event-{next(_numbers):08}"


class Acting:
    """Asks and sends as one visitor; `token` is whose session it is, None for a first visitor."""

    def __init__(self, app, token=None):
        self.client = app.test_client()
        if token is not None:
            with self.client.session_transaction() as session:
                session["_user_id"] = token
                session["_fresh"] = True

    def get(self, path, **more):
        return self.client.get(path, buffered=True, **more)

    def csrf_token(self):
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.client.get("/sign-in").text)[1]

    def post(self, path, data=None, **more):
        fields = {"csrf_token": self.csrf_token(), "event_id": event_id()} | dict(data or {})
        return self.client.post(path, data=fields, **more)

    def start(self, feedback="at_once", **choice):
        """Start a quiz and return the address of its attempt."""
        reply = self.post("/practise", {"size": "50", "feedback": feedback} | choice)
        assert reply.status_code == 302, reply.text
        return reply.location.rsplit("/questions/", 1)[0]

    def sign_in(self, name, password, **more):
        return self.post("/sign-in", {"name": name, "password": password}, **more)
