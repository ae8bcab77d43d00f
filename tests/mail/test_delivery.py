from __future__ import annotations

import dataclasses
from email.message import EmailMessage

import pytest

from quizapp.mail.delivery import TroubleError, connection_to, deliver, hidden
from quizapp.mail_server import Security
from tests.smtp_server import make_certificate


def a_mail(to="ani@mail.example"):
    mail = EmailMessage()
    mail["To"], mail["Subject"] = to, "Told"
    mail.set_content("Told")
    return mail


def trouble(server, **changes):
    with pytest.raises(TroubleError) as told, connection_to(dataclasses.replace(server, **changes)):
        pass
    return str(told.value.what), str(told.value.advice)


def test_a_server_that_is_not_there_is_told_with_what_to_do(server):
    what, advice = trouble(server, port=1)
    assert what == "The mail server 127.0.0.1 does not answer on port 1: mails wait."
    assert "QUIZAPP_SMTP_PORT" in advice
    assert "knows no mail server nowhere.invalid" in trouble(server, host="nowhere.invalid")[0]


@pytest.mark.longer
def test_the_security_has_to_be_what_the_server_offers(server):
    assert "does not offer on port" in trouble(server, security=Security.STARTTLS)[0]
    assert "does not speak TLS" in trouble(server, security=Security.TLS)[0]
    assert "does not offer on port" in trouble(server, user="quiz", password="secret")[0]


@pytest.fixture(scope="module")
def secured(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.mark.longer
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_mails_are_handed_in_over_tls_by_whoever_signs_in(server, smtp, secured, monkeypatch, security):
    certificate, smtp.context = secured
    smtp.secured, smtp.accounts = security.value, {"quiz": "secret"}
    signs_in = dataclasses.replace(server, security=security, user="quiz", password="secret")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert [reply.taken for reply in deliver(signs_in, [a_mail(), a_mail("ben@mail.example")])] == [True, True]
    assert smtp.recipients == ["ani@mail.example", "ben@mail.example"]
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "is not one that this computer trusts" in trouble(signs_in)[0]
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert "is not one that this computer trusts" in trouble(signs_in, host="localhost")[0]  # it is of another name
    assert len(smtp.got) == 2


def test_a_server_that_turns_everybody_away_is_told_in_its_words_without_addresses(server, smtp):
    smtp.greeting = "554 not you, quiz@quiz.example"
    what, advice = trouble(server)
    assert "It says: 554 not you, …" in what
    assert "Ask whoever runs the mail server" in advice


def test_what_the_server_says_to_one_mail_is_handed_on(server, smtp):
    smtp.says_to_data = "554 spam"
    (reply,) = deliver(server, [a_mail()])
    assert (reply.taken, reply.final, reply.reason) == (False, True, "554 spam")


def test_addresses_are_taken_out_of_what_a_server_says():
    assert hidden("<ani@mail.example>:\n no such box ani@mail.example") == "… no such box …"
    assert len(hidden("x" * 999)) == 200
