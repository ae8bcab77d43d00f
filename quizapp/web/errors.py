"""Pages for what went wrong: what it was, and what to do now."""

from __future__ import annotations

import logging
import sqlite3
from urllib.parse import quote

from flask import Flask, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    SecurityError,
    ServiceUnavailable,
)

from quizapp.clock import utcnow
from quizapp.db import db, read_only
from quizapp.extensions import limiter

SOON_SECONDS = 10
POSTGRESQL_FULL = "53100"


def init_app(app: Flask) -> None:
    """Show our own page for every HTTP error."""
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(MethodNotAllowed, show_page_above)
    app.register_error_handler(OperationalError, show_full_disk)


class DiskFullError(ServiceUnavailable):
    """The server's disk is full: nothing can be saved until there is room."""


class LinkUsedUpError(NotFound):
    """A link that works once, or for a while, and was used, is too old, or is none of ours: which, nobody is told."""


def show_full_disk(error: OperationalError) -> ResponseReturnValue:
    """Say that nothing can be saved now; any other error of the database is left to whoever asks for bugs."""
    if not is_full(error):
        raise error
    logging.getLogger(__name__).error("The disk is full: nothing is saved until there is room.")
    return show_error(DiskFullError(retry_after=SOON_SECONDS))


def is_full(error: OperationalError) -> bool:
    """Say whether it is that the database's disk is full."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_FULL or getattr(error.orig, "sqlstate", None) == POSTGRESQL_FULL


def show_page_above(error: MethodNotAllowed) -> ResponseReturnValue:
    """Lead a browser to the page above what is only sent to: a refused form leaves that in its address bar."""
    if request.method != "GET" or "text/html" not in request.headers.get("Accept", ""):
        return show_error(error)
    page = _page_above(request.path)
    return redirect(quote(f"{request.script_root}{page}", safe="/:"), 303) if page else show_error(error)


def _page_above(path: str) -> str | None:
    """Return the nearest address that begins the path and shows a page; None if only the start page does."""
    addresses = current_app.create_url_adapter(request)
    while addresses and (path := path.rpartition("/")[0]):
        if addresses.test(path, "GET"):
            return path
    return None


def show_error(error: HTTPException) -> ResponseReturnValue:
    """Say what went wrong in a sentence, and where to go from here."""
    drop_changes()
    code = error.code or 500
    title, advice = _words(error)
    if isinstance(error, SecurityError):  # a host that is not ours: the page's addresses could not be built for it
        return Response(f"{title}. {advice}\n", code, mimetype="text/plain")
    page = render_template("error.html", code=code, title=title, advice=advice)
    headers = [header for header in error.get_headers() if header[0] in {"Retry-After", "Allow"}]
    return page, code, headers


def drop_changes() -> None:
    """Forget what a request had begun to change: a page of what went wrong only reads."""
    db.session.rollback()
    read_only(True)


def _words(error: HTTPException) -> tuple[str, str]:
    if isinstance(error, DiskFullError):
        return _("The server's disk is full"), _(
            "Nothing can be saved now; what was shown as saved is. Tell your teacher: it goes on once there is room."
        )
    if isinstance(error, LinkUsedUpError):
        return _("This link works no more"), _(
            "It works once, and not for long. Your settings say whether that is done; a new one comes from there."
        )
    if isinstance(error, CSRFError):
        return _("This page was open too long"), _("Go back, load the page again, and send it once more.")
    words = {
        400: (_("The browser sent something unexpected"), _("Go back, load the page again, and try once more.")),
        401: (_("Somebody else is signed in here now"), _("Load the page again to go on as who is signed in.")),
        403: _words_of_refusal(),
        404: (_("There is nothing here"), _("The address may be mistyped, or what was here belongs to somebody else.")),
        405: (_("This page cannot be asked that way"), _("Go back and use the page's own buttons.")),
        413: (
            _("Too much was sent at once"),
            _("Go back: what you typed is still there. Send less text, or a smaller file."),
        ),
        429: (_("Too many tries"), _words_of_waiting()),
    }
    if error.code in words:
        return words[error.code]
    if isinstance(error, InternalServerError):
        return _("Something broke on our side"), _("Answers that were shown as saved are saved. Try again in a moment.")
    return _("That did not work"), _("Go back and try again.")


def _words_of_waiting() -> str:
    """Say how long to wait, and who helps before: a new password is asked for without any wait."""
    limit = limiter.current_limit
    minutes = max(round((limit.reset_at - utcnow().timestamp()) / 60), 1) if limit else 5
    wait = ngettext("Try again in %(num)d minute.", "Try again in %(num)d minutes.", minutes)
    helps = _("If a password is forgotten: your teacher, or an admin, can give you a new one that lets you in at once.")
    return f"{wait} {helps}"


def _words_of_refusal() -> tuple[str, str]:
    if getattr(current_user, "is_instructor", False):
        return _("You may not do this"), _("It takes another role: ask an owner of the bank, or an admin of this site.")
    return _("This page is for instructors"), _("Sign in with an instructor's account to see it.")
