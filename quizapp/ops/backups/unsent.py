"""Mails that waited when a backup was made: in a restored backup they are not sent, as they may have been since."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from quizapp.kinds.messages import N_
from quizapp.mail.models import Mail
from quizapp.ops.backups.manifest import DATABASE, BackupError
from quizapp.ops.backups.noting import writing_draft

REASON = "it waited in the backup that was restored, and may have been sent since"


def hold_mails(folder: Path) -> int:
    """Take what waits out of the mails of a draft folder's database, say why there, and return how many there were.

    Raises:
        BackupError: it cannot be written.
    """
    try:
        with writing_draft(folder / DATABASE) as session:
            if not sa.inspect(session.connection()).has_table(Mail.__tablename__):
                return 0  # a backup of a version without mail
            waiting = sa.update(Mail).where(Mail.next_at.is_not(None)).values(next_at=None, reason=REASON)
            return len(session.scalars(waiting.returning(Mail.id)).all())
    except sa.exc.DBAPIError as error:
        raise BackupError(N_("The backup could not be restored: %(error)s."), error=error.orig) from None
