from __future__ import annotations

import pytest

from quizapp.kinds.changes import carried_answers, changed_backs, corresponding_cards, key_changed, renamed_cards
from quizapp.kinds.registry import KINDS, load

CHOICE = {"stem": "Who?", "answer": "Pashinyan", "distractors": ["Mirzoyan", "Kuleba"]}
SEVERAL = {"stem": "Which?", "answers": ["CSTO", "EAEU"], "distractors": ["NATO", "OPEC"]}
PAIRS = [{"left": "Pashinyan", "right": "Premier"}, {"left": "Kuleba", "right": "Minister"}]
OFFICES = {"stem": "Match.", "pairs": PAIRS}
LAND, SEA = {"name": "land", "items": ["emu", "ostrich"]}, {"name": "sea", "items": ["coot"]}
FLOODED = [{"name": "land", "items": ["emu"]}, {"name": "sea", "items": ["coot", "ostrich"]}]
SORTED = {"stem": "Sort.", "categories": [LAND, SEA]}
GAPS = {"text": "A {{finch}} and a {{lark ~ wren}}."}
ORDER = {"stem": "Order.", "items": ["first", "second", "third"]}

SAME = [
    ("single_choice", CHOICE, {"distractors": ["Kuleba", "Mirzoyan", "Putin"]}),
    ("single_choice", CHOICE, {"answer": {"text": "Pashinian", "feedback": "Well."}}),
    ("multiple_choice", SEVERAL, {"answers": ["EAEU", "CSTO"]}),
    ("true_false", {"stem": "It brokered it.", "answer": True}, {"stem": "It brokred it."}),
    ("short_answer", {"stem": "Who?", "answers": ["Pashinyan"]}, {"answers": ["Pashinian"]}),
    ("numeric", {"stem": "How many?", "answer": "30000"}, {"answer": "30000.0"}),
    ("date", {"stem": "When?", "answer": "2023-09"}, {"stem": "Since when?"}),
    ("ordering", ORDER, {"stem": "Put in order."}),
    ("matching", OFFICES, {"pairs": PAIRS[::-1]}),
    ("categorize", SORTED, {"categories": [SEA, LAND]}),
    ("cloze", GAPS, {"text": "One {{finch}} and one {{lark ~ wren ~ siskin}}."}),
    ("flashcard", {"front": "CSTO", "back": "Collective Security Treaty"}, {"back": "Colective Security Treaty"}),
]
OTHER = [
    ("single_choice", CHOICE, {"answer": "Kuleba", "distractors": ["Pashinyan", "Mirzoyan"]}),
    ("multiple_choice", SEVERAL, {"answers": ["CSTO"], "distractors": ["EAEU", "NATO"]}),
    ("multiple_choice", SEVERAL, {"scoring": "coverage"}),
    ("true_false", {"stem": "It brokered it.", "answer": True}, {"answer": False}),
    ("true_false", {"stem": "It brokered it.", "answer": True}, {"stem": "It never brokered it."}),
    ("short_answer", {"stem": "Who?", "answers": ["Pashinyan"]}, {"answers": ["Pashinyan", "Nikol"]}),
    ("short_answer", {"stem": "Who?", "answers": ["Pashinyan"]}, {"tolerance": "exact"}),
    ("numeric", {"stem": "How many?", "answer": "30000"}, {"answer": "30000", "tolerance": "10"}),
    ("date", {"stem": "When?", "answer": "2023-09"}, {"answer": "2023"}),
    ("ordering", ORDER, {"items": ["second", "first", "third"]}),
    ("ordering", ORDER, {"scoring": "absolute"}),
    ("matching", OFFICES, {"pairs": [PAIRS[0] | {"right": "Minister"}, PAIRS[1] | {"right": "Premier"}]}),
    ("matching", OFFICES, {"pairs": [*PAIRS, {"left": "Putin", "right": "President"}]}),
    ("categorize", SORTED, {"categories": FLOODED}),
    ("categorize", SORTED, {"categories": [LAND, SEA, {"name": "sky", "items": ["lark"]}]}),
    ("cloze", GAPS, {"text": "A {{robin}} and a {{lark ~ wren}}."}),
    ("cloze", GAPS, {"text": "A {{finch}} and a {{wren ~ lark}}."}),
    ("cloze", GAPS, {"text": "A {{finch}} and a lark."}),
    ("flashcard", {"front": "CSTO", "back": "Collective Security Treaty"}, {"back": "Something else"}),
]


