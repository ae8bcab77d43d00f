"""The contract that every kind keeps."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.kinds.base import ContentError, ContentProblems, Grade
from quizapp.kinds.registry import KINDS, dump, load

seeds = st.integers(0, 10_000)
anything = st.text(max_size=8) | st.sampled_from(
    ["0", "1", "2", "3", "4", "-1", "true", "2023", "31", "good", "9" * 5_000]
)
names = ["answer", "rating", "answer-year", "answer-month", "answer-day", *(f"answer-{row}" for row in range(5))]
random_fields = st.dictionaries(st.sampled_from(names), st.lists(anything, max_size=3))
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
random_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner), max_leaves=6
)


def fields_of(kind, prompt):
    """Fill a form from a prompt, as a page does."""
    if kind == "multiple_choice":
        return {"answer": list(prompt.given)}
    if kind == "flashcard":
        field_names = ["rating", "answer"]
    elif kind == "date":
        field_names = ["answer-year", "answer-month", "answer-day"]
    elif kind in {"ordering", "matching", "categorize", "cloze"}:
        field_names = [f"answer-{row}" for row in range(len(prompt.given))]
    else:
        field_names = ["answer"]
    return {name: [value] for name, value in zip(field_names, prompt.given, strict=False)}


def shown(prompt):
    return json.dumps([prompt.stem, prompt.choices, prompt.rows, prompt.row_choices, prompt.unit], ensure_ascii=False)


def test_every_kind_has_a_sample_and_its_own_name(samples):
    assert list(samples.SAMPLES) == list(KINDS)
    assert all(name == content.kind and content.label for name, content in KINDS.items())


def test_content_survives_dump_json_and_load(kind, samples):
    content = load(kind, samples.SAMPLES[kind])
    assert load(kind, json.loads(json.dumps(dump(content)))) == content


def test_a_dump_keeps_the_order_of_the_file_and_leaves_defaults_out(kind, samples):
    raw = samples.SAMPLES[kind]
    assert list(dump(load(kind, raw))) == list(raw)


def test_defaults_are_not_dumped():
    raw = {"stem": "Which?", "answers": ["a"], "distractors": ["b"], "scoring": "net_correct"}
    assert dump(load("multiple_choice", raw)) == {"stem": "Which?", "answers": ["a"], "distractors": ["b"]}


def test_the_key_scores_one(kind, samples):
    content = load(kind, samples.SAMPLES[kind])
    grade = content.grade(content.key())
    assert (grade.score, grade.answered) == (1.0, True)
    assert all(part.right for part in grade.parts)
    assert set(grade.evidence.values()) == {1.0}
    assert "%(" not in str(grade.arithmetic)


def test_a_blank_scores_nothing_and_is_no_evidence(kind, samples):
    content = load(kind, samples.SAMPLES[kind])
    blank_parts = tuple("" for _ in content.key())
    for blank in [(), blank_parts] if kind not in {"multiple_choice", "ordering"} else [()]:
        grade = content.grade(blank)
        assert (grade.score, grade.answered, dict(grade.evidence), grade.notes) == (0.0, False, {}, ())
        assert not any(part.given for part in grade.parts)


def test_evidence_names_the_cards_of_the_question(kind, samples):
    content = load(kind, samples.SAMPLES[kind])
    assert set(content.grade(content.key()).evidence) <= {card.key for card in content.cards()}


def test_cards_have_two_faces_and_keys_of_their_own(kind, samples):
    cards = load(kind, samples.SAMPLES[kind]).cards()
    assert cards
    assert all(card.front and card.back and card.front != card.back for card in cards)
    assert len({card.key for card in cards}) == len(cards)
    assert all(list(card.options) == sorted(card.options, key=str.casefold) for card in cards)


def test_every_problem_has_a_path_and_a_whole_sentence(kind):
    with pytest.raises(ContentProblems) as caught:
        load(kind, {"stem": "", "nonsense": "1"})
    problems = dict(caught.value.problems)
    assert ("nonsense",) in problems
    assert all("%(" not in str(message) for message in problems.values())
    if kind != "flashcard":
        assert str(problems["stem",]) == "This text is empty: write it."


@given(seed=seeds, data=st.data())
def test_a_page_filled_from_answers_is_read_as_the_same_answers(kind, samples, seed, data):
    content = load(kind, samples.SAMPLES[kind])
    answers = data.draw(samples.ANSWERS[kind])
    arrangement = content.arrange(samples.rng(seed))
    prompt = content.prompt(arrangement, answers)
    assert content.read(fields_of(kind, prompt), arrangement) == answers


@given(data=st.data())
def test_a_score_lies_between_0_and_1_and_is_1_for_the_key_alone(kind, samples, data):
    content = load(kind, samples.SAMPLES[kind])
    answers = data.draw(samples.ANSWERS[kind])
    grade = content.grade(answers)
    assert 0 <= grade.score <= 1
    assert grade.answered or grade.score == 0
    if content.key() == answers:
        assert grade.score == 1


@pytest.mark.longer
@given(seed=seeds, fields=random_fields)
def test_random_fields_raise_nothing_but_content_errors(kind, samples, seed, fields):
    content = load(kind, samples.SAMPLES[kind])
    arrangement = content.arrange(samples.rng(seed))
    try:
        answers = content.read(fields, arrangement)
    except ContentError:
        return
    assert content.read(fields_of(kind, content.prompt(arrangement, answers)), arrangement) == answers
    assert isinstance(content.grade(answers), Grade)


@pytest.mark.longer
@given(answers=st.lists(anything, max_size=5).map(tuple))
def test_random_answers_raise_nothing_but_content_errors(kind, samples, answers):
    content = load(kind, samples.SAMPLES[kind])
    try:
        grade = content.grade(answers)
    except ContentError:
        return
    assert 0 <= grade.score <= 1


@pytest.mark.longer
@given(data=st.data())
def test_random_content_raises_nothing_but_content_problems(kind, samples, data):
    raw = dict(samples.SAMPLES[kind])
    for name in data.draw(st.sets(st.sampled_from(sorted(raw)), min_size=1)):
        raw[name] = data.draw(random_values)
    try:
        content = load(kind, raw)
    except ContentProblems:
        return
    assert load(kind, dump(content)) == content
    assert content.grade(content.key()).score == 1


@given(arrangement=st.lists(st.lists(st.integers(-1, 4), max_size=4).map(tuple), max_size=3).map(tuple))
def test_an_order_of_another_question_is_refused(kind, samples, arrangement):
    content = load(kind, samples.SAMPLES[kind])
    try:
        content.prompt(arrangement)
    except ContentError:
        return
    assert content.read({}, arrangement) == ()


@given(seed=seeds)
def test_a_prompt_reveals_nothing(kind, samples, seed):
    content = load(kind, samples.SAMPLES[kind])
    page = shown(content.prompt(content.arrange(samples.rng(seed))))
    assert samples.CANARY not in page
    assert not [key for key in samples.KEYS_TO_HIDE.get(kind, ()) if key in page]


def test_the_order_of_the_page_does_not_depend_on_the_key(samples):
    content = load("single_choice", samples.SAMPLES["single_choice"])
    first = [content.prompt(content.arrange(samples.rng(seed))).choices.index("Nikol Pashinyan") for seed in range(200)]
    assert {first.count(place) > 25 for place in range(4)} == {True}


def test_an_unknown_kind_is_named_with_the_known_ones():
    with pytest.raises(ContentProblems, match="There is no kind “essay”: write one of these: single_choice"):
        load("essay", {})


def test_fields_may_hold_real_numbers_and_truth_values():
    assert load("numeric", {"stem": "How many?", "answer": 30000, "tolerance": 0.5}).bounds == (
        Decimal("29999.5"),
        Decimal("30000.5"),
    )
    assert load("true_false", {"stem": "So it is.", "answer": False}).key() == ("false",)
    assert load("date", {"stem": "When?", "answer": 1994}).key() == ("1994", "", "")
    assert load("single_choice", {"stem": "When?", "answer": 1994, "distractors": [1995]}).answer.text == "1994"


@pytest.mark.parametrize("kind_name", KINDS)
def test_editors_get_a_schema(kind_name):
    schema = KINDS[kind_name].model_json_schema()
    assert schema["additionalProperties"] is False
    assert all(KINDS[kind_name].model_fields[name].description for name in schema["properties"])


def test_stored_content_has_the_cards_of_what_was_stored(kind, samples):
    content = load(kind, samples.SAMPLES[kind])
    assert KINDS[kind].stored_cards(dump(content)) == content.cards()
