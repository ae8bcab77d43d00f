from __future__ import annotations

import pytest

from quizapp.psychometrics.needs import Sign, TopicStanding, needs_of

TODAY = 20_000


def met(topic="csto", cards=20, recalled=0.9, due=0, days_ago=1, answers=None):
    """Return a topic of which a share is recalled."""
    return TopicStanding(topic, cards, answers or cards, due, TODAY - days_ago, recalled * cards)


def needs(standings):
    """Return who needs help, as who answered last in one of these topics."""
    last = {student: max(one.last_day for one in topics) for student, topics in standings.items() if topics}
    return needs_of(standings, last, TODAY)


def signs(standings):
    return {need.student_id: [fact.sign for fact in need.facts] for need in needs(standings)}


def test_nothing_is_told_of_a_class_that_learns():
    assert needs({student: [met()] for student in range(8)}) == []
    assert needs({}) == []


def test_who_stays_away_is_told_apart_from_who_falls_behind():
    standings = {student: [met()] for student in range(6)}
    standings |= {10: [], 11: [met(days_ago=14)], 12: [met(days_ago=13)], 13: [met(recalled=0.3)]}
    found = needs(standings)
    assert [(need.student_id, need.is_absent) for need in found] == [(10, True), (11, True), (13, False)]
    assert signs(standings) == {10: [Sign.NOT_BEGUN], 11: [Sign.ABSENT], 13: [Sign.BELOW]}
    assert found[1].facts[0].day == TODAY - 14
    assert [need.has_not_begun for need in found] == [True, False, False]


def test_who_is_below_is_held_against_the_others_alone():
    """0.3 of 20 reaches to 0.519 by Wilson; the six others recall 0.9 on average."""
    (need,) = needs({**{student: [met()] for student in range(6)}, 9: [met(recalled=0.3)]})
    (fact,) = need.facts
    assert (fact.topic, fact.count) == ("csto", 20)
    assert fact.others == pytest.approx(0.9)
    assert fact.share.high == pytest.approx(0.519, abs=1e-3)


def test_nobody_is_below_by_chance_by_few_answers_or_beside_few_others():
    six = {student: [met()] for student in range(6)}
    assert signs(six | {9: [met(recalled=0.65)]}) == {}  # reaches to 0.819
    assert signs(six | {9: [met(cards=20, recalled=0.05, answers=4)]}) == {}
    assert signs({student: [met()] for student in range(4)} | {9: [met(recalled=0.3)]}) == {}


@pytest.mark.parametrize(
    ("due", "cards", "days_ago", "told"), [(12, 15, 9, True), (12, 15, 6, False), (9, 15, 9, False), (4, 4, 9, False)]
)
def test_what_is_due_is_told_where_most_of_a_topic_was_left(due, cards, days_ago, told):
    one = [met(cards=cards, due=due, days_ago=days_ago), met("armenia")]
    facts = [fact for need in needs({1: one}) for fact in need.facts]
    assert [(fact.sign, fact.count, fact.of, fact.day) for fact in facts] == (
        [(Sign.DUE, 12, 15, TODAY - 9)] if told else []
    )


def test_who_met_less_than_half_of_the_middle_one_is_told():
    standings = {1: [met(cards=30)], 2: [met(cards=20)], 3: [met(cards=9)]}
    assert signs(standings) == {3: [Sign.FEW_MET]}
    assert signs({1: [met(cards=9)], 2: [met(cards=9)], 3: [met(cards=1)]}) == {}


def test_three_facts_are_told_and_how_many_more_there_are():
    topics = [met(f"topic-{number}", cards=6, due=6, days_ago=9) for number in range(5)]
    (need,) = needs({1: topics})
    assert (len(need.facts), need.more) == (3, 2)


def test_who_studies_something_else_is_not_absent():
    standings = {1: [met(days_ago=30)], 2: []}
    assert needs_of(standings, {1: TODAY - 1, 2: TODAY}, TODAY) == []


def test_holidays_make_nobody_absent_and_no_topic_left():
    standings = {student: [met(days_ago=3)] for student in range(6)}
    standings |= {10: [met(days_ago=20)], 11: [met(cards=15, due=12, days_ago=9), met("armenia", days_ago=9)]}
    last = {student: topics[0].last_day for student, topics in standings.items()}
    fortnight = [(TODAY - 15, TODAY - 9), (TODAY - 10, TODAY - 1)]

    def told(off):
        return {need.student_id: [fact.sign for fact in need.facts] for need in needs_of(standings, last, TODAY, off)}

    assert told(()) == {10: [Sign.ABSENT], 11: [Sign.DUE]}
    assert told(fortnight) == {}
    assert told([(TODAY - 15, TODAY - 10)]) == {10: [Sign.ABSENT], 11: [Sign.DUE]}
    assert told([(TODAY - 15, TODAY - 9)]) == {11: [Sign.DUE]}
