from __future__ import annotations

import pytest

from quizapp.accounts.passwords import hash_password, password_matches


@pytest.mark.longer
def test_the_right_password_matches_and_no_other(password_hash):
    assert password_matches(password_hash, "a long enough password")
    for wrong in ("", "A long enough password", "a long enough password "):
        assert not password_matches(password_hash, wrong)


@pytest.mark.longer
def test_words_of_a_card_may_be_typed_with_spaces_and_in_capitals():
    kept = hash_password("otter-lemon-river-clock")
    for typed in ("otter-lemon-river-clock", "Otter lemon river clock", " OTTER–Lemon  river, clock. "):
        assert password_matches(kept, typed), typed
    for wrong in (
        "otter lemon river",
        "otterlemonriverclock",
        "otter lemon clock river",
        "otter lemon river clock sun",
    ):
        assert not password_matches(kept, wrong), wrong


@pytest.mark.longer
@pytest.mark.parametrize("chosen", ["Otter Lemon River Clock", "a-long-enough-password"])
def test_a_password_that_was_chosen_is_compared_as_it_is_typed(chosen):
    kept = hash_password(chosen)
    assert password_matches(kept, chosen)
    for wrong in (chosen.lower().replace("-", " "), chosen.upper(), f"{chosen} "):
        assert not password_matches(kept, wrong), wrong
    assert not password_matches(None, "Otter Lemon River Clock")


@pytest.mark.longer
def test_a_hash_is_argon2id_and_salted():
    once, again = hash_password("a long enough password"), hash_password("a long enough password")
    assert once.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert once != again


@pytest.mark.parametrize("kept", [None, "", "no hash at all"])
def test_nobodys_hash_matches_nothing(kept):
    assert not password_matches(kept, "a long enough password")
    assert not password_matches(kept, "nobody has this password")
