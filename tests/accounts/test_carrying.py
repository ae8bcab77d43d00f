from __future__ import annotations

import pytest

from quizapp.accounts.carrying import Carried, sent_along


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[1]",
        '["/a", 5]',
        '["/a", [["x"]]]',
        '["//evil.example", []]',
        '["javascript:x", []]',
        "null",
        "[" * 100_000,
    ],
)
def test_what_is_no_form_of_this_site_is_not_carried(app, text):
    with app.test_request_context("/sign-in", method="POST", data={"carried": text}):
        assert sent_along() is None


def test_a_form_survives_being_carried_to_the_letter(app):
    carried = Carried(
        "/questions/1/edit?at=2", (("stem", 'He said: "Ո՞վ"\r\n\tquoted \\ <b>'), ("stem", ""), ("typed_by", "7"))
    )
    with app.test_request_context("/sign-in", method="POST", data={"carried": carried.text}):
        assert sent_along() == carried
    assert carried.typed_by == "7"
