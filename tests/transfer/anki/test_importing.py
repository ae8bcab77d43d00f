from __future__ import annotations

import io
import runpy
import shutil
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from PIL import Image

from quizapp.bank.models import Card, Question, QuestionVersion, Source
from quizapp.bank.text_index import containing, index_all
from quizapp.clock import utcnow
from quizapp.formats.anki.container import Container
from quizapp.formats.anki.notes import AnkiCard, AnkiNote, AnkiReview, Collection, NoteType
from quizapp.memory.rows import STATE
from quizapp.memory.services import Learner, undo_last_review
from quizapp.pictures.store import Store
from quizapp.scheduling.state import Rules
from quizapp.search.query import Words
from quizapp.transfer.anki.importing import Into, import_package, known_as
from quizapp.transfer.anki.packages import package_of

MIGRATION = next(Path(__file__).parents[3].glob("migrations/versions/*_forget_files_of_anki_questions.py"))
NEW = (AnkiCard(0),)
BASIC = NoteType("Basic", ("Front", "Back"), (("Card 1", "{{Front}}", "{{Back}}"),))
BOTH = NoteType("Both", ("Front", "Back"), (("1", "{{Front}}", "{{Back}}"), ("2", "{{Back}}", "{{Front}}")))
CLOZE = NoteType("Cloze", ("Text", "Extra"), (("1", "", ""),), is_cloze=True)


@pytest.fixture
def learner(make_person):
    return Learner(make_person(), Rules(ZoneInfo("UTC")))


@pytest.fixture
def take_in(learner, folder, load, bank, session, tmp_path):
    """Return a function that imports notes into the bank, and returns the report."""
    load(folder)

    def take(*notes, media=None, for_learner=True, by=None):
        package = package_of(Container(b"", media or {}), Collection(0, notes))
        who = learner if for_learner else None
        report = import_package(session, Store(tmp_path / "kept"), package, Into(bank(), by), who, now=utcnow())
        session.commit()
        return report

    return take


def note(guid="g", *fields, kind=BASIC, cards=NEW):
    return AnkiNote(guid, kind, fields or ("one", "eins"), (), "Deutsch", cards)


def question(session, key):
    return session.scalars(sa.select(Question).where(Question.key == key)).one()


def found_by(session, word):
    statement = sa.select(Question.key).join(Question.current)
    return set(session.scalars(statement.where(Question.trashed_at.is_(None), *containing(session, [Words(word)]))))


def card_keys(session, key):
    cards = sa.select(Card.key).join(Card.question).where(Question.key == key, Card.retired_at.is_(None))
    return session.scalars(cards.order_by(Card.position)).all()


@pytest.mark.longer
def test_notes_become_questions_with_a_source_and_a_remark(take_in, session):
    report = take_in(note("a"), note("b", "two", "zwei"))
    assert (len(report.new), report.reviews) == (2, 0)
    current = question(session, report.new[0]).current
    assert (current.kind, current.title, current.topic, current.note) == (
        "flashcard",
        "one",
        "deutsch",
        "From an Anki package",
    )
    assert session.scalars(sa.select(Source).where(Source.key == "anki-package")).one().passages


@pytest.mark.longer
def test_a_log_is_only_looked_at_where_cards_of_a_package_are_known_already(take_in, statements):
    log = (AnkiReview(1_700_000_000_000, 3, 0),)
    for notes, is_looked_at in ((("a",), False), (("b",), False), (("b", "c"), True)):
        with statements() as ran:
            report = take_in(*(note(guid, cards=(AnkiCard(0, log=log),)) for guid in notes))
        assert report.reviews == len(report.new)
        asked = [one for one in ran if one.startswith("SELECT") and "FROM review_log" in one]
        assert bool(asked) is is_looked_at


@pytest.mark.longer
def test_notes_are_of_no_file_so_that_a_load_of_the_banks_file_misses_none(take_in, session, load, folder):
    (key,) = take_in(note()).new
    made = question(session, key)
    assert (made.file_digest, made.file_block) == (None, "")
    assert load(folder).missing == []
    session.expire_all()
    assert question(session, key).missing_since is None


