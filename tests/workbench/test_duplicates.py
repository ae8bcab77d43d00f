from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.finding import Wanted, find_questions
from quizapp.clock import utcnow
from quizapp.search.parsing import parse
from quizapp.workbench.duplicates import dismiss_pair, keep_duplicates, look_for_duplicates
from quizapp.workbench.models import DuplicatePair

EVERYTHING = sa.true()


def marked(session):
    wanted = Wanted(parse("is:duplicate "), EVERYTHING)
    return [row.key for row in find_questions(session, wanted, {}, now=utcnow()).rows]


@pytest.mark.longer
def test_they_ask_the_same_and_have_the_same_key(session, load, make_bank, make_draft):
    stem = {"stem": "Who won the war of the valley?"}
    load(
        make_bank(
            make_draft("short_answer", key="a", raw=stem | {"answers": ["Armenia"]}),
            make_draft("short_answer", key="b", raw=stem | {"answers": ["Nobody"]}),
        )
    )
    load(
        make_bank(
            make_draft("single_choice", key="c", raw=stem | {"answer": "Armenia", "distractors": ["x"]}), key="far"
        )
    )
    likely = look_for_duplicates(session)
    assert [(pair.first, pair.second, pair.likeness) for pair in likely.pairs] == [(1, 3, 100.0)]
    assert keep_duplicates(session, likely.pairs, now=utcnow()) == 1
    assert marked(session) == ["c", "a"]


@pytest.mark.longer
def test_what_was_dismissed_or_thrown_away_is_named_no_more(session, three, change):
    first = look_for_duplicates(session)
    assert len(first.pairs) == 3
    keep_duplicates(session, first.pairs, now=utcnow())
    dismiss_pair(session, session.get(DuplicatePair, (three["a"], three["b"])), now=utcnow())
    assert keep_duplicates(session, look_for_duplicates(session).pairs, now=utcnow()) == 2
    assert marked(session) == ["a", "b", "c"]
    change("trash", [three["c"]])
    assert marked(session) == []
    assert keep_duplicates(session, look_for_duplicates(session).pairs, now=utcnow()) == 0
