"""Which banks, sources and copies a visitor may keep. A name becomes a row, or 404."""

from __future__ import annotations

from quizapp.authoring import upstream
from quizapp.authoring.upstream import Upstream
from quizapp.bank import sources
from quizapp.bank.access import open_bank, require_role
from quizapp.bank.models import Bank, Source
from quizapp.bank.roles import BankRole
from quizapp.db import db
from quizapp.web.access import or_404

__all__ = ["open_bank", "open_origin", "open_source", "open_upstream"]


def open_source(source_key: str) -> Source:
    """Return a source, or 404."""
    return or_404(sources.source_by_key(db.session(), source_key))


def open_origin(bank: Bank) -> Bank:
    """Return the bank that a bank was copied from, if the visitor may read that one still, or 404."""
    origin = or_404(upstream.origin_of(db.session(), bank))
    require_role(origin.id, needs=BankRole.VIEWER)
    return origin


def open_upstream(bank: Bank, question_id: int) -> Upstream | None:
    """Return a copied question with what changed in its origin, None where nothing did; 404 where it is no copy."""
    source = or_404(upstream.source_of(db.session(), bank, question_id))
    require_role(source.bank_id, needs=BankRole.VIEWER)
    return next(iter(upstream.changed_upstream(db.session(), bank, question_id)), None)
