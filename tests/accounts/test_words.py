from __future__ import annotations

from quizapp.accounts.words import PICTURES, WORDS, as_printed, picture_password, spelt_pictures, word_password
from quizapp.classroom.card_pages import PICTURE_NAMES


def test_words_are_256_different_ones_that_are_quickly_typed():
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 8 for word in WORDS)
    passwords = {word_password() for _time in range(50)}
    assert len(passwords) == 50
    assert all(set(password.split("-")) <= set(WORDS) and password.count("-") == 3 for password in passwords)


def test_what_a_card_says_is_known_however_it_is_typed():
    assert as_printed("Otter lemon RIVER_clock") == "otter-lemon-river-clock"
    for other in ("otter-lemon-river-clock", "otter lemon river", "otter lemon river water", "", "- - -"):
        assert as_printed(other) is None, other


def test_every_picture_has_a_name_and_three_of_them_in_order_are_a_password():
    assert tuple(PICTURE_NAMES) == PICTURES
    assert len(set(PICTURES)) == 16
    assert all(set(picture_password()) <= set(PICTURES) for _time in range(20))
    assert spelt_pictures(("sun", "moon", "sun")) != spelt_pictures(("sun", "sun", "moon"))
