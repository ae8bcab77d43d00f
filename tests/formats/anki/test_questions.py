from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.anki import questions
from quizapp.formats.anki.notes import AnkiCard, AnkiNote, NoteType
from quizapp.formats.anki.questions import keys_of, questions_of
from quizapp.kinds.base import LONGEST_TEXT

BASIC = NoteType("Basic", ("Front", "Back"), (("Card 1", "{{Front}}", "{{Back}}"),))
BOTH = NoteType("Both", ("Front", "Back"), (("1", "{{Front}}", "{{Back}}"), ("2", "{{Back}}", "{{Front}}")))
TYPED = NoteType("Typed", ("Front", "Back"), (("1", "{{Front}} {{type:Back}}", "{{Back}}"),))
CLOZE = NoteType("Cloze", ("Text", "Extra"), (("1", "{{cloze:Text}}", "{{cloze:Text}}"),), is_cloze=True)
MANY = NoteType("Many", ("a", "b"), (("1", "", ""), ("2", "", ""), ("3", "", "")))


def made(kind, *fields, cards=1, deck="Deutsch::Verben und mehr", tags=()):
    note = AnkiNote("guid", kind, fields, tags, deck, tuple(AnkiCard(place) for place in range(cards)))
    return questions_of([note], {})[0]


def test_a_basic_note_is_a_flashcard():
    found = made(BASIC, "<b>one</b>", "eins")
    content = found.draft.content
    assert (found.draft.kind, content.front, content.back, content.reverse) == ("flashcard", "**one**", "eins", False)
    assert (found.draft.topic, found.draft.explanation) == (
        "verben-und-mehr",
        "From the Anki deck Deutsch, Verben und mehr.",
    )
    assert found.ords == (0,)


@pytest.mark.parametrize(("kind", "fields"), [(BASIC, ("a", "b")), (TYPED, ("a", "b")), (CLOZE, ("{{c1::a}}", "b"))])
def test_tags_are_kept_in_the_note_for_teachers(kind, fields):
    said = made(kind, *fields, tags=("verbs::strong", "_week_3_", "a`b")).draft.teacher_note
    assert said == "Tags in Anki: `verbs::strong`, `_week_3_`, `ab`"
    assert made(kind, *fields).draft.teacher_note == ""


def test_tags_have_as_much_room_as_any_note():
    said = made(BASIC, "a", "b", tags=tuple(f"tag{number}" for number in range(1_000))).draft.teacher_note
    assert said.endswith("`, …")
    assert said.startswith("Tags in Anki: `tag0`, ")
    assert len(said) <= LONGEST_TEXT


def test_tags_that_tell_of_one_learner_alone_are_nobody_else_s():
    assert made(BASIC, "a", "b", tags=("leech", "Marked", "verbs")).draft.teacher_note == "Tags in Anki: `verbs`"
    assert made(BASIC, "a", "b", tags=("leech",)).draft.teacher_note == ""


def test_a_tag_that_is_no_word_leaves_the_others():
    tags = ("x" * 5_000, "![a](picture:abc)", "verbs")
    assert made(BASIC, "a", "b", tags=tags).draft.teacher_note == "Tags in Anki: `verbs`"


def test_a_tag_that_no_database_takes_loses_that_sign_alone():
    assert made(BASIC, "a", "b", tags=("o\0k", "\0")).draft.teacher_note == "Tags in Anki: `ok`"


def test_a_card_about_image_occlusion_is_a_card():
    assert made(BASIC, "What is image-occlusion?", "Parts are hidden").draft is not None


def test_a_reversed_note_asks_both_ways_if_it_has_both_cards():
    assert (made(BOTH, "one", "eins", cards=2).draft.content.reverse, made(BOTH, "one", "eins", cards=2).ords) == (
        True,
        (0, 1),
    )
    assert made(BOTH, "one", "eins").draft.content.reverse is False


def test_a_typed_note_is_a_short_answer():
    content = made(TYPED, "Name it", "wren").draft.content
    assert (content.stem, content.answers) == ("Name it", ("wren",))


def test_a_cloze_note_keeps_its_gaps_and_each_knows_its_card():
    found = made(CLOZE, "{{c1::Anna}} met {{c2::Bert::who}} in {{c1::May|June}}", "They met.")
    assert found.draft.content.text == "{{Anna}} met {{Bert}} (who) in {{May/June}}"
    assert (found.ords, found.draft.explanation) == ((0, 1, 0), "They met.")


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        (BASIC, ("one", ""), "It has no front or no back"),
        (BASIC, ("", "x"), "It has no front or no back"),
        (BASIC, ("<img src=a.png>", "x"), "It has no front or no back"),
        (CLOZE, ("no gap", ""), "It has no gap"),
        (CLOZE, ("{{c1::a {{c2::b}} c}}", ""), "It has no gap"),
        (CLOZE, ("{{c1::a::one {{c2::b}} c}}", ""), "It has no gap"),
        (CLOZE, ("{{c1::image-occlusion:rect:left=.1}}", ""), "Its type “Cloze” makes cards in its own way"),
        (MANY, ("a", "b"), "Its type “Many” makes cards in its own way"),
        (BASIC, ("x" * 5_000, "b"), "It does not make a sound question: "),
    ],
)
def test_what_cannot_be_a_question_is_told_why(kind, fields, why):
    found = made(kind, *fields)
    assert found.draft is None
    assert str(found.refusal).startswith(why)


def test_a_note_has_the_same_id_each_time():
    assert made(BASIC, "a", "b").key == keys_of(["guid"])[0] == made(BASIC, "c", "d").key


FACES = st.text(alphabet="ab é<b>&;[]{}:_*-7\n ", max_size=10) | st.sampled_from(["Yerevan", "an image-occlusion", ""])


@given(
    st.sampled_from([BASIC, BOTH, TYPED, CLOZE, MANY]),
    st.lists(FACES, max_size=3),
    st.integers(1, 2),
    st.sampled_from(["Deutsch", "A::B", "", "?"]),
    st.sampled_from([(), ("a",), ("a", "`")]),
)
def test_what_most_notes_become_at_once_is_what_they_become_otherwise(kind, fields, cards, deck, tags):
    at_once = made(kind, *fields, cards=cards, deck=deck, tags=tags)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "_basic_by_deck", lambda _notes: {})
        otherwise = made(kind, *fields, cards=cards, deck=deck, tags=tags)
    assert (at_once.key, at_once.draft, at_once.ords) == (otherwise.key, otherwise.draft, otherwise.ords)
    assert str(at_once.refusal) == str(otherwise.refusal)


@pytest.mark.parametrize("text", ["{{c1::" * 2_000, "{{c1::a}} " + "::" * 4_000, "{{c" + "9" * 5_000 + "::a}}"])
def test_gaps_are_found_in_time_that_grows_with_the_text(text):
    began = time.process_time()
    assert made(CLOZE, text, "").refusal is not None
    assert time.process_time() - began < 0.5  # the first took a minute


def test_a_field_that_no_question_has_room_for_is_refused_before_it_is_read():
    assert "30,000 characters" in str(made(BASIC, "<div>" * 10_000, "back").refusal)
    pasted = "front <img src='data:image/png;base64," + "A" * 40_000 + "'>"
    assert made(BASIC, pasted, "<b>back</b>").draft.content.front == "front"
