from __future__ import annotations

import pytest

from quizapp.accounts.passwords import hash_password, password_matches


@pytest.mark.longer
def test_the_right_password_matches_and_no_other(password_hash):
    assert password_matches(password_hash, "a long enough password")
    for wrong in ("", "A long enough password", "a long enough password "):
        assert not password_matches(password_hash, wrong)


@pytest.mark.longer
def test_a_hash_is_argon2id_and_salted():
    once, again = hash_password("a long enough password"), hash_password("a long enough password")
    assert once.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert once != again


@pytest.mark.parametrize("kept", [None, "", "no hash at all"])
def test_nobodys_hash_matches_nothing(kept):
    assert not password_matches(kept, "a long enough password")
    assert not password_matches(kept, "nobody has this password")
