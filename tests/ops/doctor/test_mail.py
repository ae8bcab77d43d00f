from __future__ import annotations

import dataclasses

from quizapp.clock import utcnow
from quizapp.mail.models import Mail
from quizapp.ops.doctor.findings import Level
from quizapp.ops.doctor.mail import Post, look_at_mail, read_post
from tests.mail import conftest as given

_smtp, smtp, server = given._smtp, given.smtp, given.server


def test_nothing_is_said_where_no_mail_server_is_set(settings):
    assert list(look_at_mail(settings, Post(1, 1))) == []


def test_the_mail_server_answers_or_it_is_a_fault_with_what_to_do(settings, server):
    well = dataclasses.replace(settings, mail=server)
    assert [one.level for one in look_at_mail(well, None)] == [Level.WELL]
    ill = dataclasses.replace(settings, mail=dataclasses.replace(server, port=1))
    found, waiting = look_at_mail(ill, Post(7, 3))
    assert (found.level, "does not answer on port 1" in str(found.what)) == (Level.FAULT, True)
    assert "firewalls" in str(found.advice)
    assert "7, 3 of them" in str(waiting.what)


def test_what_was_given_up_is_told_with_the_reasons(app, session, settings, server, make_person):
    now, person_id = utcnow(), make_person()
    rows = [("550 unknown", None), ("550 unknown", None), ("554 spam", None), ("451 later", now)]
    for reason, next_at in rows:
        session.add(
            Mail(kind="confirmation", person_id=person_id, made_at=now, next_at=next_at, tries=1, reason=reason)
        )
    session.flush()
    post = read_post(session.connection(), now)
    assert post == Post(1, 1, (("550 unknown", 2), ("554 spam", 1)))
    lost = list(look_at_mail(dataclasses.replace(settings, mail=server), post))[-1]
    assert (lost.level, "550 unknown (2); 554 spam (1)" in str(lost.what)) == (Level.WARNING, True)