def both(name, raw, changes):
    return load(name, raw), load(name, raw | changes)


@pytest.mark.parametrize(("name", "raw", "changes"), SAME)
def test_the_key_stays_where_nothing_is_marked_otherwise(name, raw, changes):
    assert not key_changed(*both(name, raw, changes))


@pytest.mark.parametrize(("name", "raw", "changes"), OTHER)
def test_the_key_changes_where_something_is_marked_otherwise(name, raw, changes):
    assert key_changed(*both(name, raw, changes))


def test_every_kind_says_when_its_key_changes():
    assert {kind for kind, _raw, _changes in SAME} == {kind for kind, _raw, _changes in OTHER} == set(KINDS)


def test_another_kind_is_another_key_and_carries_no_answers():
    old, new = load("single_choice", CHOICE), load("short_answer", {"stem": "Who?", "answers": ["Pashinyan"]})
    assert key_changed(old, new)
    assert carried_answers(old, new, ("1",)) is None


@pytest.mark.parametrize(
    ("name", "raw", "changes", "answers", "carried"),
    [
        ("single_choice", CHOICE, {"answer": "Kuleba", "distractors": ["Mirzoyan", "Pashinyan"]}, ("2",), ("0",)),
        ("single_choice", CHOICE, {"distractors": ["Putin"]}, ("1",), None),
        ("multiple_choice", SEVERAL, {"answers": ["NATO"], "distractors": ["OPEC", "CSTO"]}, ("0", "2"), ("0", "2")),
        ("multiple_choice", SEVERAL, {"answers": ["NATO"], "distractors": ["OPEC", "CSTO"]}, ("0", "1"), None),
        ("true_false", {"stem": "So?", "answer": True}, {"answer": False}, ("true",), ("true",)),
        ("short_answer", {"stem": "Who?", "answers": ["A"]}, {"answers": ["B"]}, ("a b",), ("a b",)),
        ("numeric", {"stem": "How many?", "answer": "7"}, {"answer": "8"}, ("about",), None),
        ("date", {"stem": "When?", "answer": "1999"}, {"answer": "2000"}, ("1999", "", ""), ("1999", "", "")),
        ("ordering", ORDER, {"items": ["third", "first", "second"]}, ("0", "2", "1"), ("1", "0", "2")),
        ("ordering", ORDER, {"items": ["first", "second", "last"]}, ("0", "2", "1"), None),
        ("matching", OFFICES, {"pairs": PAIRS[::-1]}, ("0", "0"), ("1", "1")),
        ("matching", OFFICES, {"pairs": [*PAIRS, {"left": "Putin", "right": "President"}]}, ("0", "1"), None),
        ("categorize", SORTED, {"categories": [SEA, LAND]}, ("0", "1", ""), ("", "1", "0")),
        ("cloze", GAPS, {"text": "A {{finch ~ crow}} and a {{wren}}."}, ("Crow", "1"), ("1", "wren")),
        ("cloze", GAPS, {"text": "A {{finch ~ crow}} and a {{wren}}."}, ("rook", "1"), ("", "wren")),
        ("cloze", GAPS, {"text": "A {{finch}} and a lark."}, ("finch", "1"), None),
        ("flashcard", {"front": "A", "back": "B", "typed": True}, {"typed": False}, ("hard", "b"), ("hard", "")),
    ],
)
def test_answers_are_said_in_the_terms_of_the_new_content(name, raw, changes, answers, carried):
    assert carried_answers(*both(name, raw, changes), answers) == carried


