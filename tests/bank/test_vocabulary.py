from __future__ import annotations

import sqlalchemy as sa

from quizapp.bank.models import Bank, Origin, Question
from quizapp.bank.versions import Authorship, add_version
from quizapp.bank.vocabulary import known_values
from quizapp.clock import utcnow


def test_nothing_is_known_of_no_question(session):
    assert known_values(session) == {}


def test_the_values_of_all_questions_are_known(session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="one", topic="war"), make_draft(key="two", actors=("Élan",), sources=("b#p1",))))
    assert known_values(session) == {
        "bank": ("sample",),
        "topic": ("rift", "war"),
        "source": ("ally-2023", "ally-2023#p1", "ally-2023#p2", "b", "b#p1"),
        "actor": ("Nikol Pashinyan", "Russia", "Élan"),
    }


def test_new_values_are_known_at_once_and_looking_again_is_cheap(session, load, make_bank, make_draft, statements):
    load(make_bank(make_draft(key="one")))
    known_values(session)
    question = session.scalars(sa.select(Question)).one()
    add_version(session, question, make_draft(key="one", topic="later"), Authorship(Origin.BROWSER), now=utcnow())
    session.add(Bank(key="empty", title="Empty", created_at=utcnow()))
    session.flush()
    assert known_values(session)["topic"] == ("later", "rift")
    assert known_values(session)["bank"] == ("empty", "sample")
    with statements() as ran:
        known_values(session)
    assert len(ran) == 1


def test_what_somebody_may_not_see_is_not_known_to_them(session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="one", topic="seen", actors=("Ani",))))
    load(make_bank(make_draft(key="one", topic="veiled", actors=("Zaven",)), key="other"))
    assert known_values(session)["topic"] == ("seen", "veiled")
    known = known_values(session, Bank.key == "sample")
    assert (known["bank"], known["topic"], known["actor"]) == (("sample",), ("seen",), ("Ani",))
    assert known_values(session, sa.false()) == {}
