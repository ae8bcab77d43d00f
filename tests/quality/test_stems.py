from __future__ import annotations

import pytest

NEGATIVE = [
    *(
        "Which of these is not a fruit?",
        "All of these are fruits except",
        "Which state never joined?",
        "Choose the town that is NOT a port.",
    ),
    *("Who didn't sign?", "In which year was there no and not any war?", "What did Russia *not* do?"),
]
HARMLESS = [
    *(
        "Name two reasons why nobody came and it did not work.",
        "Which word means 'never'?",
        "Which pact is all but dead?",
    ),
    *(
        "Which of these is **not** a fruit?",
        "Why did Russia not help?",
        "Who said that the pact does not hold?",
        "Who wrote *Never Let Go*?",
    ),
    *(
        "Which song is called “Do Not Go”?",
        "Which state that had not signed came first?",
        "Which is at least ten years old?",
    ),
    *("If it does not rain, which plant dies?", "Which play is not only long?"),
]
INSIDE = ["The … of 1994 ended the war.", "In ___ the war ended.", r"The \_\_\_ army won.", "The [...] won the war."]
AT_THE_END = [
    "The war ended in ___.",
    "The war was won by …",
    "What did “peace … at last” mean?",
    "Who won?",
    "It is __bold__ to ask.",
]
NO_TASK = [
    "The war in Ukraine.",
    "Armenia and Russia",
    "Peacekeepers came to the border in 2020.",
    "Photosynthesis:",
    "Armenia, which is small.",
]
TASKS = [
    *(
        "Who won?",
        "Name the winner.",
        "The war was won by",
        "After the war, put the towns in order.",
        "The winner was ___.",
    ),
    *(
        "You see three maps. Which one is old?",
        "The king died in the year",
        "The bird that swims best is the",
        "Please sort these.",
    ),
]


@pytest.mark.parametrize("stem", NEGATIVE)
def test_a_plain_negative_is_found(found, choice, stem):
    (finding,) = found("plain-negative", choice(stem, "Anna", "Bert"))
    assert finding.path == ("stem",)


@pytest.mark.parametrize("stem", HARMLESS)
def test_a_negative_in_bold_or_inside_what_is_asked_is_not(found, choice, stem):
    assert not found("plain-negative", choice(stem, "Anna", "Bert"))


def test_statements_are_looked_at_too(found, question):
    assert found("plain-negative", question("true_false", stem="Frogs do not breathe.", answer=False))
    assert not found("plain-negative", question("true_false", stem="He said that frogs do not breathe.", answer=False))


@pytest.mark.parametrize("stem", INSIDE)
def test_a_blank_inside_a_short_answer_stem_is_found(found, question, stem):
    assert found("blank-in-the-middle", question("short_answer", stem=stem, answers=["x"]))


@pytest.mark.parametrize("stem", AT_THE_END)
def test_a_blank_at_the_end_is_not(found, question, stem):
    assert not found("blank-in-the-middle", question("short_answer", stem=stem, answers=["x"]))


def test_only_short_answers_have_blanks_to_type_in(found, choice):
    assert not found("blank-in-the-middle", choice("The ___ won the war.", "army", "navy"))


@pytest.mark.parametrize("stem", NO_TASK)
def test_a_stem_that_asks_nothing_is_found(found, choice, stem):
    assert found("no-task", choice(stem, "Anna", "Bert"))


@pytest.mark.parametrize("stem", TASKS)
def test_a_question_a_task_or_an_unfinished_sentence_is_not(found, choice, stem):
    assert not found("no-task", choice(stem, "Anna", "Bert"))


def test_statements_gap_texts_and_cards_need_no_task(found, question):
    assert not found("no-task", question("true_false", stem="Frogs breathe.", answer=True))
    assert not found("no-task", question("cloze", text="Frogs {{breathe}}."))
    assert not found("no-task", question("flashcard", front="Frogs", back="Breathe"))
