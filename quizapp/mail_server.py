"""The mail server that an installation may send by: QUIZAPP_SMTP_… read, checked, frozen. Without it, no mail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

_PREFIX = "QUIZAPP_SMTP_"
_NAMES = ("HOST", "PORT", "SECURITY", "USER", "PASSWORD", "PASSWORD_FILE", "FROM", "LINKS", "TIMEOUT")
_ADDRESS = re.compile(r"[^\s@<>(),:;\"\\\[\]]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_HERE = ("localhost", "127.0.0.1", "::1")
LONGEST_ADDRESS = 254
"""Characters (RFC 5321, erratum 1690)."""


class Security(StrEnum):
    """How the way to the mail server is secured."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed in, as whom, and where their links lead."""

    host: str
    port: int
    security: Security
    sender: str
    """What stands in From: an address, or a name with one."""
    links: str
    """The address of this site as those who get mails reach it, without a slash at its end."""
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: int = 15
    """Seconds to wait for the server."""

    @property
    def address(self) -> str:
        """Return the address alone that mails come from."""
        return parseaddr(self.sender)[1]

    @property
    def hostname(self) -> str:
        """Return the name under which those who get mails reach this site."""
        return str(urlsplit(self.links).hostname)

    @property
    def is_open(self) -> bool:
        """Say whether mails go to another machine unencrypted."""
        return self.security is Security.NONE and self.host not in _HERE


class MailSettingsError(Exception):
    """A setting of mail cannot be used; it says so in a sentence."""


def is_address(text: str) -> bool:
    """Say whether a text is one e-mail address in plain letters, and nothing that a header could be made of."""
    return text.isascii() and text.isprintable() and len(text) <= LONGEST_ADDRESS and bool(_ADDRESS.fullmatch(text))


def read_mail_server(environ: Mapping[str, str]) -> MailServer | None:
    """Read the mail server from QUIZAPP_SMTP_… variables; None where no host is named.

    Raises:
        MailSettingsError: a value cannot be used.
    """
    values = {name: environ.get(_PREFIX + name, "").strip() for name in _NAMES}
    if not values["HOST"]:
        named = next((name for name in _NAMES if values[name]), None)
        if named:
            raise MailSettingsError(f"{_PREFIX}{named} is set, but {_PREFIX}HOST is not: name the mail server, too.")
        return None
    security = _security(values["SECURITY"])
    server = MailServer(
        host=_host(values["HOST"]),
        port=_number("PORT", values["PORT"], PORTS[security], 65_535),
        security=security,
        sender=_sender(values["FROM"]),
        links=_links(values["LINKS"]),
        user=values["USER"],
        password=_password(environ.get(_PREFIX + "PASSWORD", ""), values["PASSWORD_FILE"]),
        timeout=_number("TIMEOUT", values["TIMEOUT"], 15, 120),
    )
    _check_sign_in(server)
    return server


def _security(text: str) -> Security:
    try:
        return Security(text.lower() or Security.STARTTLS)
    except ValueError:
        raise MailSettingsError(f"{_PREFIX}SECURITY is “{text}”, but must be starttls, tls or none.") from None


def _host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:-]+", text) or "//" in text:
        raise MailSettingsError(f"{_PREFIX}HOST is “{text}”, which is no name of a server such as mail.example.org.")
    if text.count(":") == 1:
        raise MailSettingsError(f"{_PREFIX}HOST is “{text}”: set the port by {_PREFIX}PORT.")
    return text


def _number(name: str, text: str, default: int, most: int) -> int:
    text = text or str(default)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise MailSettingsError(f"{_PREFIX}{name} is “{text}”, but must be a whole number from 1 to {most}.")
    return int(text)


def _sender(text: str) -> str:
    name, address = parseaddr(text)
    if not text:
        raise MailSettingsError(f"{_PREFIX}FROM is not set: it says from which address mails come.")
    if not is_address(address) or not text.isprintable():
        raise MailSettingsError(f"{_PREFIX}FROM is “{text}”, but must be like “Quiz <quiz@example.org>”.")
    return formataddr((name, address)) if name else address


def _links(text: str) -> str:
    if not text:
        raise MailSettingsError(
            f"{_PREFIX}LINKS is not set: it says where links in mails lead, such as https://quiz.example.org."
        )
    if not re.fullmatch(r"https?://([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?/?", text):
        raise MailSettingsError(f"{_PREFIX}LINKS is “{text}”, but must be like https://quiz.example.org.")
    return text.rstrip("/")


def _password(text: str, file: str) -> str:
    if text and file:
        raise MailSettingsError(f"{_PREFIX}PASSWORD and {_PREFIX}PASSWORD_FILE are both set: take one away.")
    if not file:
        return text
    try:
        kept = Path(file).expanduser().read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise MailSettingsError(f"{_PREFIX}PASSWORD_FILE is “{file}”, which cannot be read.") from None
    if not kept:
        raise MailSettingsError(f"{_PREFIX}PASSWORD_FILE is “{file}”, which is empty.")
    return kept


def _check_sign_in(server: MailServer) -> None:
    if bool(server.user) != bool(server.password):
        missing, there = ("PASSWORD", "USER") if server.user else ("USER", "PASSWORD")
        raise MailSettingsError(f"{_PREFIX}{there} is set, but {_PREFIX}{missing} is not: they go together.")
    if server.password and server.is_open:
        raise MailSettingsError(
            f"{_PREFIX}SECURITY is none, which would send the password over the network for all to read: "
            "set starttls or tls."
        )
