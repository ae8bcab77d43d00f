"""What touches on safety goes into a log of its own: who signed in, who failed to, and each request that was refused.

It names accounts by their numbers, and pages by their rules: no names, no addresses, nothing that was typed.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, g, request

from quizapp.accounts.entering import claimed_session

_log = logging.getLogger("quizapp.security")
REFUSED = frozenset({400, 401, 403, 411, 413, 429})
NOT_FOUND, LEAST_ERROR = 404, 400


def init_app(app: Flask) -> None:
    """Look at each reply."""
    app.after_request(_note)


def note_try(person_id: int | None) -> None:
    """Remember for which account somebody tries to sign in; None where there is no such account."""
    g.tried = person_id


def _note(response: Response) -> Response:
    status = response.status_code
    entered = g.pop("entered", None)
    if entered is not None and status < LEAST_ERROR:
        _tell("Somebody signed in.", status, entered)
    elif status in REFUSED or (status == NOT_FOUND and _asked_for_a_row()):
        _tell("A request was refused.", status, g.pop("tried", None) or _claimed())
    return response


def _asked_for_a_row() -> bool:
    """Say whether somebody who is known here asked for a thing by its number: it is not there, or not theirs."""
    return bool(request.url_rule and request.view_args) and _claimed() is not None


def _claimed() -> int | None:
    claim = claimed_session()  # signed by us, and no statement: a refused request is to cost little
    return claim.id if claim else None


def _tell(message: str, status: int, account: int | None) -> None:
    rule = request.url_rule.rule if request.url_rule else "no page"
    figures = {"status": status, "method": request.method, "page": rule, "account": account}
    _log.info(message, extra={"figures": figures})
