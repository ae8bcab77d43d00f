"""Sending a test mail at once, past everything that waits."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from quizapp.mail.delivery import Reply, deliver
from quizapp.mail.letters import Writer
from quizapp.mail.links import Links
from quizapp.mail_server import MailServer


def send_test(app: Flask, server: MailServer, address: str, *, now: datetime) -> Reply:
    """Send a test to an address, and return what the mail server said.

    Raises:
        TroubleError: the mail server does not answer, or takes nothing of ours.
    """
    message = Writer(server, Links(app, server), now).test(address)
    (reply,) = deliver(server, [message])
    return reply
