from __future__ import annotations

import dataclasses
import logging
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.mail.models import Mail, MailAddress
from quizapp.mail.sending import WAITS, send_waiting
from tests.mail.conftest import ADDRESS


@pytest.fixture
def send(app, server):
    return lambda: {word: count for word, count in send_waiting(app, server).items() if count}


@pytest.fixture
def due_again(app):
    """Let the time come at which everything that waits is tried again."""

    def due_again():
        with app.app_context():
            db.session.execute(sa.update(Mail).where(Mail.next_at.is_not(None)).values(next_at=utcnow()))
            db.session.commit()

    return due_again


def change(app, model, **values):
    with app.app_context():
        db.session.execute(sa.update(model).values(values))
        db.session.commit()


@pytest.mark.longer
def test_an_announcement_goes_once_to_whoever_wants_it_with_a_way_to_stop_it(
    smtp, send, students, gets_mail, tell, mails
):
    gets_mail(students[0])
    gets_mail(students[1], "babken@mail.example", announcements=False)
    gets_mail(students[2], None)
    tell("Bring **Thursday's** book.\n\nԲարև։")
    assert send() == {"sent": 1}
    assert send() == {}
    ((sender, to, _text),), (mail,) = smtp.got, smtp.mails
    assert (sender, to, mail["From"], mail["To"]) == ("quiz@quiz.example", ADDRESS, "Quiz <quiz@quiz.example>", ADDRESS)
    assert mail["Subject"] == "Announcement in “10 b”"
    stop = f"https://quiz.example/mail/stop/key-{students[0]}?of=announcements"
    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == (f"<{stop}>", "List-Unsubscribe=One-Click")
    text = mail.get_content().replace("\r\n", "\n")
    for part in ("Ms Hakobyan in “10 b”:", "Bring **Thursday's** book.\n\nԲարև։", f"No more of these: {stop}\n"):
        assert part in text
    assert mail.get_content_type() == "text/plain"
    assert [(one.sent_at is not None, one.next_at) for one in mails()] == [(True, None)]


@pytest.mark.parametrize("what", ["address", "choice", "deactivated", "over"])
def test_what_nobody_is_to_get_any_more_is_left_out(app, smtp, send, students, gets_mail, tell, mails, what):
    gets_mail(students[0])
    tell("Told", shown_until=date(2020, 1, 1) if what == "over" else None)
    if what == "address":
        change(app, MailAddress, address=None)
    elif what == "choice":
        change(app, MailAddress, announcements=False)
    elif what == "deactivated":
        change(app, Person, deactivated_at=utcnow())
    assert send() == {"left out": 1}
    assert (smtp.got, mails()) == ([], [])


@pytest.mark.longer
def test_one_that_the_server_refuses_is_given_up_and_the_others_are_sent(smtp, send, students, gets_mail, tell, mails):
    for number, person_id in enumerate(students):
        gets_mail(person_id, f"a{number}@mail.example")
    smtp.says_to = {"a0@mail.example": "550 <a0@mail.example> is unknown", "a1@mail.example": "451 come back later"}
    tell()
    assert send() == {"given up": 1, "put off": 1, "sent": 1}
    lost, later, sent = mails()
    assert (lost.reason, lost.next_at, lost.sent_at) == ("550 … is unknown", None, None)
    assert (later.reason, later.tries, later.next_at > utcnow()) == ("451 come back later", 1, True)
    assert sent.sent_at is not None


@pytest.mark.longer
def test_a_server_that_takes_nothing_puts_all_off_longer_each_time_until_they_are_given_up(
    smtp, send, students, gets_mail, tell, mails, due_again, caplog
):
    gets_mail(students[0])
    gets_mail(students[1], "babken@mail.example")
    tell()
    smtp.says_to_sender = "550 not yours: quiz@quiz.example"
    waits = []
    with caplog.at_level(logging.DEBUG):
        for _try in range(len(WAITS)):
            send()
            waits.append(mails()[0].next_at - utcnow())
            due_again()
        send()
    assert all(abs(wait - wanted) < timedelta(seconds=30) for wait, wanted in zip(waits, WAITS, strict=True))
    assert [(one.tries, one.next_at) for one in mails()] == [(len(WAITS) + 1, None)] * 2
    assert "takes no mails from the address of QUIZAPP_SMTP_FROM" in mails()[0].reason
    assert "@" not in mails()[0].reason + caplog.text
    assert smtp.got == []


@pytest.mark.longer
def test_a_server_that_breaks_off_between_two_mails_keeps_what_was_sent(smtp, send, students, gets_mail, tell, mails):
    gets_mail(students[0])
    gets_mail(students[1], "babken@mail.example")
    smtp.says_to = {"babken@mail.example": "421 closed"}
    tell()
    send()
    assert [one.sent_at is not None for one in mails()] == [True, False]
    assert mails()[1].next_at > utcnow()


@pytest.mark.longer
def test_a_link_that_is_too_old_is_left_out_and_more_than_a_batch_is_sent(
    app, smtp, send, students, gets_mail, tell, monkeypatch
):
    monkeypatch.setattr("quizapp.mail.sending.BATCH", 2)
    for number, person_id in enumerate(students):
        gets_mail(person_id, f"a{number}@mail.example")
    tell()
    with app.app_context():
        db.session.add(Mail(kind="confirmation", person_id=students[0], made_at=utcnow(), next_at=utcnow()))
        db.session.commit()
    assert send() == {"sent": 3, "left out": 1}
    assert sorted(smtp.recipients) == ["a0@mail.example", "a1@mail.example", "a2@mail.example"]


@pytest.mark.longer
def test_reminders_of_one_person_go_out_as_one_mail_unless_it_was_handed_in(
    app, smtp, send, students, gets_mail, give_out, sit, mails
):
    gets_mail(students[0])
    soon = utcnow() + timedelta(hours=2)
    given = [
        give_out(title=title, closes_at=soon, attempts=1) for title in ("Dates\r\nBcc: x@y.example", "Actors", "Causes")
    ]
    with app.app_context():
        for assignment_id in given:
            row = Mail(kind="reminder", person_id=students[0], assignment_id=assignment_id)
            row.made_at = row.next_at = utcnow()
            db.session.add(row)
        db.session.commit()
    player, attempt = sit(given[2], students[0])
    player.finish(attempt)
    assert send() == {"sent": 1}
    (mail,) = smtp.mails
    assert mail["Subject"] == "Due soon: 2 tasks"
    assert "Dates Bcc: x@y.example (10 b): until" in mail.get_content()
    assert f"https://quiz.example/assignments/{given[1]}" in mail.get_content()
    assert "Causes" not in mail.get_content()
    assert mail["Bcc"] is None
    assert f"key-{students[0]}?of=reminders" in mail["List-Unsubscribe"]
    assert len({one.sent_at for one in mails()}) == 1


@pytest.mark.longer
def test_a_password_is_asked_and_one_that_is_wrong_is_told_without_it(
    app, smtp, server, students, gets_mail, tell, mails
):
    gets_mail(students[0])
    smtp.accounts = {"quiz": "right one"}
    tell()
    send_waiting(app, dataclasses.replace(server, user="quiz", password="wrong one"))
    assert "does not let “quiz” in: mails wait. It says: 535 … is unknown" in mails()[0].reason
    change(app, Mail, next_at=utcnow())
    send_waiting(app, dataclasses.replace(server, user="quiz", password="right one"))
    assert smtp.recipients == [ADDRESS]