def test_the_same_content_carries_every_sample_s_key_as_it_is(kind, samples):
    content = load(kind, samples.SAMPLES[kind])
    assert carried_answers(content, content, content.key()) == content.key()
    assert carried_answers(content, content, ()) == ()
    assert not key_changed(content, content)
    assert changed_backs(content, content) == ()
    assert renamed_cards(content, content) == {}


@pytest.mark.parametrize(
    ("name", "raw", "changes", "backs"),
    [
        ("single_choice", CHOICE, {"answer": "Kuleba", "distractors": ["Pashinyan"]}, ["Kuleba"]),
        ("single_choice", CHOICE, {"answer": "Pashinian"}, []),
        ("multiple_choice", SEVERAL, {"answers": ["EAEU", "CSTO"]}, []),
        ("multiple_choice", SEVERAL, {"answers": ["EAEU"], "distractors": ["CSTO"]}, ["- EAEU"]),
        ("short_answer", {"stem": "Who?", "answers": ["A"]}, {"answers": ["A", "B"]}, []),
        ("short_answer", {"stem": "Who?", "answers": ["A"]}, {"answers": ["B", "C"]}, ["B / C"]),
        ("matching", OFFICES, {"pairs": [PAIRS[0], PAIRS[1] | {"right": "President"}]}, ["President"]),
    ],
)
def test_a_card_that_wants_another_answer_is_found(name, raw, changes, backs):
    assert [face.back for face in changed_backs(*both(name, raw, changes))] == backs


def test_a_slip_that_names_a_card_anew_leaves_it_the_same_card():
    old, new = both("matching", OFFICES, {"pairs": [PAIRS[0] | {"left": "Pashinian"}, PAIRS[1]]})
    (first, _), (first_now, _) = old.cards(), new.cards()
    assert renamed_cards(old, new) == {first.key: first_now.key}
    assert changed_backs(old, new) == ()


def test_a_gap_that_comes_in_before_leaves_the_others_their_cards():
    old, new = both("cloze", {"text": "One finch and one {{lark}}."}, {"text": "One {{finch}} and one {{lark}}."})
    assert renamed_cards(old, new) == {old.cards()[0].key: new.cards()[1].key}


def test_a_gap_with_another_answer_is_another_card():
    old, new = both("cloze", GAPS, {"text": "A {{robin}} and a {{lark ~ wren}}."})
    assert renamed_cards(old, new) == {}


def flashcard(front, back, **more):
    return load("flashcard", {"front": front, "back": back, **more})


def matching(stem, *pairs):
    return load("matching", {"stem": stem, "pairs": [{"left": left, "right": right} for left, right in pairs]})


def backs(gone, kept):
    """Return the backs of the cards that ask the same, of the one that goes and the one that stays."""
    ones, others = ({face.key: face.back for face in content.cards()} for content in (gone, kept))
    return {(ones[key], others[same]) for key, same in corresponding_cards(gone, kept).items()}


def test_single_cards_of_two_questions_ask_the_same_where_they_want_the_same():
    begin, end = (
        load("date", {"stem": "When did it begin?", "answer": "1994-05"}),
        load("date", {"stem": "When?", "answer": "1996"}),
    )
    assert len(corresponding_cards(begin, load("date", {"stem": "Its beginning?", "answer": "1994-05"}))) == 1
    assert corresponding_cards(begin, end) == {}
    assert backs(flashcard("A", "The river"), flashcard("B", "the river")) == {("The river", "the river")}


def test_of_several_cards_those_that_ask_the_same_belong_together():
    gone = matching("Match them.", ("Tom", "ferry"), ("Jane", "wheel"))
    kept = matching("Who had what?", ("Jane", "wheel"), ("Tom", "bridge"), ("Ann", "ferry"))
    assert backs(gone, kept) == {("wheel", "wheel")}
    both = flashcard("Erebuni", "Yerevan", reverse=True)
    assert backs(both, both) == {("Yerevan", "Yerevan"), ("Erebuni", "Erebuni")}
    assert backs(flashcard("Erebuni", "Yerevan"), both) == {("Yerevan", "Yerevan")}
