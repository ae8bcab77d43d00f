"""Looking at the ways to other machines, database and mail server: whether what goes there is encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.config import Settings, machine_of
from quizapp.kinds.messages import N_
from quizapp.ops.doctor.findings import Finding, Level, finding

PROVED = "verify-full"
"""What has PostgreSQL on another machine show a certificate for its name."""
ENCRYPTED = ("require", "verify-ca", PROVED)


def look_at_ways(settings: Settings) -> Iterator[Finding]:
    """Say which way to another machine is set to go unencrypted, or to whoever answers there."""
    host, mode = machine_of(settings.database_url), settings.database_url.query.get("sslmode")
    if host and mode not in ENCRYPTED:
        text = N_(
            "What goes to the database on %(host)s is not encrypted, or may not be: QUIZAPP_DATABASE_URL says so."
        )
        advice = N_("Where others could listen in between, take sslmode out of the address.")
        yield finding("encryption", Level.NOTE, text, advice, host=host)
    elif host and mode != PROVED:
        text = N_("The database on %(host)s need not prove that it is that: QUIZAPP_DATABASE_URL says so.")
        advice = N_("Where others could answer in its place, take sslmode out of the address.")
        yield finding("encryption", Level.NOTE, text, advice, host=host)
    if settings.mail and settings.mail.is_open:
        text = N_("Mails go to %(host)s unencrypted, with the links in them: QUIZAPP_SMTP_SECURITY is none.")
        advice = N_("Where others could listen in between, set it to starttls or tls.")
        yield finding("encryption", Level.NOTE, text, advice, host=settings.mail.host)
