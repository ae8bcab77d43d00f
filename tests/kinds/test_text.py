from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.kinds.text import compare, fold


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Nikol  PASHINYAN", "nikol pashinyan", "en"),
        ("Élysée", "elysee", "fr"),
        ("Łódź", "lodz", "pl"),
        ("Straße", "STRASSE", "de"),
        ("the Hague", "Hague", "en"),
        ("A treaty of the North", "treaty of North", "en"),
        ("Nagorno-Karabakh", "nagorno karabakh.", "en"),
        ("U.S.A.", "USA", "en"),
        ("Côte d’Ivoire", "cote d'ivoire", "fr"),
        ("ﬁve", "five", "en"),
        ("ԵՐԵՎԱՆ", "Երեւան", "hy"),
        ("Երևան", "Երեւան", "hy"),
        ("ԵՐԵՒԱՆ", "երևան", "hy"),
        ("Երեվան", "Երևան", "en"),
        ("Ինչպե՞ս", "ինչպես", "hy"),
        ("Горбачёв", "ГОРБАЧЕВ", "ru"),
        ("за́мок", "замок", "ru"),
        ("İstanbul", "istanbul", "tr"),
        ("−5", "-5", "en"),
    ],
)
def test_spelling_habits_do_not_count(one, other, language):
    assert fold(one, language) == fold(other, language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("ё", "е", "be"),
        ("мой", "мои", "ru"),
        ("ї", "і", "uk"),
        ("が", "か", "ja"),
        ("कि", "का", "hi"),
        ("1.5", "15", "en"),
        ("−5", "5", "en"),
        ("C++", "C", "en"),
        ("50 %", "50", "en"),
        ("ուր", "վր", "hy"),
        ("the", "", "en"),
        ("vitamin A", "vitamin", "en"),
        ("die Welt", "Welt", "de"),
        ("?!", "!!", "en"),
    ],
)
def test_what_changes_the_meaning_is_kept(one, other, language):
    assert fold(one, language) != fold(other, language)


@pytest.mark.longer
@given(text=st.text(max_size=30))
@example(text="a the an x")
def test_folding_twice_changes_nothing_for_common_letters(text):
    plain = "".join(char for char in text if char.isascii() and (char.isalnum() or char == " "))
    assert fold(fold(plain)) == fold(plain)


@given(text=st.text(max_size=30), language=st.sampled_from(["en", "ru", "hy", "be", ""]))
def test_any_text_can_be_folded_and_equals_itself(text, language):
    assert compare(text, [text], ["something else"], language=language).verdict == "exact"


def verdict(response, *accepted, rivals=(), **options):
    return compare(response, accepted, rivals, **options).verdict


@pytest.mark.parametrize(
    ("response", "accepted", "expected"),
    [
        ("pashinyan", "Pashinyan", "exact"),
        ("Pashinian", "Pashinyan", "forgiven"),
        ("Pahsinyan", "Pashinyan", "forgiven"),
        ("Pashinain", "Pashinyan", "near_miss"),
        ("Azerbiajna", "Azerbaijan", "forgiven"),
        ("Azrbijan", "Azerbaijan", "forgiven"),
        ("Azrbjan", "Azerbaijan", "near_miss"),
        ("Puton", "Putin", "forgiven"),
        ("Pton", "Putin", "wrong"),
        ("Irak", "Iraq", "near_miss"),
        ("Moscow", "Pashinyan", "wrong"),
        ("", "Pashinyan", "wrong"),
        ("?", "Pashinyan", "wrong"),
    ],
)
def test_one_edit_is_forgiven_from_five_letters_and_two_from_ten(response, accepted, expected):
    assert verdict(response, accepted) == expected


@pytest.mark.parametrize(
    ("response", "accepted"),
    [("September 1995", "September 1994"), ("9 November 2020", "10 November 2020"), ("World War I", "World War II")],
)
def test_other_numbers_are_never_a_typo_nor_a_near_miss(response, accepted):
    assert verdict(response, accepted) == "wrong"


@pytest.mark.parametrize(
    ("response", "accepted", "rival"),
    [
        ("Iran", "Iraq", "Iran"),
        ("Azerbaijan", "Armenia", "Azerbaijan"),
        ("Vartanyan", "Pashinyan", "Vartanyan"),
        ("Slovenia", "Slovakia", "Slovenia"),
        ("Republic of Iran", "Republic of Iraq", "Iran"),
    ],
)
def test_another_known_name_is_never_a_typo(response, accepted, rival):
    assert not compare(response, [accepted], [rival]).right


def test_a_response_as_near_to_a_rival_is_kept_for_the_instructor():
    assert verdict("Slovania", "Slovakia", rivals=["Slovenia"]) == "near_miss"
    assert verdict("Slovania", "Slovakia") == "forgiven"


def test_a_response_nearer_to_a_rival_is_wrong():
    assert verdict("Slovenja", "Slovakia", rivals=["Slovenia"]) == "wrong"


def test_a_rival_itself_is_wrong_and_no_near_miss():
    assert verdict("slovenia", "Slovakia", rivals=["Slovenia"]) == "wrong"


def test_a_rival_that_is_accepted_is_ignored():
    assert verdict("Pashinian", "Pashinyan", rivals=["PASHINYAN"]) == "forgiven"


def test_more_or_fewer_words_are_a_near_miss():
    assert verdict("Prime Minister Pashinyan", "Pashinyan") == "near_miss"
    assert verdict("Karabakh", "Nagorno-Karabakh region") == "near_miss"


def test_without_typos_only_folding_is_lenient():
    assert verdict("PASHINYAN", "Pashinyan", typos=False) == "exact"
    assert verdict("Pashinian", "Pashinyan", typos=False) == "near_miss"


def test_the_nearest_accepted_answer_is_told_as_the_author_wrote_it():
    assert compare("nikol pashinian", ["Pashinyan", "Nikol Pashinyan"]).nearest == "Nikol Pashinyan"


def test_language_decides_what_is_equal():
    assert verdict("ежик", "ёжик", language="ru") == "exact"
    assert verdict("ежик", "ёжик", language="be") == "near_miss"
