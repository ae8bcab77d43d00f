from __future__ import annotations

import time

import pytest

from quizapp.ops.locks import holding
from quizapp.ops.mailing import LOCK, keep_mailing, post
from tests.live_server import PATIENCE_SECONDS
from tests.mail import conftest as given

_smtp, smtp, server, app, gets_mail, tell, mails = (
    given._smtp,
    given.smtp,
    given.server,
    given.app,
    given.gets_mail,
    given.tell,
    given.mails,
)
teacher, students, make_class, class_id = given.teacher, given.students, given.make_class, given.class_id


@pytest.mark.longer
def test_one_process_sends_and_the_others_leave_it_to_it(app, settings, students, gets_mail, tell, smtp):
    gets_mail(students[0])
    tell()
    with holding(settings.data_dir / LOCK):
        assert not post(app, looks_at_deadlines=True)
    assert smtp.got == []
    assert post(app, looks_at_deadlines=True)
    assert smtp.recipients == [given.ADDRESS]


@pytest.mark.slow
def test_mails_are_sent_by_themselves_until_it_is_ended(app, students, gets_mail, tell, smtp):
    gets_mail(students[0])
    ended = keep_mailing(app, seconds=0.01)
    tell()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not smtp.got and time.monotonic() < deadline:
        time.sleep(0.02)
    ended.set()
    assert smtp.recipients == [given.ADDRESS]


def test_without_a_mail_server_there_is_nothing_to_do(kept_apps, settings):
    plain = kept_apps.take(settings)
    assert keep_mailing(plain) is None
    assert not post(plain, looks_at_deadlines=True)
    kept_apps.give_back(plain)
