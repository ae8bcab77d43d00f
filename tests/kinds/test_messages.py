from __future__ import annotations

import pytest

from quizapp.kinds.messages import N_, ContentError, Message


def test_a_message_keeps_its_values_apart_from_its_msgid():
    message = Message("%(right)s of %(all)s", {"right": 2, "all": 4})
    assert (message.text, str(message)) == ("%(right)s of %(all)s", "2 of 4")


def test_a_message_without_values_may_hold_a_per_cent_sign():
    assert str(Message("100 % sure")) == "100 % sure"


def test_an_error_may_have_a_value_named_text():
    with pytest.raises(ContentError, match="“x” is wrong") as caught:
        raise ContentError(N_("“%(text)s” is wrong"), text="x")
    assert caught.value.message == Message("“%(text)s” is wrong", {"text": "x"})
