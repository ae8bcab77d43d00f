from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("answer", "rival"),
    [("proton", "protons"), ("Slovakia", "Slovenia"), ("Iran", "Iraq"), ("stalactite", "stalagmite")],
)
def test_an_answer_a_slip_away_from_a_distractor_is_found(found, question, answer, rival):
    (finding,) = found(
        "confusable-answers", question("short_answer", stem="Which?", answers=[answer], distractors=[rival])
    )
    assert finding.path == ("answers", 0)


@pytest.mark.parametrize(
    ("answer", "rival"),
    [("Pashinyan", "Vartanyan"), ("1994", "1995"), ("UN", "EU"), ("Armenia", "Georgia"), ("Nicholas I", "Nicholas II")],
)
def test_an_answer_far_from_every_rival_is_not(found, question, answer, rival):
    assert not found(
        "confusable-answers", question("short_answer", stem="Which?", answers=[answer], distractors=[rival])
    )


def test_exact_spelling_leaves_no_doubt(found, question):
    fields = {"stem": "Which?", "answers": ["Slovakia"], "distractors": ["Slovenia"], "tolerance": "exact"}
    assert not found("confusable-answers", question("short_answer", **fields))


def test_names_of_the_bank_are_rivals_unless_accepted(found, question, choice, bank_of):
    typed = question("short_answer", stem="Which?", answers=["Mirzoyan", "Mirzojan"])
    assert not found("confusable-answers", typed, names=frozenset({"Mirzojan"}))
    assert found("confusable-answers", typed, names=frozenset({"Mirsoyan"}))
    assert found("confusable-answers", bank_of(typed, choice("Who?", "Mirsoyan", "Anna")))


def test_a_name_of_the_bank_is_no_rival_of_an_answer_too_short_for_any_slip_to_be_forgiven(found, question):
    def typed(answer):
        return question("short_answer", stem="Which?", answers=[answer])

    assert found("confusable-answers", typed("Putin"), names=frozenset({"Puten"}))
    assert not found("confusable-answers", typed("Iraq"), names=frozenset({"Iran"}))


def test_typed_gaps_are_rivals_of_each_other(found, question):
    (finding,) = found("confusable-answers", question("cloze", text="{{Austria}} or {{Astria}} and {{a ~ b}}."))[:1]
    assert finding.path == ("text",)
