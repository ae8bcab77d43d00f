from __future__ import annotations

import dataclasses

import pytest

from quizapp.clock import utcnow
from quizapp.config import read_settings
from quizapp.mail_server import MailServer, Security
from quizapp.ops.doctor.examining import examine
from quizapp.ops.doctor.findings import Level
from quizapp.ops.doctor.ways import look_at_ways

ELSEWHERE = "postgresql://quiz@db.example.org/quiz"
MAIL = {
    "QUIZAPP_SMTP_HOST": "mail.example.org",
    "QUIZAPP_SMTP_FROM": "quiz@example.org",
    "QUIZAPP_SMTP_LINKS": "https://quiz.example.org",
}


def said(tmp_path, **environ):
    return [str(one.what) for one in look_at_ways(read_settings({"QUIZAPP_DATA": str(tmp_path)} | environ))]


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"QUIZAPP_DATABASE_URL": "postgresql:///quiz"},
        {"QUIZAPP_DATABASE_URL": "postgresql://quiz@127.0.0.1/quiz?sslmode=disable"},
        {"QUIZAPP_DATABASE_URL": ELSEWHERE},
        MAIL,
        MAIL | {"QUIZAPP_SMTP_HOST": "localhost", "QUIZAPP_SMTP_SECURITY": "none"},
    ],
)
def test_nothing_is_said_where_all_is_encrypted_or_on_this_machine(tmp_path, environ):
    assert said(tmp_path, **environ) == []


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer"])
def test_a_database_that_may_be_reached_unencrypted_is_told(tmp_path, mode):
    (what,) = said(tmp_path, QUIZAPP_DATABASE_URL=f"{ELSEWHERE}?sslmode={mode}")
    assert "database on db.example.org is not encrypted" in what


@pytest.mark.parametrize("mode", ["require", "verify-ca"])
def test_a_database_that_need_not_show_whose_it_is_is_told(tmp_path, mode):
    (what,) = said(tmp_path, QUIZAPP_DATABASE_URL=f"{ELSEWHERE}?sslmode={mode}")
    assert "db.example.org need not prove" in what


def test_mail_that_goes_unencrypted_is_told(tmp_path):
    (what,) = said(tmp_path, **MAIL, QUIZAPP_SMTP_SECURITY="none")
    assert "mail.example.org unencrypted" in what


@pytest.mark.longer
def test_the_examination_tells_it_among_what_is_good_to_know(settings):
    mail = MailServer("127.0.0.2", 1, Security.NONE, "quiz@example.org", "https://quiz.example.org", timeout=1)
    found = examine(dataclasses.replace(settings, mail=mail), utcnow())
    assert [one.level for one in found if one.about == "encryption"] == [Level.NOTE]
