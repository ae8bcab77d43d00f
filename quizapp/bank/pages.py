"""What the pages of banks say in words."""

from __future__ import annotations

from flask_babel import gettext as _

from quizapp.bank.roles import BankRole


def role_names() -> dict[str, tuple[str, str]]:
    """Return each role's name and what it may do, the most powerful first."""
    return {
        BankRole.OWNER: (_("owner"), _("does all that an editor does, and decides who works on the bank")),
        BankRole.EDITOR: (_("editor"), _("writes and changes questions")),
        BankRole.REVIEWER: (_("reviewer"), _("comments, answers reports, and says which questions are ready")),
        BankRole.VIEWER: (_("viewer"), _("reads everything, the answers and notes too")),
    }
