from __future__ import annotations

from quizapp.formats.quiz_rewriting import with_topic_renamed

TEXT = """\
# The war stays in this comment: topic: war
quiz: mixed
title: "Mixed: topic: war"
minutes: 10
feedback: at_end
draw:
  - {count: 1, bank: dates, topic: war}   # about the war
  - count: 2
    topic: "war"
    level: 2
  - {count: 1, bank: causes, topic: war-aims}
  - {count: 1, bank: causes, topic: war}
"""


def renamed(text=TEXT, concerns=lambda rule: rule.bank != "causes", new="conflict"):
    return with_topic_renamed(text, "mixed.yaml", "war", new, concerns)


def test_only_the_rules_that_mean_it_are_rewritten():
    made = renamed()
    assert [rule.topic for rule in made.rules] == ["conflict", "conflict", "war-aims", "war"]
    assert made.text == TEXT.replace("dates, topic: war", "dates, topic: conflict").replace('"war"', '"conflict"')


def test_what_cannot_be_written_is_left_alone():
    assert renamed("quiz: mixed\n") is None
    anchored = TEXT.replace("topic: war}", "topic: &it war}", 1)
    assert renamed(anchored) is None
    assert renamed(new="Not a topic!") is None


def test_a_quiz_that_nobody_means_stays_the_same():
    assert renamed(concerns=lambda _rule: False).text == TEXT
