from __future__ import annotations

import pytest

from quizapp.mail.forms import as_sent


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a@x.example", "a@x.example"),
        ("a@почта.рф", "a@xn--80a1acny.xn--p1ai"),
        ("почта", "почта"),
        ("a@я..рф", "a@я..рф"),
    ],
)
def test_a_domain_is_written_in_plain_letters_where_it_can_be(typed, sent):
    assert as_sent(typed) == sent
