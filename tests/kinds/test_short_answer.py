from __future__ import annotations

from quizapp.kinds.base import GradingContext
from quizapp.kinds.short_answer import ShortAnswer


def who(**more):
    raw = {"stem": "Who?", "answers": ["Pashinyan", "Nikol Pashinyan"], **more}
    return ShortAnswer.model_validate(raw)


def test_an_accepted_answer_scores_1_however_it_is_spelt():
    grade = who().grade(("  NIKOL Pashinyan. ",))
    assert (grade.score, grade.notes, grade.rule) == (1, (), "typos")
    assert grade.parts[0].expected == "Nikol Pashinyan"


def test_a_forgiven_typo_scores_1_and_is_marked_as_forgiven():
    grade = who().grade(("Pashinian",))
    assert (grade.score, grade.evidence) == (1, {"main": 1.0})
    assert [str(note) for note in grade.notes] == ["“Pashinian” was taken as a slip of the fingers for “Pashinyan”."]


def test_exact_tolerance_forgives_no_typo_but_keeps_the_near_miss():
    grade = who(tolerance="exact").grade(("Pashinian",))
    assert (grade.score, grade.near_miss) == (0, True)


def test_a_distractor_is_never_forgiven_and_has_its_feedback():
    content = who(distractors=[{"text": "Pashinian", "feedback": "Somebody else."}])
    grade = content.grade(("pashinian",))
    assert (grade.score, grade.near_miss, grade.parts[0].feedback) == (0, False, "Somebody else.")


def test_other_names_of_the_bank_are_never_forgiven():
    context = GradingContext(rivals=("Pashinyam", "Pashinyan"))
    assert who().grade(("Pashinyam",), context).score == 0
    assert who().grade(("Pashinyan",), context).score == 1
    assert who().grade(("Pashinyam",)).score == 1


def test_the_language_of_the_bank_decides_what_is_equal():
    hedgehog = ShortAnswer.model_validate({"stem": "?", "answers": ["ёж"]})
    assert hedgehog.grade(("еж",), context=GradingContext(language="ru")).score == 1
    assert hedgehog.grade(("еж",), context=GradingContext(language="be")).score == 0


def test_a_wrong_answer_is_told_the_first_accepted_one():
    assert who().grade(("Moscow",)).parts[0].expected == "Pashinyan"


def test_blanks_alone_are_not_answered():
    assert who().read({"answer": ["  "]}, ()) == ()
    grade = who().grade((" ",))
    assert (grade.answered, grade.near_miss) == (False, False)
