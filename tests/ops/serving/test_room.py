from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.config import LOOPBACK, read_settings
from quizapp.ops.serving.last_start import LastStart
from quizapp.ops.serving.room import choice_of, classes_to_join, is_for_the_room, names_of, proxied_site

NETWORKS = ("10.0.0.4", "169.254.3.3", "192.168.1.20", "203.0.113.9", "laptop")
NAMES = ("laptop.local", "server.example.org")


def last(*, chosen):
    return LastStart(at=datetime(2026, 1, 1, tzinfo=UTC), port=1, addresses=(), for_the_room=True, chosen=chosen)


@pytest.mark.parametrize(
    ("room", "before", "ask", "choice"),
    [
        (True, last(chosen=False), lambda: False, True),
        (False, last(chosen=True), None, False),
        (None, last(chosen=True), lambda: False, True),
        (None, last(chosen=None), lambda: True, None),
        (None, None, lambda: True, True),
        (None, None, None, None),
    ],
)
def test_what_is_said_now_goes_before_what_was_chosen_and_only_the_first_start_asks(room, before, ask, choice):
    assert choice_of(room, before, ask) is choice


def test_addresses_that_phones_can_open_come_before_names():
    assert names_of("0.0.0.0", lambda: NETWORKS) == [
        *("localhost", "192.168.1.20", "10.0.0.4", "203.0.113.9", "laptop")
    ]
    assert [names_of(one) for one in ("127.0.0.1", "::1", "192.0.2.7")] == [["localhost"], ["localhost"], ["192.0.2.7"]]


def test_an_address_of_ipv6_is_asked_by_a_name_as_its_number_is_trusted_by_nobody():
    trusted = (*LOOPBACK, "2001:db8::7", ".school.org", "quiz.example.org")
    assert names_of("2001:db8::7", trusted=trusted) == ["quiz.example.org"]
    assert names_of("2001:db8::7", trusted=trusted[:-2]) == []


@pytest.mark.parametrize(
    ("environ", "site"),
    [
        ({}, "https://quiz.example.org"),
        ({"TRUSTED_HOSTS": "localhost, .example.org, 192.168.1.20, 198.51.100.7"}, "https://198.51.100.7"),
        ({"TRUSTED_HOSTS": ""}, ""),
        ({"HOST": "10.8.0.5"}, "https://quiz.example.org"),
        ({"HOST": "::1"}, "https://quiz.example.org"),
        ({"TRUSTED_HOSTS": "laptop, laptop.local, server.example.org"}, "https://server.example.org"),
        ({"HTTPS": "0"}, ""),
        ({"PROXIES": "0"}, ""),
        (
            {"SMTP_HOST": "mail", "SMTP_FROM": "quiz@example.org", "SMTP_LINKS": "https://quiz.example.org:8443/"},
            "https://quiz.example.org:8443",
        ),
    ],
)
def test_behind_a_proxy_the_settings_tell_where_people_come(environ, site):
    usual = {"HTTPS": "1", "PROXIES": "1", "TRUSTED_HOSTS": "quiz.example.org"}
    settings = read_settings({f"QUIZAPP_{name}": value for name, value in (usual | environ).items()})
    assert proxied_site(settings, lambda: (*NETWORKS, *NAMES)) == site


def test_who_listens_on_this_computer_alone_is_not_for_the_room():
    assert [is_for_the_room(one) for one in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "192.0.2.7")] == [
        *(False, False, False, True, True)
    ]


def test_classes_that_can_be_joined_are_named_with_their_codes(session):
    for name, code, is_open in (("7a", "ABCD", True), ("7b", "EFGH", False), ("7c", None, True)):
        session.add(
            SchoolClass(
                name=name, time_zone="UTC", join_code=code, joining_open=is_open, created_at=utcnow(), lesson_days=[]
            )
        )
    session.flush()
    assert classes_to_join(session) == [("7a", "ABCD")]
