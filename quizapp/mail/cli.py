"""quizapp mail …: seeing whether mails can be sent."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import Flask

from quizapp.clock import utcnow
from quizapp.extensions import settings_of
from quizapp.mail.delivery import TroubleError
from quizapp.mail.forms import as_sent
from quizapp.mail.trying import send_test
from quizapp.mail_server import is_address


@click.group("mail")
def mail_group() -> None:
    """See whether mails can be sent."""


@mail_group.command("test")
@click.argument("address")
@click.pass_obj
def send_test_mail(make_app: Callable[[], Flask], address: str) -> None:
    """Send a test mail to an address, and say what became of it."""
    app = make_app()
    settings = settings_of(app)
    if settings.mail is None:
        raise click.ClickException("No mail server is set: QUIZAPP_SMTP_HOST names one.")
    if not is_address(as_sent(address)):
        raise click.ClickException(f"“{address}” is no e-mail address such as ani@example.org.")
    try:
        with app.app_context():
            reply = send_test(app, settings.mail, as_sent(address), now=utcnow())
    except TroubleError as trouble:
        raise click.ClickException(f"{trouble.what} {trouble.advice}") from None
    if not reply.taken:
        raise click.ClickException(f"The mail server refused the test. It says: {reply.reason}")
    click.echo("The mail server took the test. See whether it arrives; if not, look among what is taken for spam.")
