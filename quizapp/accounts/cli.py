"""quizapp user …: accounts made and passwords set by whoever runs the server."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import Flask

from quizapp.accounts import people, queries, services
from quizapp.accounts.models import Person, Role
from quizapp.accounts.password_rules import Weakness, least_length, weakness_of
from quizapp.accounts.passwords import hash_password
from quizapp.accounts.services import Credentials, NameTakenError
from quizapp.clock import utcnow
from quizapp.db import db, reading

PASSWORD = click.option(
    "--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for if not given."
)


@click.group("user")
def user_group() -> None:
    """Make accounts and admins, and set passwords."""


@user_group.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([Role.STUDENT.value, Role.INSTRUCTOR.value]), default=Role.STUDENT.value)
@click.option("--admin", is_flag=True, help="An instructor who looks after the whole site and its people.")
@PASSWORD
@click.pass_obj
def add(make_app: Callable[[], Flask], name: str, role: str, password: str, *, admin: bool) -> None:
    """Make an account."""
    role = Role.INSTRUCTOR.value if admin else role
    credentials = Credentials(name, _hashed(password, name, Role(role)))
    with make_app().app_context():
        try:
            person = services.create_account(db.session(), credentials, Role(role), now=utcnow())
        except NameTakenError:
            raise click.ClickException(f"Somebody signs in as “{name}” already.") from None
        except services.NameUnseenError:
            seen = services.LEAST_SEEN
            raise click.ClickException(f"A name has at least {seen} characters that can be seen.") from None
        if admin:
            people.appoint_admin(db.session(), person, now=utcnow())
        db.session.commit()
    click.echo(f"{name} can sign in now, as {'admin' if admin else role}.")


@user_group.command("set-password")
@click.argument("name")
@PASSWORD
@click.pass_obj
def set_password(make_app: Callable[[], Flask], name: str, password: str) -> None:
    """Set somebody's password and end all their sessions."""
    with make_app().app_context():
        with reading(db.session()):
            known = queries.person_by_sign_in_name(db.session(), name)
            new_hash = _hashed(password, name, Role(known.role if known else Role.STUDENT))
        person = person_named(name)
        people.set_password(db.session(), person, new_hash, now=utcnow())
        db.session.commit()
    click.echo(f"{name} has a new password; all other sessions are signed out.")


@user_group.command("remove-second-factor")
@click.argument("name")
@click.pass_obj
def remove_second_factor(make_app: Callable[[], Flask], name: str) -> None:
    """Let somebody sign in by password alone who has lost both app and recovery codes."""
    with make_app().app_context():
        person = person_named(name)
        if not people.remove_factor(db.session(), person, now=utcnow()):
            raise click.ClickException(f"{person.name} has no second factor.")
        db.session.commit()
        click.echo(f"{person.name} signs in by password alone now; all sessions are signed out.")


@user_group.command("make-admin")
@click.argument("name")
@click.pass_obj
def make_admin(make_app: Callable[[], Flask], name: str) -> None:
    """Make somebody an admin who has an account: an instructor who looks after the whole site and its people."""
    with make_app().app_context():
        person = person_named(name)
        people.appoint_admin(db.session(), person, now=utcnow())
        db.session.commit()
    click.echo(f"{name} is an admin now.")


WEAK = {
    Weakness.COMMON: "Many people have this password, so it is tried first.",
    Weakness.NEAR: "This password is too near to the name.",
    Weakness.PLAIN: "The same few characters, or one after the other, are tried first.",
}


def person_named(name: str) -> Person:
    """Return who signs in with the name that a command was given.

    Raises:
        ClickException: nobody does.
    """
    person = queries.person_by_sign_in_name(db.session(), name)
    if person is None:
        raise click.ClickException(f"Nobody signs in as “{name}”.")
    return person


def _hashed(password: str, name: str, role: Role) -> str:
    least = least_length(is_staff=role is Role.INSTRUCTOR)
    if len(password) < least:
        raise click.ClickException(f"A password has at least {least} characters.")
    weakness = weakness_of(password, [name])
    if weakness is not None:
        raise click.ClickException(f"{WEAK[weakness]} Choose another: a few words, say.")
    return hash_password(password)