@pytest.mark.longer
def test_what_was_brought_in_before_is_of_no_file_either_once_the_database_is_upgraded(
    take_in, session, load, folder, tmp_path
):
    (key,) = take_in(note()).new
    here, there = (shutil.copytree(folder, tmp_path / name) for name in ("here", "there"))
    made, of_file = question(session, key), question(session, "one")
    made.file_digest = made.current.digest
    session.commit()
    assert load(here).missing == [key]
    session.execute(sa.text(runpy.run_path(str(MIGRATION))["FORGET"]))
    session.commit()
    session.expire_all()
    assert (made.file_digest, made.missing_since) == (None, None)
    assert of_file.file_digest == of_file.current.digest
    assert load(there).missing == []


@pytest.mark.longer
def test_a_second_import_updates_and_does_not_double(take_in, session):
    (key,) = take_in(note("a")).new
    assert take_in(note("a")).same == [key]
    assert take_in(note("a", "one", "ein, eins")).changed == [key]
    assert question(session, key).current.content["back"] == "ein, eins"


@pytest.fixture
def keys(take_in, session, edit_here):
    """A deck of reviewed notes, two of which have another fate here since: the questions' ids by the notes' guids."""
    log, guids = (AnkiReview(1_700_000_000_000, 3, 0),), ("same", "words", "kind", "edited", "thrown", "twice")
    taken = take_in(*(note(one, one, "alpha", cards=(AnkiCard(0, log=log),)) for one in guids)).new
    keys = dict(zip(guids, taken, strict=True))
    edit_here(keys["edited"], topic="numbers")
    question(session, keys["thrown"]).trashed_at = utcnow()
    session.commit()
    return keys


@pytest.fixture
def changed_deck():
    """That deck, as it was changed in Anki since."""
    words = [note(one, one, "omega") for one in ("words", "edited", "thrown", "new", "twice")]
    kind = note("kind", "{{c1::omega}} is kind", "", kind=CLOZE)
    return note("same", "same", "alpha"), kind, *words, note("twice", "twice", "omega again")


@pytest.mark.longer
def test_of_a_deck_that_changed_here_and_there_each_note_has_its_own_fate(take_in, session, keys, changed_deck):
    report = take_in(*changed_deck)
    (added,) = report.new
    fates = {key: fate for fate in ("new", "changed", "same", "kept") for key in getattr(report, fate)}
    expected = {"same": "same", "edited": "kept", "thrown": "kept"}
    assert fates == {key: expected.get(guid, "changed") for guid, key in keys.items()} | {added: "new"}
    assert found_by(session, "alpha") == {keys[one] for one in ("same", "edited")}
    assert found_by(session, "omega") == {keys[one] for one in ("words", "kind", "twice")} | {added}


@pytest.mark.longer
def test_versions_of_changed_notes_say_whose_they_are_and_memories_stay(take_in, session, keys, changed_deck, learner):
    memories = sa.select(STATE).order_by(STATE.c.card_id)
    known = session.execute(memories).all()
    take_in(*changed_deck, by=learner.id)
    versions = {guid: question(session, key).current for guid, key in keys.items()}
    told = {guid: (one.number, one.author_id, one.note) for guid, one in versions.items() if one.number > 1}
    theirs = (2, learner.id, "From an Anki package")
    assert told == {"words": theirs, "kind": theirs, "twice": theirs, "edited": (2, None, "")}
    assert [versions[one].content.get("back") for one in ("words", "twice")] == ["omega", "omega again"]
    assert versions["kind"].kind == "cloze"
    assert len(card_keys(session, keys["kind"])) == 1
    assert session.execute(memories).all() == known != []


@pytest.mark.longer
def test_new_notes_come_beside_changed_ones_that_have_a_card_more(take_in, session):
    (key,) = take_in(note("a")).new
    reversed_too = note("a", kind=BOTH, cards=(AnkiCard(0), AnkiCard(1)))
    report = take_in(reversed_too, note("b", "two", "zwei"))
    assert (report.changed, len(report.new)) == ([key], 1)
    (added,) = report.new
    assert [card_keys(session, one) for one in (key, added)] == [["main", "reverse"], ["main"]]


@pytest.mark.longer
@pytest.mark.sqlite
def test_changed_words_are_taken_into_the_index_once_where_new_ones_come_beside_them(take_in, session):
    take_in(note("a"))
    take_in(note("a", "Zanzibar", "eins"), note("b", "two", "zwei"))
    counts = sa.text("SELECT block FROM question_search_data WHERE id = 1")
    counted = session.scalar(counts)
    session.execute(sa.text("INSERT INTO question_search (question_search) VALUES ('delete-all')"))
    index_all(session.connection())
    assert counted == session.scalar(counts)


