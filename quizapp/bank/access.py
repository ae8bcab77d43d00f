"""Which banks and questions a visitor may work on, by their role there.

An id becomes a row, or 404; or 403 where the visitor may see the row, but not do with it what they ask for.
"""

from __future__ import annotations

from flask import abort, g, request

from quizapp.accounts.access import known_visitor, visitor
from quizapp.bank import queries, sharing
from quizapp.bank.models import Bank, Question
from quizapp.bank.roles import ROLE_ON_OPEN_BANKS, BankRole, Condition, in_banks_of, role_on_bank
from quizapp.db import db
from quizapp.web.access import or_404

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def open_bank(key: str, *, needs: BankRole | None = None) -> Bank:
    """Return a bank on which the visitor has the role that is needed: usually viewer to read, editor to write."""
    bank = queries.bank_by_key(db.session(), key)
    if bank is None or bank.trashed_at is not None:
        abort(404)
    require_role(bank.id, needs=needs)
    return bank


def open_question(question_id: int, *, needs: BankRole | None = None) -> Question:
    """Return a question in a bank on which the visitor has the role that is needed, as open_bank does."""
    question = queries.question_by_id(db.session(), question_id)
    if question is None or question.removed_at is not None:
        abort(404)
    require_role(question.bank_id, needs=needs)
    return question


def require_role(bank_id: int, *, needs: BankRole | None = None) -> BankRole:
    """Return the visitor's role on a bank; 404 for a stranger to it, 403 where the role does not do."""
    role = or_404(role_here(bank_id))
    if not role.allows(needs or (BankRole.VIEWER if request.method in READING else BankRole.EDITOR)):
        abort(403)
    return role


def require_member(bank: Bank, person_id: int) -> None:
    """Answer 404 unless somebody has a role of their own on a bank."""
    if sharing.member_of_bank(db.session(), bank.id, person_id) is None:
        abort(404)


def role_here(bank_id: int) -> BankRole | None:
    """Return the visitor's role on a bank, asked for once a request; None for a stranger."""
    kept: dict[int, BankRole | None] = g.setdefault("bank_roles", {})
    if bank_id not in kept:
        person = visitor()
        kept[bank_id] = role_on_bank(db.session(), person, bank_id) if person else None
    return kept[bank_id]


def may(bank_id: int, needed: str) -> bool:
    """Say whether the visitor may do with a bank what a role may: for pages, which leave out what would be refused."""
    role = role_here(bank_id)
    return role is not None and role.allows(needed)


def bank_to_write(key: str | None) -> str:
    """Return a bank's key if the visitor may write questions there; "" otherwise."""
    bank = queries.bank_by_key(db.session(), key) if key else None
    return bank.key if bank is not None and may(bank.id, BankRole.EDITOR) else ""


def needed_to_delete(bank: Bank) -> BankRole:
    """Return the role that it takes to throw a whole bank away: its owners' alone, where it has any."""
    is_owned = bank.id in sharing.owned_banks(db.session())
    return BankRole.OWNER if is_owned else ROLE_ON_OPEN_BANKS


def may_delete(key: str) -> bool:
    """Say whether the visitor may throw a bank away."""
    bank = queries.bank_by_key(db.session(), key)
    return bank is not None and may(bank.id, needed_to_delete(bank))


def seen_questions(needs: BankRole = BankRole.VIEWER) -> Condition:
    """Return the condition that the visitor may see a question, or do more with it; for statements about many."""
    return in_banks_of(known_visitor(), needs)


def seen_banks(needs: BankRole = BankRole.VIEWER) -> Condition:
    """Return the condition that the visitor may see a bank, or do more with it."""
    return in_banks_of(known_visitor(), needs, Bank.id.expression)
