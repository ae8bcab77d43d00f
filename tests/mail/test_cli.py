from __future__ import annotations

import pytest


@pytest.fixture
def mail_test(runner, server, monkeypatch):
    for name, value in {"HOST": server.host, "PORT": server.port, "SECURITY": "none"}.items():
        monkeypatch.setenv(f"QUIZAPP_SMTP_{name}", str(value))
    monkeypatch.setenv("QUIZAPP_SMTP_FROM", server.sender)
    monkeypatch.setenv("QUIZAPP_SMTP_LINKS", server.links)
    return lambda address="admin@mail.example": runner("mail", "test", address)


@pytest.mark.longer
def test_a_test_is_sent_and_said_to_be_taken(mail_test, smtp):
    result = mail_test()
    assert (result.exit_code, "took the test" in result.output, smtp.recipients) == (0, True, ["admin@mail.example"])


@pytest.mark.longer
def test_what_is_wrong_is_said_in_a_sentence(mail_test, smtp, monkeypatch):
    assert "is no e-mail address" in mail_test("admin").output
    smtp.says_to = {"admin@mail.example": "550 unknown"}
    assert "It says: 550 unknown" in mail_test().output
    monkeypatch.setenv("QUIZAPP_SMTP_PORT", "1")
    assert "does not answer on port 1" in mail_test().output
    monkeypatch.setenv("QUIZAPP_SMTP_SECURITY", "ssl")
    assert "starttls, tls or none" in mail_test().output


@pytest.mark.longer
def test_without_a_mail_server_it_says_so(runner):
    assert "QUIZAPP_SMTP_HOST" in runner("mail", "test", "a@mail.example").output
