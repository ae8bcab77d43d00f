"""Whose data a visitor may take out or have erased. An id becomes a person, or 404."""

from __future__ import annotations

from flask import abort

from quizapp.accounts.access import known_visitor
from quizapp.accounts.models import Person
from quizapp.db import db
from quizapp.web.access import or_404


def open_own_person() -> Person:
    """Return the visitor's own row; 404 for somebody who has not done anything yet."""
    return db.session().get_one(Person, known_visitor().id)


def open_anybody(person_id: int) -> Person:
    """Return anybody of whom there are data, with or without an account, for an admin; or 404."""
    return or_404(db.session().get(Person, person_id))


def open_somebody_else(person_id: int) -> Person:
    """Return anybody but the visitor, for an admin; or 404: nobody closes their own account as an admin."""
    person = open_anybody(person_id)
    if person.id == known_visitor().id:
        abort(404)
    return person
