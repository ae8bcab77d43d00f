from __future__ import annotations

from quizapp.clock import utcnow
from quizapp.mail.trying import send_test


def test_a_test_goes_out_at_once_and_says_where_links_lead(app, server, smtp):
    with app.app_context():
        assert send_test(app, server, "admin@mail.example", now=utcnow()).taken
    assert "https://quiz.example/" in smtp.mails[0].get_content()
