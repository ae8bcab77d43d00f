"""Which kept searches and bulk operations an instructor may open. An id becomes a row, or 404."""

from __future__ import annotations

from flask import abort

from quizapp.accounts.access import known_visitor
from quizapp.bank import queries
from quizapp.bank.access import may, needed_to_delete, open_question, require_role
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankRole
from quizapp.db import db
from quizapp.web.access import or_404
from quizapp.workbench import duplicate_list, journal, searches
from quizapp.workbench.models import BulkOperation, DuplicatePair, SavedSearch

__all__ = ["open_bank_anywhere", "open_operation", "open_pair", "open_question", "open_search"]


def open_search(search_id: int) -> SavedSearch:
    """Return a search that this instructor keeps, or 404."""
    return or_404(searches.search_by_id(db.session(), known_visitor().id, search_id))


def open_operation(operation_id: int) -> BulkOperation:
    """Return a bulk operation of the visitor's own, or on a bank that they may change; an admin, any; or 404."""
    operation = or_404(journal.operation_by_id(db.session(), operation_id))
    person = known_visitor()
    is_on_theirs = "bank_id" in operation.said and may(operation.said["bank_id"], BankRole.EDITOR)
    if operation.person_id != person.id and not person.is_admin and not is_on_theirs:
        abort(404)
    return operation


def open_bank_anywhere(key: str) -> Bank:
    """Return a bank that the visitor may throw away, be it in the trash, or 404; 403 where others own it."""
    bank = or_404(queries.bank_by_key(db.session(), key))
    require_role(bank.id, needs=needed_to_delete(bank))
    return bank


def open_pair(question_id: int, other_id: int) -> DuplicatePair:
    """Return a pair of likely duplicates, or 404; that the visitor may see both is for open_question to say."""
    return or_404(duplicate_list.pair_of(db.session(), question_id, other_id))