@pytest.mark.longer
def test_what_was_edited_here_is_kept(take_in, says, edit_here):
    (key,) = take_in(note("a")).new
    edit_here(key, topic="numbers")
    assert take_in(note("a")).kept == [key]
    assert take_in(note("a", "one", "other")).kept == [key]
    assert says(key).topic == "numbers"


@pytest.mark.longer
def test_what_was_thrown_away_stays_away(take_in, session):
    (key,) = take_in(note("a")).new
    question(session, key).trashed_at = utcnow()
    session.commit()
    assert take_in(note("a")).kept == [key]


@pytest.mark.longer
def test_what_cannot_be_taken_is_told(take_in):
    report = take_in(note("a", "one", ""), note("b"))
    assert report.refused == [("one", "It has no front or no back in words.")]
    assert len(report.new) == 1


@pytest.mark.longer
def test_reviews_of_each_gap_go_to_its_card(take_in, session, learner):
    now = utcnow()
    moments = [int((now - timedelta(days=days)).timestamp() * 1000) for days in (9, 8)]
    cards = tuple(AnkiCard(place, log=(AnkiReview(moment, 3, 0),)) for place, moment in enumerate(moments))
    gaps = note("a", "{{c2::Bert}} met {{c1::Anna}}", "", kind=CLOZE, cards=cards)
    assert take_in(gaps).reviews == 2
    assert take_in(gaps).reviews == 0
    found = session.execute(
        sa.select(STATE.c.last_at).where(STATE.c.learner_id == learner.id).order_by(STATE.c.card_id)
    )
    assert [round((now - at).total_seconds() / 86_400) for (at,) in found] == [8, 9]


@pytest.mark.longer
def test_a_review_that_was_taken_back_here_stays_so(take_in, session, learner):
    moment = int((utcnow() - timedelta(seconds=2)).timestamp() * 1000)
    rated = note("a", cards=(AnkiCard(0, log=(AnkiReview(moment, 3, 0),)),))
    assert take_in(rated).reviews == 1
    undo_last_review(session, learner, "undo-anki-1", now=utcnow())
    session.commit()
    assert take_in(rated).reviews == 0
    assert session.scalars(sa.select(STATE.c.card_id)).all() == []


@pytest.mark.longer
def test_without_a_person_only_notes_are_taken(take_in, session):
    log = (AnkiReview(1_700_000_000_000, 3, 0),)
    report = take_in(note("a", cards=(AnkiCard(0, log=log),)), for_learner=False)
    assert (len(report.new), report.reviews) == (1, 0)


@pytest.mark.longer
def test_pictures_are_kept_and_shown_and_what_is_no_picture_is_left_out(take_in, session):
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    shown = note("a", "<img src='a.png' alt='A map'> <img src='b.png'> where?", "here")
    report = take_in(shown, media={"a.png": file.getvalue(), "b.png": b"nothing"})
    assert report.pictures == 1
    assert question(session, report.new[0]).current.content["front"].startswith("![A map](picture:")
    assert take_in(shown, media={"a.png": file.getvalue(), "b.png": b"nothing"}).same == report.new


@pytest.mark.longer
@pytest.mark.parametrize("for_learner", [True, False])
def test_words_of_new_questions_are_found_with_reviews_and_without(take_in, session, for_learner):
    log = (AnkiReview(1_700_000_000_000, 3, 0),)
    (key,) = take_in(note("a", "Zanzibar", "eins", cards=(AnkiCard(0, log=log),)), for_learner=for_learner).new
    words = [Words("zanzibar")]
    version = session.scalars(sa.select(QuestionVersion).where(*containing(session, words))).one()
    assert (version, question(session, key).current_number) == (question(session, key).current, 1)


def test_a_refused_note_is_known_by_the_first_words_that_are_seen():
    styled = f'<span style="{"color: red; " * 20}">a &lt;b&gt; c</span>'
    fronts = ("<br>", "<div><br></div>", '<img src="a.png">', "&nbsp;", styled, "o" * 200)
    said = [known_as(AnkiNote("guid", BASIC, (front, "eins"))) for front in fronts]
    assert said == ["eins"] * 4 + ["a <b> c", "o" * 120]
