from __future__ import annotations

import pytest

ABOVE = [
    *("All of the above", "None of the above", "none of these", "Both A and B", "A and C", "All the other answers"),
    *("Neither of the above.", "(a) and (b) only", "Both of them", "All of these are correct", "1 and 3 only"),
]
NOT_ABOVE = ["All of Armenia", "None", "Both armies", "Some of the soldiers", "1 and 3", "Neither side", "A and a half"]


def test_a_key_that_is_much_longer_than_the_others_is_found(found, choice):
    key = "Because the peacekeepers had other orders from Moscow at that time"
    (finding,) = found("key-longest", choice("Why?", key, "Fear of war", "Lack of fuel", "Bad weather"))
    assert finding.path == ("answer",)
    assert str(finding.message).startswith("The key has 66 characters, the other options 11 on average")


def test_a_key_of_the_others_length_is_not(found, choice):
    assert not found("key-longest", choice("Why?", "Lack of good fuel", "Fear of war", "Bad weather"))
    assert not found(
        "key-longest", choice("Why?", "A long war in the far north", "A longer war in the deep south", "War")
    )


def test_names_may_be_as_long_as_they_are(found, choice):
    organisation = "Collective Security Treaty Organization"
    assert not found("key-longest", choice("Which?", organisation, "NATO", "European Union"))


def test_a_chosen_gap_has_a_key_that_may_be_too_long_too(found, question):
    text = "It was {{a little more than a whole year ~ ten years ~ a week}}."
    assert found("key-longest", question("cloze", text=text))


@pytest.mark.parametrize("text", ABOVE)
def test_an_option_about_other_options_is_found(found, choice, text):
    (finding,) = found("above-options", choice("Which?", "Anna", "Bert", text))
    assert finding.path == ("distractors", 1)


@pytest.mark.parametrize("text", NOT_ABOVE)
def test_an_option_about_something_else_is_not(found, choice, text):
    assert not found("above-options", choice("Which?", "Anna", "Bert", text))


def test_absolute_words_in_distractors_alone_are_found(found, choice):
    finding, other = found(
        "absolute-words", choice("What do cats do?", "They sleep", "They never eat", "All of them fly")
    )
    assert (finding.path, other.path) == (("distractors", 0), ("distractors", 1))


def test_absolute_words_in_a_key_too_or_in_an_idiom_are_not(found, choice):
    assert not found("absolute-words", choice("What?", "They always sleep", "They never eat"))
    idioms = ("Not only cats", "Every day", "Above all dogs", "Free in name only", "None at all? Not at all", "Overall")
    assert not found("absolute-words", choice("What?", "They sleep", *idioms[:4], idioms[5]))


def test_options_that_mix_two_claims_are_found(found, choice):
    options = ("Yes, because it was cold", "Yes, because it was late", "No, because it was cold")
    assert found("compound-options", choice("Did they go?", *options))
    pairs = ("Anna and Bert", "Anna and Carl", "Bert and Dora", "Carl and Dora")
    assert found("compound-options", choice("Who came?", *pairs))


def test_options_whose_claims_do_not_return_are_not(found, choice):
    options = ("Snow and ice blocked the pass", "Guards and dogs kept the gate", "Fog and rain hid the path")
    assert not found("compound-options", choice("Why?", *options))
    assert not found("compound-options", choice("Who?", "Anna", "Bert and Anna", "Carl"))
