from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from quizapp.analysis.queries import VersionOf
from quizapp.forecasts.first_answers import FirstAnswer
from quizapp.forecasts.wrong_ideas import MOST_QUESTIONS, most_wrong, wrong_ideas
from tests.practice import CONTENTS, REMARK

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def version(key, number=1, version_id=None, question_id=1, is_current=True, **changes):
    kind, content = CONTENTS[key]
    place = version_id or question_id * 10 + number
    stored = content | changes
    return VersionOf(place, question_id, number, kind, stored, key, is_current, NOW, key, 1, "small", "A small bank")


def ideas(key, *answers, **more):
    """Return the ideas about a question that so many students answered so."""
    told = [FirstAnswer(1, 11, said, right, count) for said, right, count in answers]
    return [
        (idea.asked, idea.given, idea.expected, idea.students)
        for one in wrong_ideas(told, [version(key, **more)])
        for idea in one.ideas
    ]


def test_a_distractor_is_told_with_its_feedback_and_who_answered_at_all():
    answers = [FirstAnswer(1, 11, ("0",), True, 6), FirstAnswer(1, 11, ("1",), False, 3)]
    answers.append(FirstAnswer(1, 11, ("2",), False, 1))
    (one,) = wrong_ideas(answers, [version("premier")])
    (idea,) = one.ideas
    assert (one.students, idea.students) == (10, 3)
    assert (idea.asked, idea.given, idea.expected) == ("", "Ararat Mirzoyan", "Nikol Pashinyan")
    assert idea.feedback == REMARK


def test_who_was_sure_of_an_idea_is_counted():
    answers = [FirstAnswer(1, 11, ("1",), False, 3, 2), FirstAnswer(1, 11, ("0",), True, 5, 5)]
    (one,) = wrong_ideas(answers, [version("premier")])
    assert [(idea.students, idea.sure) for idea in one.ideas] == [(3, 2)]


def test_each_kind_tells_the_part_that_is_wrong():
    assert ideas("brokered", (("false",), False, 4)) == [("", "False", "True", 4)]
    assert ideas("bodies", (("0", "2"), False, 2), (("1", "2"), False, 1)) == [("", "NATO", "", 3)]
    assert ideas("offices", (("0", "2", "1", "3"), False, 2)) == [
        ("Kuleba", "Foreign minister of Armenia", "Foreign minister of Ukraine", 2),
        ("Mirzoyan", "Foreign minister of Ukraine", "Foreign minister of Armenia", 2),
    ]
    assert ideas("wars", (("1", "0", "2", "3"), False, 5)) == []


def test_what_was_typed_is_told_however_it_was_spelt():
    typed = ((("Putin",), False, 1), (("putin",), False, 2), (("Kuleba",), False, 1))
    assert ideas("surname", *typed) == [("", "putin", "Pashinyan", 3)]


def test_a_date_that_is_right_but_less_precise_is_no_wrong_idea():
    answers = [FirstAnswer(1, 11, given, False, 3) for given in (("1994", "", ""), ("1994", "6", ""))]
    one = replace(version("premier"), kind="date", content={"stem": "When?", "answer": "1994-05-12"})
    (told,) = wrong_ideas(answers, [one])
    assert [(idea.given, idea.expected) for idea in told.ideas] == [("1994-06", "1994-05-12")]


def test_a_near_miss_is_told_as_one():
    (one,) = wrong_ideas([FirstAnswer(1, 11, ("Pashnn",), False, 2)], [version("surname")])
    assert (one.ideas[0].given, one.ideas[0].is_near_miss) == ("Pashnn", True)


def test_what_one_alone_answered_is_no_idea():
    assert ideas("premier", (("1",), False, 1), (("2",), False, 1)) == []


def test_answers_to_an_older_version_are_told_in_terms_of_the_newest():
    old = version("premier", is_current=False)
    new = version("premier", 2, 12, answer="Vladimir Putin", distractors=["Dmytro Kuleba", "Nikol Pashinyan"])
    given = (("0", 2), ("3", 4), ("1", 3))
    answers = [FirstAnswer(1, 11, (place,), False, count) for place, count in given]
    (one,) = wrong_ideas(answers, [old, new])
    assert one.version.number == 2
    assert [(idea.given, idea.students) for idea in one.ideas] == [("Nikol Pashinyan", 2)]  # Putin is right now


def test_questions_with_most_wrong_answers_are_looked_at_and_the_commonest_idea_stands_first():
    answers = [FirstAnswer(number, number * 10 + 1, ("1",), False, number) for number in range(1, 90)]
    chosen = most_wrong([*answers, FirstAnswer(500, 5_001, ("0",), True, 999)])
    assert chosen == list(range(89, 89 - MOST_QUESTIONS, -1))
    assert most_wrong(answers[:3]) == [3, 2]
    versions = [version("premier", question_id=number) for number in chosen]
    found = wrong_ideas(answers, versions)
    assert [one.version.question_id for one in found] == chosen


def test_a_question_that_cannot_be_read_any_more_is_left_out():
    broken = version("premier", distractors=[])
    assert wrong_ideas([FirstAnswer(1, 11, ("1",), False, 3)], [broken]) == []
    assert wrong_ideas([FirstAnswer(1, 11, ("9",), False, 3)], [version("premier")]) == []
