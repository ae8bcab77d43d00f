"""Who is asking, and may they. All authorisation by role stands on this page."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import abort, flash, has_request_context, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_user, logout_user
from limits import RateLimitItemPerHour

from quizapp.accounts import carrying, opaque, people, queries, services, sign_ins
from quizapp.accounts.carrying import SignedOutError
from quizapp.accounts.entering import recognised
from quizapp.accounts.models import OneTimeLink, Person, SignIn
from quizapp.accounts.signals import guest_signed_in
from quizapp.accounts.visitor import Visitor, visitor_by_session, visitor_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.extensions import limiter, login
from quizapp.web.access import or_404
from quizapp.web.headers import keep_no_reply

P = ParamSpec("P")
R = TypeVar("R")
MOST_GUESTS = RateLimitItemPerHour(600)
"""From one address, which a whole school may share: nobody fills the database with places for people who are none."""
PERSON_HEADER = "X-Person"
"""Whom a script means to speak for, by their opaque name: the page may have been opened before somebody else came."""


@login.user_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def load_visitor(token: str) -> Visitor | None:
    """Return whose session a request belongs to."""
    person = visitor_by_session(db.session(), token, utcnow())
    return person and recognised(person)


def visitor() -> Visitor | None:
    """Return who is asking; None for somebody who has not done anything yet."""
    return current_user if current_user.is_authenticated else None


def own_time_zone() -> str | None:
    """Return the time zone in which the visitor's pages tell moments: their class's; None for the installation's."""
    person = visitor() if has_request_context() else None
    return person.calendar.rpartition(" ")[0] if person and person.calendar else None


def practising_visitor() -> Visitor:
    """Return who practises, making a guest of a first visitor. Only for requests that write."""
    known = visitor()
    if known is None:
        _refuse_too_many()
        known = visitor_of(services.create_guest(db.session(), now=utcnow()))
        cookie.permanent = True  # and kept as it is: pages open in other tabs can still be sent
        login_user(known)
    return known


def let_guest_go() -> None:
    """Take back a guest of this request, with all that it wrote: their number may be that of whoever comes next."""
    db.session.rollback()
    logout_user()


def _refuse_too_many() -> None:
    """Answer 429 where guests come from one address as no school's would."""
    with contextlib.suppress(sqlite3.Error):  # where tries cannot be counted, guests cannot be written either
        if limiter.enabled and not limiter.limiter.hit(MOST_GUESTS, "guests", get_remote_address()):
            abort(429)


def known_visitor() -> Visitor:
    """Return who is asking, or 404 for somebody without any rows here."""
    return or_404(visitor())


def own_row(known: Visitor) -> Person:
    """Return the visitor's own row, to be changed."""
    return db.session().get_one(Person, known.id)


def refuse_others() -> None:
    """Answer 401 to a request whose sender meant to speak for another person than this browser's session names."""
    meant = request.headers.get(PERSON_HEADER)
    if meant is not None and meant != opaque.own_key():
        abort(401)


def carry_over_guest(person: Person) -> str:
    """Give a person all that they did in this browser as a guest, and return that guest's opaque name, or ""."""
    guest = visitor()
    if guest is None or not guest.is_guest or guest.id == person.id or is_not_mine():
        return ""
    guest_signed_in.send(guest.id, session=db.session(), person_id=person.id, now=utcnow())
    return opaque.key_of(guest.id)


def is_not_mine() -> bool:
    """Say whether whoever signs in here says that somebody else practised in this browser before."""
    return bool(request.form.get("not_mine"))


def open_person(person_id: int) -> Person:
    """Return somebody who has an account, for an admin, or 404."""
    return or_404(people.person_by_id(db.session(), person_id))


def open_sign_in(sign_in_id: int) -> SignIn:
    """Return one of the visitor's own sign-ins, or 404."""
    return or_404(sign_ins.sign_in_of(db.session(), known_visitor().id, sign_in_id))


def open_setup_link(secret: str) -> OneTimeLink:
    """Return the one-time link of a secret, or 404."""
    return or_404(queries.open_link_by_secret(db.session(), secret, utcnow()))


def instructor_required(view: Callable[P, R]) -> Callable[P, R | ResponseReturnValue]:
    """Let instructors in; ask who nobody knows yet to sign in; refuse the rest with 403."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | ResponseReturnValue:
        person = visitor()
        if person is None or person.is_guest:
            if (carried := carrying.of_request()) is not None:
                raise SignedOutError(carried)
            wanted = None if request.method == "POST" else request.full_path
            return redirect(url_for("accounts.sign_in", next=wanted))
        if person.is_held:
            return redirect(url_for("accounts.set_up_factor"))
        if not person.is_instructor:
            abort(403)
        return view(*args, **kwargs)

    return guarded


def staff_required(view: Callable[P, R]) -> Callable[P, R | ResponseReturnValue]:
    """Let those in who teach, even where they have to set up a second factor before they may do more."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | ResponseReturnValue:
        if not (known_visitor().is_instructor or known_visitor().is_held):
            abort(403)
        return view(*args, **kwargs)

    return account_required(guarded)


def confirmed_required(view: Callable[P, R]) -> Callable[P, R | ResponseReturnValue]:
    """Ask whoever signed in a while ago for their password, or a code, before a view that is for few."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | ResponseReturnValue:
        if not sign_ins.is_confirmed(db.session(), known_visitor().sign_in_id, now=utcnow()):
            page = request.full_path if _is_form_page() else _page_before()
            return redirect(url_for("accounts.confirm_oneself", next=page.rstrip("?") or None))
        return view(*args, **kwargs)

    return guarded


def _page_before() -> str:
    """Say that what was sent, or asked for, has to be done once more, and return on which page; "" if unknown."""
    flash(_("Confirm that it is you; then do it again."))
    before = urlsplit(request.referrer or "")
    return f"{before.path}?{before.query}"


def _is_form_page() -> bool:
    """Say whether the page of a form is asked for, which shows by itself then; what is sent or taken out is no page."""
    rule = request.url_rule
    return request.method == "GET" and rule is not None and "POST" in (rule.methods or ())


def admin_required(view: Callable[P, R]) -> Callable[P, R | ResponseReturnValue]:
    """Let the site's admins in; treat everybody else as instructor_required does, and refuse other instructors."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | ResponseReturnValue:
        if not known_visitor().is_admin:
            abort(403)
        keep_no_reply()  # of many people, or of how the server is kept
        return view(*args, **kwargs)

    return instructor_required(guarded)


def account_required(view: Callable[P, R]) -> Callable[P, R | ResponseReturnValue]:
    """Let everybody in who has an account; send the rest to sign in."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | ResponseReturnValue:
        person = visitor()
        if person is None or person.is_guest:
            return redirect(url_for("accounts.sign_in", next=request.path))
        return view(*args, **kwargs)

    return guarded
