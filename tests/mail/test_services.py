from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.mail.models import MailAddress, MailKind
from quizapp.mail.services import MOST_A_DAY, TooOftenError, Wish, confirm_address, stop_mails, wish_for_mail


def test_nothing_comes_by_itself_and_a_choice_alone_needs_no_link(app, session, students):
    now = utcnow()
    assert wish_for_mail(session, students[0], Wish("a@mail.example"), now=now)
    row = session.get_one(MailAddress, students[0])
    assert (row.address, row.announcements, row.reminders) == (None, False, False)
    confirm_address(session, row)
    assert not wish_for_mail(session, students[0], Wish("a@mail.example", announcements=True), now=now)
    assert (row.address, row.announcements, row.pending_nonce) == ("a@mail.example", True, None)


@pytest.mark.longer
def test_asking_again_and_again_fills_no_mailbox(app, session, students):
    now = utcnow()
    for number in range(MOST_A_DAY):
        wish_for_mail(session, students[0], Wish(f"a{number}@mail.example"), now=now)
    with pytest.raises(TooOftenError):
        wish_for_mail(session, students[0], Wish("b@mail.example"), now=now)
    assert wish_for_mail(session, students[0], Wish("b@mail.example"), now=now + timedelta(days=2))


@pytest.mark.parametrize(
    ("kind", "left"),
    [(MailKind.ANNOUNCEMENT, (False, True)), (MailKind.REMINDER, (True, False)), (None, (False, False))],
)
def test_mails_of_one_kind_or_of_all_are_stopped(app, session, kind, left):
    row = MailAddress(announcements=True, reminders=True)
    stop_mails(db.session(), row, kind)
    assert (row.announcements, row.reminders) == left
