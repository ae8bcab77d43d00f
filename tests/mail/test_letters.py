from __future__ import annotations

import dataclasses

from quizapp.classroom.models import Announcement, SchoolClass
from quizapp.clock import utcnow
from quizapp.mail.letters import Writer
from quizapp.mail.links import Links
from quizapp.mail.models import MailAddress

ROW = MailAddress(person_id=1, address="ani@mail.example", stop_key="key")


def written(app, server, name="10 b", text="Told"):
    with app.app_context():
        writer = Writer(server, Links(app, server), utcnow())
        return writer.announcement(ROW, Announcement(text=text), SchoolClass(id=7, name=name), "")


def test_a_name_with_a_line_break_makes_no_header(app, server):
    mail = written(app, server, "10 b\r\nBcc: all@mail.example")
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Announcement in “10 b Bcc: all@mail.example”"


def test_without_https_mail_programs_are_not_told_to_stop_mails_by_themselves(app, server):
    mail = written(app, dataclasses.replace(server, links="http://quiz.local:8000"))
    assert mail["List-Unsubscribe"] == "<http://quiz.local:8000/mail/stop/key?of=announcements>"
    assert mail["List-Unsubscribe-Post"] is None


def test_no_line_is_longer_than_mail_allows(app, server):
    raw = written(app, server, text="слово " * 1000 + "x" * 3000).as_bytes()
    assert max(map(len, raw.splitlines())) <= 998
