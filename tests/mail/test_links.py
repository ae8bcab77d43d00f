from __future__ import annotations

from itsdangerous import URLSafeSerializer

from quizapp.mail.links import Links, nonce_of, token_of


def test_a_token_gives_its_nonce_back_and_a_forged_one_nothing(app):
    token = token_of(app, "a nonce")
    assert nonce_of(app, token) == "a nonce"
    of_a_form = URLSafeSerializer(app.secret_key, salt="wtf-csrf-token").dumps("a nonce")
    for forged in ("", "x", token[:-1], f"{token}x", of_a_form):
        assert nonce_of(app, forged) is None


def test_links_lead_to_where_the_settings_say_without_any_request(app, server):
    assert Links(app, server).to("classroom.show_class", class_id=7) == "https://quiz.example/classes/7"
