"""Bodies and cookies that no browser of ours sends: an answer comes back, and nobody becomes somebody else."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from tests.security.mutating import spoilt

pytestmark = pytest.mark.slow
HURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck))

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
SCALARS |= st.sampled_from(("event-00000001", 2**53, 2**63, 10**400, -1, 1e308, 3, 4, 1, "\0", "1"))
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
EVENT = st.fixed_dictionaries(
    {"event_id": st.sampled_from(("event-00000001", "event-00000002")) | ANYTHING},
    optional=dict.fromkeys(("card", "rating", "at", "duration_ms", "placed", "offline", "undoes", "more"), ANYTHING),
)
BATCH = st.fixed_dictionaries(
    {"sent_at": st.integers(0, 2**53) | ANYTHING, "events": st.lists(EVENT, max_size=4) | ANYTHING},
    optional={"have": st.text(max_size=30) | ANYTHING},
)
GOOD = json.dumps({"sent_at": 1_772_000_000_000, "have": "1:a", "events": [{"event_id": "event-00000003", "card": 1}]})
BODIES = st.one_of(
    BATCH.map(json.dumps).map(str.encode), ANYTHING.map(json.dumps).map(str.encode), spoilt(GOOD.encode())
)


@pytest.fixture
def sending(app, act):
    """Return a function that sends a body to where devices send their events, with the token of the session."""
    app.config["PROPAGATE_EXCEPTIONS"] = True
    visitor = act("student")
    with visitor.client.session_transaction() as session:
        session["csrf_token"] = "0" * 40
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps("0" * 40)
    headers = {"X-CSRFToken": token, "Content-Type": "application/json"}
    return lambda body: visitor.client.post("/review/events", data=body, headers=headers)


@HURRIED
@given(BODIES)
@example(b"[" * 200_000)
@example(b'{"a":' * 200_000)
@example(b'{"sent_at": 1, "events": [], "have": ' + b"[" * 200_000)
@example(b'{"sent_at": 1e999, "events": []}')
@example(
    b'{"sent_at": 1, "events": [{"event_id": "event-00000001", "card": 1, "rating": 3, "at": ' + b"9" * 5_000 + b"}]}"
)
@example(b"\xff\xfe")
def test_whatever_a_device_sends_is_acknowledged_or_refused(sending, body):
    reply = sending(body)
    assert reply.status_code in {200, 400}
    if reply.status_code == 200:
        assert all("event_id" in one for one in reply.json["receipts"])


COOKIES = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=60)


@HURRIED
@given(st.data())
def test_a_spoilt_cookie_is_nobodys(app, act, data):
    app.config["PROPAGATE_EXCEPTIONS"] = True
    good = act("instructor")
    good.get("/settings")
    right = good.client.get_cookie("quizapp").value
    spoilt_one = data.draw(spoilt(right.encode()).map(lambda value: value.decode("latin-1")) | COOKIES)
    sent = "".join(one for one in spoilt_one if one.isprintable() and one not in ';,"\\ ')
    reply = app.test_client(use_cookies=False).get("/banks", headers={"Cookie": f"quizapp={sent.strip()}"})
    assert reply.status_code == (200 if sent == right else 302)
