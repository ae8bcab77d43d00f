"""Handing mails to the mail server, and what to say where it does not take them. Knows no rows and no transactions."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage

from quizapp.kinds.messages import N_, Message
from quizapp.mail_server import MailServer, Security

LAST_TEMPORARY = 499
"""Replies beyond it say that trying again is of no use (RFC 5321, section 4.2.1)."""
_Told = tuple[str, str]


class TroubleError(Exception):
    """The mail server takes nothing at all now: what is wrong, and what to do about it."""

    def __init__(self, what: Message, advice: Message) -> None:
        """Keep both sentences."""
        self.what, self.advice = what, advice
        super().__init__(str(what))


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said to one mail."""

    taken: bool
    final: bool = True
    """Whether trying again is of no use."""
    reason: str = ""
    """The server's words, without any address."""


def deliver(server: MailServer, mails: Iterable[EmailMessage]) -> Iterator[Reply]:
    """Hand mails in over one connection, and yield what was said to each.

    Raises:
        TroubleError: the server does not answer, or takes nothing of ours.
    """
    with connection_to(server) as connection:
        for mail in mails:
            yield _hand_in(connection, server, mail)


@contextmanager
def connection_to(server: MailServer) -> Iterator[smtplib.SMTP]:
    """Open a connection to the mail server that is secured and signed in to as the settings say.

    Raises:
        TroubleError: that fails, or the connection breaks later.
    """
    try:
        with _opened(server) as connection:
            if server.security is Security.STARTTLS:
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
            yield connection
    except (OSError, smtplib.SMTPException) as error:
        what, advice = _words_of(error)
        values = {"host": server.host, "port": server.port, "user": server.user, "sender": server.address}
        values |= {"security": server.security.value, "why": _without_addresses(error)}
        raise TroubleError(Message(what, values), Message(advice, values)) from None


def _opened(server: MailServer) -> smtplib.SMTP:
    if server.security is Security.TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=server.timeout)


def _hand_in(connection: smtplib.SMTP, server: MailServer, mail: EmailMessage) -> Reply:
    try:
        connection.send_message(mail, server.address, [str(mail["To"])])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return _refused(code, words)
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code, error.smtp_error)
    return Reply(taken=True)


def _refused(code: int, words: bytes | str) -> Reply:
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    return Reply(taken=False, final=code > LAST_TEMPORARY, reason=f"{code} {hidden(text)}")


def hidden(text: str) -> str:
    """Return what a server said on one line, with every address taken out: it is shown, and may be copied."""
    return " ".join(re.sub(r"\S*@\S*", "…", text).split())[:200]


def _without_addresses(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return f"{error.smtp_code} {hidden(words.decode('ascii', 'replace') if isinstance(words, bytes) else words)}"
    return hidden(str(error))


_NO_ANSWER = N_("The mail server %(host)s does not answer on port %(port)s: mails wait.")


def _words_of(error: Exception) -> _Told:
    """Return the sentence of an error, and what to do: the first that fits."""
    for kind, what, advice in _WORDS:
        if isinstance(error, kind):
            return what, advice
    return _NO_ANSWER, N_("See that this computer is online, that QUIZAPP_SMTP_PORT is right, and at firewalls.")


_WORDS: tuple[tuple[type[Exception], str, str], ...] = (
    (
        socket.gaierror,
        N_("The network knows no mail server %(host)s: mails wait."),
        N_("See that this computer is online, and that QUIZAPP_SMTP_HOST is right."),
    ),
    (
        ssl.SSLCertVerificationError,
        N_("The certificate of the mail server %(host)s is not one that this computer trusts: mails wait."),
        N_("QUIZAPP_SMTP_HOST has to be the name that the certificate is for; make one of your own known here."),
    ),
    (
        ssl.SSLError,
        N_("The mail server %(host)s does not speak TLS on port %(port)s: mails wait."),
        N_("QUIZAPP_SMTP_SECURITY is usually starttls on port 587, and tls on port 465."),
    ),
    (
        smtplib.SMTPAuthenticationError,
        N_("The mail server %(host)s does not let “%(user)s” in: mails wait. It says: %(why)s"),
        N_("Set QUIZAPP_SMTP_USER and the password anew; some providers want one made for programs."),
    ),
    (
        smtplib.SMTPNotSupportedError,
        N_("The mail server %(host)s does not offer on port %(port)s what the settings ask for: mails wait. %(why)s"),
        N_("QUIZAPP_SMTP_SECURITY is %(security)s: see which port and which security your provider names."),
    ),
    (
        smtplib.SMTPSenderRefused,
        N_(
            "The mail server %(host)s takes no mails from the address of QUIZAPP_SMTP_FROM: they wait. It says: %(why)s"
        ),
        N_("Set QUIZAPP_SMTP_FROM to the address that belongs to QUIZAPP_SMTP_USER."),
    ),
    (
        smtplib.SMTPServerDisconnected,
        N_("The mail server %(host)s broke off: mails wait. %(why)s"),
        N_("See which port and which security your provider names; QUIZAPP_SMTP_SECURITY is %(security)s."),
    ),
    (
        smtplib.SMTPException,
        N_("The mail server %(host)s does not work with this server: mails wait. It says: %(why)s"),
        N_("Ask whoever runs the mail server what this means."),
    ),
)
