from __future__ import annotations

import pytest

from quizapp.psychometrics.distractors import Choices, analyse_options
from quizapp.psychometrics.findings import Sign, find
from quizapp.psychometrics.items import ItemStatistics
from quizapp.psychometrics.resampling import Figure


def item(facility=0.6, discrimination=25.0, students=40, reach=0.08):
    """Return figures with intervals of a given reach; of the discrimination index three hundred times as far."""
    around = Figure(facility, facility - reach, facility + reach, students >= 5)
    index = Figure(discrimination, discrimination - 300 * reach, discrimination + 300 * reach, students >= 15)
    return ItemStatistics(students, students, around, around, 10.0, around, index, index)


def signs(*arguments):
    return [finding.sign for finding in find(*arguments)]


def table(options):
    """Return the table of what students chose, the weakest first."""
    places = range(len(options))
    choices = Choices(places, [float(place) for place in places], [frozenset([one]) for one in options])
    return analyse_options(choices, 3, frozenset([0]))


@pytest.mark.parametrize(
    ("figures", "guess", "sign"),
    [
        (item(discrimination=-40.0), 0.25, Sign.BACKWARDS),
        (item(facility=0.27, discrimination=5.0, reach=0.05), 0.25, Sign.GUESSED),
        (item(facility=0.3, discrimination=25.0, reach=0.09), 0.25, Sign.GUESSED),
        (item(facility=0.3, discrimination=28.0, reach=0.09), 0.25, Sign.NOTHING),  # 1 to 55 %
        (item(discrimination=2.0), None, Sign.WEAK),
        (item(facility=0.97, reach=0.02), None, Sign.EASY),
        (item(facility=0.1), None, Sign.HARD),
        (item(discrimination=45.0), 0.25, Sign.GOOD),
        (item(students=9), 0.25, Sign.TOO_FEW),
        (item(), 0.25, Sign.NOTHING),
    ],
)
def test_each_sign_follows_its_rule(figures, guess, sign):
    assert signs(figures, guess, None)[0] == sign


def test_what_an_edit_may_mend_is_not_only_what_presses():
    weak, fine = find(item(discrimination=2.0), None, None)[0], find(item(), None, None)[0]
    assert (weak.is_pressing, weak.asks_for_an_edit, fine.asks_for_an_edit) == (False, True, False)
    assert find(item(discrimination=-40.0), 0.25, None)[0].asks_for_an_edit
    assert not find(item(facility=0.97, reach=0.02), None, None)[0].asks_for_an_edit


def test_a_key_that_the_best_students_did_not_choose_comes_first():
    found = find(item(), 0.25, table([0] * 14 + [1] * 10))
    assert (found[0].sign, found[0].options, found[0].count, found[0].of) == (Sign.CHECK_THE_KEY, (1,), 8, 8)
    assert found[0].is_pressing
    assert Sign.DRAWS_THE_BEST in [one.sign for one in found]


def test_a_key_is_not_doubted_by_fewer_than_five_or_by_half():
    assert Sign.CHECK_THE_KEY not in signs(item(), 0.25, table([0] * 8 + [1] * 4))
    assert Sign.CHECK_THE_KEY not in signs(item(), 0.25, table([0] * 14 + [1, 0] * 5))


def test_options_that_hardly_anybody_chose_are_named_unless_the_question_is_easy():
    found = find(item(), 0.25, table([1] * 10 + [0] * 20))
    assert [one.options for one in found if one.sign == Sign.UNUSED] == [(2,)]
    assert Sign.UNUSED not in signs(item(facility=0.95), 0.25, table([0] * 30))
    assert Sign.UNUSED not in signs(item(students=9), 0.25, table([0] * 9))


def test_what_is_unsure_is_not_said():
    assert signs(item(discrimination=10.0), 0.25, None) == [Sign.NOTHING]
    assert not find(item(), 0.25, None)[0].is_pressing
