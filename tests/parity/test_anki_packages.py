"""Our packages in the real anki, and its packages here: the same cards, due days, memory states and logs."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.models import Card, Question
from quizapp.bank.queries import bank_by_key
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.anki.notes import CardType
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.rows import STATE, STATE_COLUMNS, memory_of
from quizapp.memory.services import Event, Learner, record_review
from quizapp.pictures.store import Store
from quizapp.scheduling.state import Phase, Rating, Rules
from quizapp.transfer.anki.exporting import Wanted, export_package, guid_of
from quizapp.transfer.anki.importing import Into, import_package
from quizapp.transfer.anki.packages import open_package

pytestmark = [pytest.mark.anki, pytest.mark.slow]

ZONE = "Asia/Yerevan"
RULES = Rules(ZoneInfo(ZONE))
WORKER = Path(__file__).with_name("anki_packages.py")
ROOT = WORKER.parents[2]
BANKS = ("dates",)
OCCLUSION = "Its type “Image Occlusion” makes cards in its own way; only basic, reversed, typed and cloze notes fit."
EARLIEST = timedelta(days=90)


@pytest.fixture
def ask_anki(tmp_path):
    """Return a function that lets anki work in a folder of its own."""

    def ask(name="collection", **asked):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        done = subprocess.run(
            [ROOT / ".venv-anki" / "bin" / "python", WORKER],
            input=json.dumps(asked | {"folder": str(folder), "rollover": RULES.rollover_hour}),
            env=os.environ | {"TZ": ZONE},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "pictures")


@pytest.fixture
def learner(load_banks, app, make_person):
    """Somebody with three months of reviews of one bank."""
    person_id, rng, now = make_person(Role.STUDENT, "Ani"), Random(7), utcnow()
    learner = Learner(person_id, RULES)
    with app.app_context():
        session = db.session()
        cards = session.scalars(sa.select(Card.id).join(Question).where(Question.bank.has(key="dates"))).all()
        for card_id in cards[: len(cards) * 3 // 4]:
            at = now - EARLIEST + timedelta(days=rng.random() * 20)
            while at < now and rng.random() < 0.9:
                at = at.replace(microsecond=0)
                event = Event(f"event-{card_id}-{at.timestamp()}", at, rng.randint(500, 9_000))
                record_review(session, learner, card_id, rng.choice(list(Rating)), event, now=now)
                at += timedelta(minutes=15) if rng.random() < 0.4 else timedelta(days=rng.randint(1, 25))
        session.commit()
    return learner


def memories(session, learner):
    mine = sa.select(STATE.c.card_id, *STATE_COLUMNS).where(STATE.c.learner_id == learner.id)
    return {row[0]: memory_of(row[1:]) for row in session.execute(mine)}


def write(path, data):
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize("legacy", [True, False])
def test_our_package_gives_anki_the_same_cards_due_days_and_memories(app, learner, store, ask_anki, tmp_path, legacy):
    with app.app_context():
        session, now = db.session(), utcnow()
        data = export_package(session, store, Wanted(learner, BANKS), now=now, legacy=legacy)
        found = ask_anki(**{"import": [write(tmp_path / "ours.apkg", data)]})
        named = {note["guid"]: note for note in found["notes"]}
        ours = memories(session, learner)
        rows = session.execute(
            sa.select(Card.id, Question.key, Card.key).join(Question).where(Question.bank.has(key="dates"))
        ).all()
        assert len(named) == len(rows) > 40
        assert len(ours) > 20
        for card_id, question, key in rows:
            note = named[guid_of(f"dates/{question}/{key}")]
            (card,), memory = note["cards"], ours.get(card_id)
            assert note["fields"][-1] == f"dates/{question}/{key}"
            assert "quizapp::dates" in note["tags"]
            assert_alike(card, memory, found["today"], RULES.day(now))


def assert_alike(card, memory, anki_today, today):
    """Compare a card of anki with our memory of it."""
    if memory is None:
        assert (card["type"], card["reps"], card["log"]) == (CardType.NEW, 0, [])
        return
    assert (card["reps"], card["lapses"]) == (memory.reps, memory.lapses)
    assert card["data"]["s"] == pytest.approx(memory.stability, abs=1e-3, rel=1e-3)
    assert card["data"]["d"] == pytest.approx(memory.difficulty, abs=1e-2)
    if memory.phase is Phase.REVIEW:
        assert (card["type"], card["ivl"]) == (CardType.REVIEW, memory.interval_days)
        assert card["due"] - anki_today == memory.due_day - today
    else:
        kinds = {Phase.LEARNING: CardType.LEARNING, Phase.RELEARNING: CardType.RELEARNING}
        assert card["type"] == kinds[memory.phase]
        assert card["due"] == int(memory.due_at.timestamp())
    assert card["log"][-1][0] // 1000 == int(memory.last_at.timestamp())


@pytest.mark.parametrize("legacy", [True, False])
def test_it_comes_back_to_another_learner_with_the_same_memories(
    app, learner, store, ask_anki, tmp_path, make_person, legacy
):
    other = Learner(make_person(Role.STUDENT, "Davit"), RULES)
    with app.app_context():
        session, now = db.session(), utcnow()
        data = export_package(session, store, Wanted(learner, BANKS), now=now)
        session.rollback()
        back = tmp_path / "back.apkg"
        ask_anki(**{"import": [write(tmp_path / "ours.apkg", data)], "export": [[str(back), legacy]]})
        bank = bank_by_key(session, "dates")
        report = import_package(session, store, open_package(back.read_bytes()), Into(bank), other, now=utcnow())
        assert (report.new, report.changed, report.refused) == ([], [], [])
        assert report.own > 40
        assert memories(session, other) == memories(session, learner)
        again = import_package(session, store, open_package(back.read_bytes()), Into(bank), other, now=utcnow())
        assert again.reviews == 0
        mine = import_package(session, store, open_package(back.read_bytes()), Into(bank), learner, now=utcnow())
        assert mine.reviews == 0
        assert rebuild_memories(session, RULES)[1] == []


def test_a_second_import_into_anki_updates_and_does_not_double(app, learner, store, ask_anki, tmp_path):
    with app.app_context():
        session = db.session()
        wanted, now = Wanted(learner, BANKS), utcnow()
        packages = [export_package(session, store, wanted, now=now, legacy=legacy) for legacy in (False, True)]
    paths = [write(tmp_path / f"{number}.apkg", data) for number, data in enumerate(packages)]
    first = ask_anki(**{"import": paths[:1]})
    second = ask_anki(**{"import": paths[1:]})
    assert len(second["notes"]) == len(first["notes"])
    assert sum(len(card["log"]) for note in second["notes"] for card in note["cards"]) == sum(
        len(card["log"]) for note in first["notes"] for card in note["cards"]
    )


@pytest.mark.parametrize("legacy", [True, False])
def test_anki_s_own_notes_become_questions(app, learner, store, ask_anki, tmp_path, legacy):
    path = tmp_path / "theirs.apkg"
    ask_anki(make=True, export=[[str(path), legacy]])
    with app.app_context():
        session = db.session()
        bank = bank_by_key(session, "dates")
        for expected in ((4, 0), (0, 4)):
            report = import_package(session, store, open_package(path.read_bytes()), Into(bank), learner, now=utcnow())
            assert (len(report.new), len(report.same)) == expected
            assert [why for _said, why in report.refused] == [OCCLUSION]
        kinds = session.execute(
            sa.select(Question).where(Question.key.startswith("anki-")).order_by(Question.position)
        ).scalars()
        assert [(one.current.kind, one.current.title) for one in kinds] == [
            ("flashcard", "Capital of Armenia"),
            ("flashcard", "one"),
            ("short_answer", "Name it"),
            ("cloze", "[…] met […] (who) in […]"),
        ]
