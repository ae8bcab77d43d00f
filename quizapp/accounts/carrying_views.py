"""What happens to a form that was sent when its sign-in had ended, or with a token of another session."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from quizapp.accounts import access, carrying, pages
from quizapp.accounts.carrying import SignedOutError
from quizapp.accounts.views import bp
from quizapp.web.errors import drop_changes, show_error


@bp.app_errorhandler(SignedOutError)
def carry_signed_out(error: SignedOutError) -> ResponseReturnValue:
    """Ask somebody to sign in, and keep what they sent."""
    drop_changes()
    return pages.give_back(error.carried, access.visitor())


@bp.app_errorhandler(CSRFError)
def carry_untrusted(error: CSRFError) -> ResponseReturnValue:
    """Give back what came with a token of a session that has ended, or say that the page was open too long."""
    carried = carrying.of_request()
    if carried is None:
        return show_error(error)
    drop_changes()
    return pages.give_back(carried, access.visitor())
