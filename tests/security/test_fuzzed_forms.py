"""Every form and every address with whatever anybody may send: a page comes back, soon, and never a fault of ours."""

from __future__ import annotations

import io
import itertools
import shutil
import time
from collections import defaultdict
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import ImmutableMultiDict

from quizapp.config import read_settings
from quizapp.kinds.registry import KINDS
from tests.security.typed import FILES, NAMES, VALUES

pytestmark = pytest.mark.slow

EXAMPLES = settings.default.max_examples // 2  # a round
OWNERS = {"guest", "student", "instructor"}
NAMED = ("key", "secret", "source_key", "quiz_key", "name", "code", "card_secret", "token", "stamp", "filename", "kind")
"""Arguments of addresses that are words; all others are numbers."""
WHO = ("anonymous", "guest", "student", "instructor", "owner", "admin")
LONGEST_SECONDS = 2.0
"""Of processor time, for one request: many times what the slowest page takes here."""
LOOKED_AT: dict[str, set[str]] = defaultdict(set)
"""The names of fields that each route was seen to ask for."""


class Noticing(ImmutableMultiDict):
    """What a request brings; notes which fields it is asked for."""

    asked: set[str] = set()  # noqa: RUF012 - one for all requests: the test reads it after each

    def __getitem__(self, key):
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.asked.add(key)
        return super().__contains__(key)

    def get(self, key, default=None, type=None):  # noqa: A002 - as werkzeug has it
        self.asked.add(key)
        return super().get(key, default, type)

    def getlist(self, key, type=None):  # noqa: A002 - as werkzeug has it
        self.asked.add(key)
        return super().getlist(key, type)


class Site:
    """A fresh copy of the prepared world, in which a few requests are made."""

    def __init__(self, app, acting, routes, world):
        self.app, self._acting, self._routes, self._world = app, acting, routes, world

        class Request(app.request_class):
            parameter_storage_class = Noticing

        app.request_class = Request
        app.config["PROPAGATE_EXCEPTIONS"] = True  # so that a fault of ours reaches the test

    def ask(self, who, route, ids, fields):
        """Send fields to a route as somebody; note which fields it asks for."""
        address = self._routes.address(self.app, route, self._world, who if who in OWNERS else "instructor", **ids)
        visitor = self._acting(self.app, self._world.tokens.get(who))
        Noticing.asked.clear()
        began = time.process_time()
        if route.startswith("GET"):
            reply = visitor.client.get(address, query_string=fields, buffered=True)
        else:
            reply = visitor.client.post(address, data={"csrf_token": self._token(visitor)} | fields, buffered=True)
        took = time.process_time() - began
        LOOKED_AT[route] |= Noticing.asked - {"csrf_token", ""}
        assert reply.status_code < 500, reply.text
        assert took < LONGEST_SECONDS
        return reply

    def _token(self, visitor):
        with visitor.client.session_transaction() as session:
            session["csrf_token"] = "0" * 40
        return URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps("0" * 40)


@pytest.fixture
def fresh_site(prepared, kept_apps, acting, routes, world, tmp_path):
    """Return a context manager that opens a site of its own."""
    numbers = itertools.count()

    @contextmanager
    def fresh():
        folder = tmp_path / f"data-{next(numbers)}"
        shutil.copytree(prepared[0], folder)
        settings = read_settings({"QUIZAPP_DATA": str(folder), "QUIZAPP_TIMEZONE": "UTC", "QUIZAPP_RATE_LIMITS": "0"})
        app = kept_apps.take(settings)
        try:
            yield Site(app, acting, routes, world)
        finally:
            vars(app).pop("request_class", None)
            kept_apps.give_back(app)
            shutil.rmtree(folder)

    return fresh


@pytest.fixture
def learnt(fresh_site, routes):
    """Learn which fields each route asks for, from what is sent to it rightly."""
    with fresh_site() as site:
        for who in ("admin", "instructor"):
            for route, row in routes.ROWS.items():
                site.ask(who, route, {}, row.fields)
    return routes


def _fields(draw, route, fields, names):
    """Return what is sent: what is right, with something of it left out, spoilt, doubled or added."""
    fields = dict(fields)
    for name in draw(st.lists(st.sampled_from(names), max_size=4, unique=True)):
        how = draw(st.sampled_from(("spoilt", "spoilt", "spoilt", "doubled", "left out")))
        if how == "left out":
            fields.pop(name, None)
        elif name in {"file", "picture"} and route.startswith("POST") and how == "spoilt":
            fields[name] = (io.BytesIO(draw(FILES)), draw(st.sampled_from(NAMES)))
        else:
            fields[name] = draw(VALUES) if how == "spoilt" else draw(st.lists(VALUES, min_size=2, max_size=3))
    return fields


@st.composite
def steps(draw, routes, app, names):
    """Draw who asks for what, with which ids in the address and which fields."""
    route = draw(st.sampled_from(sorted(routes.ROWS)))
    arguments = sorted(routes.arguments_of(app, route).difference(NAMED, ("rule", "decision", "letter")))
    ids = draw(st.dictionaries(st.sampled_from(arguments), st.integers(0, 12), max_size=2)) if arguments else {}
    if "kind" in routes.arguments_of(app, route):
        ids["kind"] = draw(st.sampled_from(sorted(KINDS)))
    return draw(st.sampled_from(WHO)), route, ids, _fields(draw, route, routes.ROWS[route].fields, names[route])


def test_whatever_is_sent_to_whatever_address_is_no_fault_of_ours(fresh_site, learnt, app):
    for _round in range(2):  # what the first one has learnt, the second one sends
        names = {route: sorted({*LOOKED_AT[route], *row.fields, "x"}) for route, row in learnt.ROWS.items()}

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.lists(steps(learnt, app, names), min_size=1, max_size=10))
        def asked(taken):
            with fresh_site() as site:
                for who, route, ids, fields in taken:
                    site.ask(who, route, ids, fields)

        asked()
