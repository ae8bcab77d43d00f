from __future__ import annotations

from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Card, Question
from quizapp.clock import utcnow
from quizapp.formats.anki.container import open_container
from quizapp.formats.anki.notes import CardType
from quizapp.memory.queries import memory_by_card
from quizapp.memory.services import Event, Learner, record_review
from quizapp.pictures.store import Store
from quizapp.scheduling.state import Rating, Rules
from quizapp.transfer.anki.exporting import DAYS_BEFORE, Wanted, collection_of, export_package, guid_of
from quizapp.transfer.anki.exporting import _html as as_html
from quizapp.transfer.anki.packages import open_package
from quizapp.web.markdown import render_block

RULES = Rules(ZoneInfo("Asia/Yerevan"))


@pytest.fixture
def learner(folder, load, session, make_person):
    """Somebody who knows question "one" for a month, has just begun "two", and has never met "three"."""
    learner = Learner(make_person(), RULES)
    load(folder)
    now = utcnow()
    for key, days in (("one", (30, 29, 20)), ("two", (0,))):
        card_id = session.scalar(sa.select(Card.id).join(Question).where(Question.key == key))
        for number in days:
            at = now - timedelta(days=number)
            record_review(session, learner, card_id, Rating.GOOD, Event(f"{key}{number}", at, 4_000), now=now)
    session.commit()
    return learner


def notes_of(session, wanted):
    collection, _pictures = collection_of(session, wanted, now=utcnow())
    return {note.fields[-1]: note for note in collection.notes}


@pytest.mark.longer
def test_each_card_becomes_a_note_with_its_memory(session, learner):
    notes = notes_of(session, Wanted(learner))
    assert list(notes) == ["sample/one/main", "sample/two/main", "sample/three/main"]
    card_id = session.scalar(sa.select(Card.id).join(Question).where(Question.key == "one"))
    memory = memory_by_card(session, learner.id, card_id)
    (card,) = notes["sample/one/main"].cards
    kept = card.state
    assert (kept.type, kept.reps, kept.interval) == (CardType.REVIEW, 3, memory.interval_days)
    assert kept.due == memory.due_day - RULES.day(utcnow()) + DAYS_BEFORE
    assert (kept.stability, kept.difficulty) == (memory.stability, memory.difficulty)
    assert [(one.ease, one.kind, one.took_ms) for one in card.log] == [(3, 0, 4_000), (3, 0, 4_000), (3, 1, 4_000)]
    assert card.log[0].interval == -600
    assert card.log[-1].interval == memory.interval_days


@pytest.mark.longer
def test_a_card_in_its_steps_is_due_at_a_moment(session, learner):
    (card,) = notes_of(session, Wanted(learner))["sample/two/main"].cards
    assert (card.state.type, card.state.left) == (CardType.LEARNING, 1)
    assert abs(card.state.due - utcnow().timestamp() - 600) < 60


@pytest.mark.longer
def test_a_card_that_was_never_met_is_new_or_left_out(session, learner):
    assert notes_of(session, Wanted(learner))["sample/three/main"].cards[0].state.type is CardType.NEW
    assert list(notes_of(session, Wanted(learner, only_met=True))) == ["sample/one/main", "sample/two/main"]


@pytest.mark.longer
def test_a_question_whose_answer_is_not_due_is_left_out(session, learner):
    withheld = frozenset(session.scalars(sa.select(Question.id).where(Question.key == "one")))
    assert list(notes_of(session, Wanted(learner, only_met=True, withheld=withheld))) == ["sample/two/main"]


@pytest.mark.longer
def test_a_note_says_what_a_card_says_in_html(session, learner):
    note = notes_of(session, Wanted(learner))["sample/one/main"]
    assert note.fields[0] == "Who brought the one mill?"
    assert note.fields[1:4] == ("Anna", "Anna did, says the book of one.", "“The book of mills”, passage 1")
    assert (note.tags, note.deck) == (("quizapp::sample", "topic::mills", "level::1"), "quizapp::A sample")
    assert note.guid == guid_of("sample/one/main")


@pytest.mark.longer
def test_only_wanted_banks_and_what_students_may_get_are_exported(session, learner):
    assert notes_of(session, Wanted(learner, ("other",))) == {}
    session.execute(sa.update(Question).where(Question.key == "one").values(state="draft"))
    session.execute(sa.update(Question).where(Question.key == "two").values(trashed_at=utcnow()))
    assert list(notes_of(session, Wanted(learner))) == ["sample/three/main"]


@pytest.mark.longer
def test_pictures_go_along(session, learner, edit_here, tmp_path):
    name, store = "0" * 32, Store(tmp_path)
    store.write(name, b"a picture")
    edit_here("three", explanation=f"See ![a map](picture:{name}).")
    data = export_package(session, store, Wanted(learner), now=utcnow())
    assert open_container(data).media == {f"{name}.webp": b"a picture"}
    note = next(note for note in open_package(data).collection.notes if note.fields[-1] == "sample/three/main")
    assert f'<img src="{name}.webp" alt="a map">' in note.fields[2]


@pytest.mark.longer
def test_statements_stay_the_same_for_any_number_of_cards(session, learner, folder, load, bank_text, statements):
    counted = []
    for count in (3, 40):
        (folder / "sample.yaml").write_text(bank_text(*(f"q{number}" for number in range(count))), "utf-8")
        load(folder)
        with statements() as ran:
            collection_of(session, Wanted(learner), now=utcnow())
        counted.append(len(ran))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "It's 3–4 % (or so): “yes”, said he?",
        "two_of_them_here",
        "a / b",
        "Über-all",
        "ends with a space ",
        "x - y",
    ],
)
def test_plain_words_become_the_html_that_markdown_makes_of_them(text):
    rendered = str(render_block(text)).strip().removeprefix("<p>").removesuffix("</p>")
    assert unescape(as_html(text).strip()) == unescape(rendered)


@pytest.mark.parametrize(
    "text", ["**bold**", "- item", "1. one", "a < b & c", "# head", "one\n\ntwo", "`code`", "[a](b)"]
)
def test_other_texts_are_rendered(text):
    assert as_html(text) != text
