from __future__ import annotations

from quizapp.psychometrics.distractors import Choices, analyse_options

KEY, WRONG, OTHER = 0, 1, 2


def chosen(*options):
    """Return choices of students, each one point better than the one before."""
    places = range(len(options))
    return Choices(places, [float(place) for place in places], list(map(frozenset, options)))


def test_options_are_counted_whole_and_by_the_best_and_weakest_third():
    table = analyse_options(
        chosen([WRONG], [WRONG], [], [KEY], [KEY], [KEY], [OTHER], [KEY], [KEY]), 3, frozenset([KEY])
    )
    assert [(one.chosen, one.best, one.weakest) for one in table.options] == [(5, 2, 0), (2, 0, 2), (1, 1, 0)]
    assert (table.answers, table.blank, table.best, table.weakest) == (9, 1, 3, 3)
    assert [one.is_key for one in table.options] == [True, False, False]
    assert table.options[1].share == 2 / 9


def test_an_option_of_the_better_students_correlates_with_the_rest():
    table = analyse_options(chosen(*([[WRONG]] * 15), *([[KEY]] * 15)), 2, frozenset([KEY]))
    key, wrong = table.options
    assert key.correlation.above(50)
    assert wrong.correlation.below(-50)


def test_an_option_that_nobody_chose_has_no_correlation():
    table = analyse_options(chosen(*([[KEY]] * 20)), 2, frozenset([KEY]))
    assert [one.correlation.value for one in table.options] == [None, None]


def test_who_is_level_with_the_last_of_a_third_belongs_to_it():
    level = Choices(range(9), [1.0] * 9, [frozenset([KEY])] * 9)
    table = analyse_options(level, 2, frozenset([KEY]))
    assert (table.best, table.weakest) == (9, 9)
    assert not table.tells_apart


def test_no_answers_and_very_few_break_nothing():
    assert analyse_options(chosen(), 2, frozenset([KEY])).options[0].chosen == 0
    assert analyse_options(chosen([KEY], [WRONG]), 2, frozenset([KEY])).best == 0
