"""Settings: read once from the environment, checked, and frozen. A wrong value stops the start with one sentence."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from quizapp.disk import file_of, kept_secret
from quizapp.host_names import is_host_name, own_addresses
from quizapp.locales import ENGLISH, locale_of
from quizapp.mail_server import MailServer, MailSettingsError, read_mail_server

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
LOCAL_NAMES = ("quiz.local", *(f"quiz-{number}.local" for number in range(2, 6)))
"""What a server that lets the room come may be called there; only the room's own network knows such names."""
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what an operator may choose, not a default
MEBIBYTE = 1024 * 1024
OFF = "off"
WORKERS = 1
"""How many processes answer: one takes a school, and holds half of what two do."""
DRIVER = "postgresql+psycopg"
LOG_LEVELS = ("debug", "info", "warning", "error")


class SettingsError(Exception):
    """A setting has a value that the application cannot run with."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs; see docs/self-hosting.md for each name."""

    data_dir: Path
    database_url: URL
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = WORKERS
    https: bool = False
    hsts_subdomains: bool = False
    """Whether browsers are told to come by HTTPS to all names below this server's, too."""
    trusted_hosts: tuple[str, ...] = LOOPBACK
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    language: str = ENGLISH
    """That of all pages, as babel names it: hy, pt_BR."""
    rollover_hour: int = 4
    rate_limits: bool = True
    shipped_banks: bool = True
    proxies: int = 0
    """How many servers stand before this one and say for whom they ask."""
    max_content_length: int = 2 * MEBIBYTE
    backups: str = ""
    """Where backups lie: "" for a folder in the data folder, "off" for none."""
    backup_hour: int = 3
    log: str = ""
    """Where the log lies: "" for a file in the data folder, "off" for none."""
    log_level: str = "info"
    syslog: str = ""
    """The socket of the system's log, which is told all that the logs are told; "" for none."""
    audit_months: int = 24
    """For how long the log of what staff did is kept."""
    metrics: bool = False
    mail: MailServer | None = None
    """The mail server; None where nothing is sent, and nothing of e-mail is shown."""
    session_days: int = 180
    """How long somebody stays signed in, at most; and how long without coming."""
    session_idle_days: int = 60
    staff_session_hours: int = 720
    """The same for those who teach."""
    staff_idle_hours: int = 168

    def life_of_sign_ins(self, *, is_staff: bool) -> tuple[timedelta, timedelta]:
        """Return how long a sign-in lasts at most, and how long without being used."""
        if is_staff:
            return timedelta(hours=self.staff_session_hours), timedelta(hours=self.staff_idle_hours)
        return timedelta(days=self.session_days), timedelta(days=self.session_idle_days)

    @property
    def secret_key(self) -> str:
        """Return the key that signs sessions, making it on first use (mode 600)."""
        return kept_secret(self.data_dir / "secret_key")

    @property
    def backups_dir(self) -> Path | None:
        """Return where backups lie; None where they are switched off."""
        if self.backups == OFF:
            return None
        return Path(self.backups) if self.backups else self.data_dir / "backups"

    @property
    def log_file(self) -> Path | None:
        """Return the file of the log; None where none is kept."""
        if self.log == OFF:
            return None
        return Path(self.log) if self.log else self.data_dir / "logs" / "quizapp.log"

    @property
    def database_file(self) -> Path:
        """Return the file of the SQLite database."""
        return file_of(str(self.database_url.database))

    @property
    def uses_sqlite(self) -> bool:
        """Say whether the database is a SQLite file."""
        return self.database_url.get_backend_name() == "sqlite"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from QUIZAPP_… variables.

    Raises:
        SettingsError: a value cannot be used.
    """
    data_dir = _folder("QUIZAPP_DATA", environ.get("QUIZAPP_DATA") or "instance")
    host = (environ.get("QUIZAPP_HOST") or "127.0.0.1").lower()
    mail = _mail(environ)
    return Settings(
        data_dir=data_dir,
        database_url=_database_url(environ.get("QUIZAPP_DATABASE_URL"), data_dir),
        host=host,
        trusted_hosts=_trusted_hosts(environ.get("QUIZAPP_TRUSTED_HOSTS", ""), host, mail),
        rollover_hour=_whole_number(environ, "QUIZAPP_ROLLOVER_HOUR", 4, 0, 23),
        rate_limits=_switch(environ, "QUIZAPP_RATE_LIMITS", default=True),
        shipped_banks=_switch(environ, "QUIZAPP_SHIPPED_BANKS", default=True),
        backups=_folder_or_off(environ, "QUIZAPP_BACKUPS"),
        backup_hour=_whole_number(environ, "QUIZAPP_BACKUP_HOUR", 3, 0, 23),
        audit_months=_whole_number(environ, "QUIZAPP_AUDIT_MONTHS", 24, 1, 1200),
        metrics=_switch(environ, "QUIZAPP_METRICS", default=False),
        mail=mail,
        **_of_the_server(environ),
        **_of_the_place(environ),
        **_logs(environ),
        **_lives_of_sign_ins(environ),
    )


def _mail(environ: Mapping[str, str]) -> MailServer | None:
    try:
        return read_mail_server(environ)
    except MailSettingsError as error:
        raise SettingsError(str(error)) from None


def _of_the_server(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        "port": _whole_number(environ, "QUIZAPP_PORT", 8000, 1, 65535),
        "workers": _whole_number(environ, "QUIZAPP_WORKERS", WORKERS, 1, 64),
        "https": _switch(environ, "QUIZAPP_HTTPS", default=False),
        "hsts_subdomains": _switch(environ, "QUIZAPP_HSTS_SUBDOMAINS", default=False),
        "proxies": _whole_number(environ, "QUIZAPP_PROXIES", 0, 0, 9),
    }


def _of_the_place(environ: Mapping[str, str]) -> dict[str, Any]:
    timezone, language = environ.get("QUIZAPP_TIMEZONE"), environ.get("QUIZAPP_LANGUAGE")
    return {"timezone": _timezone(timezone), "language": _language(language or ENGLISH)}


def _logs(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        "log": _folder_or_off(environ, "QUIZAPP_LOG"),
        "log_level": _log_level(environ.get("QUIZAPP_LOG_LEVEL")),
        "syslog": _socket(environ.get("QUIZAPP_SYSLOG") or ""),
    }


def _lives_of_sign_ins(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        "session_days": _whole_number(environ, "QUIZAPP_SESSION_DAYS", 180, 1, 365),
        "session_idle_days": _whole_number(environ, "QUIZAPP_SESSION_IDLE_DAYS", 60, 1, 365),
        "staff_session_hours": _whole_number(environ, "QUIZAPP_STAFF_SESSION_HOURS", 720, 4, 8760),
        "staff_idle_hours": _whole_number(environ, "QUIZAPP_STAFF_IDLE_HOURS", 168, 4, 8760),
    }


def _database_url(value: str | None, data_dir: Path) -> URL:
    if not value:
        return URL.create("sqlite", database=str(data_dir / "quizapp.sqlite3"))
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):  # a port that is no number
        raise SettingsError("QUIZAPP_DATABASE_URL is not a database address such as sqlite:////srv/quiz.db.") from None
    if url.drivername in {"sqlite", "sqlite+pysqlite"}:
        return _with_file(url.set(drivername="sqlite"))
    if url.drivername not in {"postgresql", DRIVER}:
        raise SettingsError("QUIZAPP_DATABASE_URL must begin with sqlite: or postgresql:.")
    return _encrypted(_with_driver(url.set(drivername=DRIVER)))


def _with_file(url: URL) -> URL:
    if url.database in {None, "", ":memory:"}:
        raise SettingsError("QUIZAPP_DATABASE_URL must name a file: what is kept in memory would be lost.")
    if not file_of(str(url.database)).is_absolute():
        said = f"QUIZAPP_DATABASE_URL must name the whole path of its file, such as sqlite:///{Path.cwd() / 'quiz.db'}."
        raise SettingsError(said)
    return url.update_query_dict({"uri": "true"}) if str(url.database).startswith("file:") else url


def _with_driver(url: URL) -> URL:
    try:
        url.get_dialect().import_dbapi()
    except ImportError:
        said = "QUIZAPP_DATABASE_URL asks for PostgreSQL, whose driver is not installed: pip install '.[postgresql]'."
        raise SettingsError(said) from None
    return url


def machine_of(url: URL) -> str:
    """Return on which other machine a database is; "" where it is on this one."""
    host = url.host or str(url.query.get("host", ""))
    is_here = url.get_backend_name() == "sqlite" or host in {"", *LOOPBACK, "::1"} or host.startswith("/")
    return "" if is_here else host


def _encrypted(url: URL) -> URL:
    """Return an address that asks a PostgreSQL on another machine for a certificate, unless it says otherwise."""
    if not machine_of(url) or "sslmode" in url.query:
        return url
    return url.update_query_dict({"sslmode": "verify-full", "sslrootcert": url.query.get("sslrootcert", "system")})


def _whole_number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most):
        raise SettingsError(f"{name} is “{text}”, but must be a whole number from {least} to {most}.")
    return int(text)


def _switch(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = (environ.get(name) or ("1" if default else "0")).lower()
    if text not in {"0", "1", "no", "yes", "false", "true", "off", "on"}:
        raise SettingsError(f"{name} is “{text}”, but must be 1 or 0.")
    return text in {"1", "yes", "true", "on"}


def _log_level(text: str | None) -> str:
    level = (text or "info").lower()
    if level not in LOG_LEVELS:
        raise SettingsError(f"QUIZAPP_LOG_LEVEL is “{text}”, but must be one of {', '.join(LOG_LEVELS)}.")
    return level


def _folder_or_off(environ: Mapping[str, str], name: str) -> str:
    text = environ.get(name) or ""
    return OFF if text.lower() in {OFF, "0", "no", "false"} else text and str(_folder(name, text))


def _folder(name: str, text: str) -> Path:
    try:
        return Path(text).expanduser().resolve()
    except (RuntimeError, OSError, ValueError):  # ~ of nobody, a name that no disk takes
        raise SettingsError(f"{name} is “{text}”, which is no path on this machine.") from None


def _trusted_hosts(text: str, host: str, mail: MailServer | None) -> tuple[str, ...]:
    named = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if wrong := [name for name in named if not is_host_name(name)]:
        said = "names and IPv4 addresses such as quiz.example.org,192.168.1.20, or .example.org for all names below it"
        raise SettingsError(f"QUIZAPP_TRUSTED_HOSTS holds “{wrong[0]}”, but must be {said}.")
    own = (*own_addresses(), *LOCAL_NAMES) if host in EVERYWHERE else () if host in LOOPBACK else (host,)
    linked = (mail.hostname,) if mail and mail.hostname not in {*LOOPBACK, *own, *named} else ()
    return (*LOOPBACK, *own, *named, *linked)


def _socket(path: str) -> str:
    with contextlib.suppress(OSError):  # a folder that may not be entered, a name that no disk takes
        if not path or Path(path).is_socket():
            return path
    raise SettingsError(f"QUIZAPP_SYSLOG is “{path}”, which is no socket of the system's log such as /dev/log.")


def _timezone(name: str | None) -> ZoneInfo:
    try:
        return ZoneInfo(name or tzlocal.get_localzone_name() or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):  # "America" is a folder of zones
        raise SettingsError(f"QUIZAPP_TIMEZONE is “{name}”, which is no time zone such as Asia/Yerevan.") from None


def _language(code: str) -> str:
    locale = locale_of(code)
    if locale is None:
        raise SettingsError(f"QUIZAPP_LANGUAGE is “{code}”, which is no language such as hy, de or pt-BR.")
    return str(locale)
