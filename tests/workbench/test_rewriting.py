from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Origin, Question, QuestionFacet
from quizapp.bank.versions import Authorship, draft_of, restore_version
from quizapp.clock import utcnow
from quizapp.workbench.rewriting import rewrite, standings, unchanged_since, write_versions
from tests.bank.conftest import make_bank, make_draft

AUTHOR = Authorship(Origin.BROWSER, None, "bulk: test")


@pytest.mark.longer
def test_a_new_version_says_the_same_but_for_what_is_changed(session, all_kinds, question):
    before = {one: draft_of(question(one).key, question(one).current) for one in all_kinds.values()}
    known = standings(session, list(all_kinds.values()))
    write_versions(session, [rewrite(one, {"topic": "csto"}, AUTHOR, now=utcnow()) for one in known])
    session.commit()
    for question_id, draft in before.items():
        now = question(question_id)
        said = draft_of(now.key, now.current)
        assert (said.topic, now.current_number, now.current.note) == ("csto", 2, "bulk: test")
        assert {name: getattr(said, name) for name in ("content", "facets", "level", "sources", "allow")} == {
            name: getattr(draft, name) for name in ("content", "facets", "level", "sources", "allow")
        }
        assert now.current.digest == said.digest()
        assert " csto " in now.current.search_text
        assert now.versions[-1].topic == "rift"


def test_facets_follow(session, three, question):
    write_versions(
        session, [rewrite(one, {"facets": ["place"]}, AUTHOR, now=utcnow()) for one in standings(session, [three["a"]])]
    )
    rows = session.execute(sa.select(QuestionFacet.question_id, QuestionFacet.facet)).all()
    assert {tuple(row) for row in rows if row[0] == three["a"]} == {(three["a"], "place")}
    assert len(rows) == 5


@pytest.mark.sqlite
def test_the_index_of_words_writes_down_once_what_left_and_once_what_came(session, fill):
    fill(make_bank(*(make_draft(key=f"q{number}") for number in range(40))))
    known = standings(session, session.scalars(sa.select(Question.id)).all())
    written = sa.text("SELECT count(DISTINCT segid) FROM question_search_idx")
    before = session.scalar(written)
    write_versions(session, [rewrite(one, {"topic": "csto"}, AUTHOR, now=utcnow()) for one in known])
    assert session.scalar(written) == before + 2


def test_an_older_version_can_be_gone_on_from(session, three, change, question):
    change("level", [three["a"]], "3")
    (old,) = standings(session, [three["a"]], {three["a"]: 1})
    assert (old.values["level"], old.newest, old.question["current_number"]) == (2, 2, 2)
    write_versions(session, [rewrite(old, {}, AUTHOR, now=utcnow())])
    assert [(one.number, one.level) for one in question(three["a"]).versions] == [(3, 2), (2, 3), (1, 2)]


def test_what_was_edited_meanwhile_is_noticed(session, three, question):
    known = standings(session, list(three.values()))
    restore_version(session, question(three["b"]), 1, AUTHOR, now=utcnow())
    assert [one.id for one in unchanged_since(session, known)] == [three["a"], three["c"]]


def test_statements_grow_with_batches_and_not_with_questions(session, three, statements):
    def again(ids):
        write_versions(session, [rewrite(one, {}, AUTHOR, now=utcnow()) for one in standings(session, ids)])

    with statements() as one:
        again([three["a"]])
    with statements() as many:
        write_versions(
            session, [rewrite(it, {}, AUTHOR, now=utcnow()) for it in standings(session, list(three.values()))]
        )
    assert len(one) == len(many)
