from __future__ import annotations

import pytest

from quizapp.config import SettingsError, read_settings
from quizapp.mail_server import MailServer, MailSettingsError, Security, is_address, read_mail_server

LEAST = {"HOST": "mail.example.org", "FROM": "quiz@example.org", "LINKS": "https://quiz.example.org/"}


def read(**values):
    return read_mail_server({f"QUIZAPP_SMTP_{name}": value for name, value in values.items()})


def test_without_a_host_there_is_no_mail():
    assert read() is None
    assert read(HOST=" ", USER="") is None


def test_the_least_that_is_needed_gives_the_usual_rest():
    server = MailServer(
        "mail.example.org", 587, Security.STARTTLS, "quiz@example.org", "https://quiz.example.org", timeout=15
    )
    assert read(**LEAST) == server
    assert (server.address, server.hostname) == ("quiz@example.org", "quiz.example.org")
    assert [read(**LEAST, SECURITY=one).port for one in ("tls", "NONE")] == [465, 25]


def test_a_password_is_read_from_a_file_and_shown_by_nothing(tmp_path):
    (tmp_path / "password").write_text(" with spaces \n", encoding="utf-8")
    server = read(**LEAST, USER="quiz", PASSWORD_FILE=str(tmp_path / "password"), PORT="2525", TIMEOUT="3")
    assert (server.password, server.port, server.timeout) == (" with spaces ", 2525, 3)
    assert "with spaces" not in repr(server)
    assert read(**LEAST, USER="quiz", PASSWORD="secret").password == "secret"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"HOST": "", "FROM": "a@b.example"}, "QUIZAPP_SMTP_HOST is not"),
        ({"HOST": "smtp://mail.example.org"}, "no name of a server"),
        ({"HOST": "mail.example.org:25"}, "set the port by QUIZAPP_SMTP_PORT"),
        ({"PORT": "70000"}, "from 1 to 65535"),
        ({"PORT": "²"}, "from 1 to 65535"),
        ({"TIMEOUT": "0"}, "from 1 to 120"),
        ({"SECURITY": "ssl"}, "starttls, tls or none"),
        ({"FROM": ""}, "QUIZAPP_SMTP_FROM is not set"),
        ({"FROM": "quiz"}, "must be like"),
        ({"FROM": "quiz@example.org\nBcc: all@example.org"}, "must be like"),
        ({"LINKS": ""}, "QUIZAPP_SMTP_LINKS is not set"),
        ({"LINKS": "quiz.example.org"}, "must be like https"),
        ({"LINKS": "https://[quiz"}, "must be like https"),
        ({"LINKS": "https://quiz.example.org/below"}, "must be like https"),
        ({"USER": "quiz"}, "QUIZAPP_SMTP_PASSWORD is not"),
        ({"PASSWORD": "secret"}, "QUIZAPP_SMTP_USER is not"),
        ({"USER": "quiz", "PASSWORD": "secret", "PASSWORD_FILE": "x"}, "take one away"),
        ({"USER": "quiz", "PASSWORD_FILE": "/nowhere/password"}, "cannot be read"),
        ({"USER": "quiz", "PASSWORD_FILE": "/dev/null"}, "is empty"),
        ({"USER": "quiz", "PASSWORD": "secret", "SECURITY": "none"}, "for all to read"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_in_a_sentence(changes, words):
    with pytest.raises(MailSettingsError, match=words) as told:
        read(**(LEAST | changes))
    assert "secret" not in str(told.value)


def test_a_wrong_setting_stops_the_start_and_the_host_of_links_is_trusted(tmp_path):
    environ = {"QUIZAPP_DATA": str(tmp_path), "QUIZAPP_SMTP_HOST": "mail.example.org"}
    with pytest.raises(SettingsError, match="QUIZAPP_SMTP_FROM"):
        read_settings(environ)
    environ |= {"QUIZAPP_SMTP_FROM": "quiz@example.org", "QUIZAPP_SMTP_LINKS": "https://quiz.example.org:8443"}
    settings = read_settings(environ)
    assert settings.mail.links == "https://quiz.example.org:8443"
    assert "quiz.example.org" in settings.trusted_hosts


@pytest.mark.parametrize("text", ["ani@mail.example", "a.b+c@x-y.example.org", "x@localhost"])
def test_addresses_are_taken(text):
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ani",
        "@x.example",
        "ani@",
        "a b@x.example",
        "a@x.example\n",
        "a@x.example\r\nBcc: b@x.example",
        "a@b@c.example",
        "<a@x.example>",
        "a@x.example,b@x.example",
        "ани@x.example",
        "a@ք.example",
        f"{'a' * 250}@x.example",
        "a@x..example",
    ],
)
def test_what_is_no_address_or_would_make_a_header_is_not(text):
    assert not is_address(text)
