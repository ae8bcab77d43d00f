"""An export holds what is kept about its person, and nothing about anybody else."""

from __future__ import annotations

import io
import re

import pytest
import sqlalchemy as sa

from quizapp.accounts.factors import FactorDraft, keep_factor, use_recovery_code
from quizapp.accounts.models import Person
from quizapp.bank.models import Card, QuestionVersion
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.editorial.models import Report
from quizapp.pictures.encoding import encode
from quizapp.pictures.placing import own_store
from quizapp.pictures.services import Bringing, keep_picture
from quizapp.privacy.writing import CHUNK_BYTES, FORMAT, write_export
from quizapp.quizzes.models import Slot
from quizapp.review.models import CardMark
from tests.privacy.conftest import unpacked


@pytest.fixture
def export(app):
    def export(person_id):
        out = io.BytesIO()
        with app.app_context():
            write_export(db.session(), db.session.get_one(Person, person_id), out, own_store(), now=utcnow())
            db.session.rollback()
        return out.getvalue()

    return export


@pytest.mark.longer
def test_a_student_finds_all_that_they_did_in_words(export, ani, other):
    page, told, names = unpacked(export(ani))
    assert names == ["your-data.html", "your-data.json"]
    assert (told["format"], told["person"]["name"]) == (FORMAT, "Ani Grigoryan")
    parts = told["parts"]
    assert [row["answers"] for row in parts["responses.slot_id>slots.attempt_id>attempts.learner_id"]] == [
        ["True"],
        ["Vladimir Putin"],
        ["Sargsyan"],
    ]
    assert parts["enrolments.person_id"][0]["class"] == "10 b"
    asked = [row for row in parts["slots.attempt_id>attempts.learner_id"] if row["answers"] == ["Sargsyan"]]
    assert [(row["question"], row["asked"]) for row in asked] == [
        ("small/surname", "What is the surname of the premier?")
    ]
    rated = [row for row in parts["review_log.learner_id"] if row["source"] == "review"]
    assert [(row["card"], row["asked"]) for row in rated] == [("small/csto", "CSTO")]
    assert parts["study_calendars.learner_id"][0]["shares"] == [1] * 7
    for words in ("Ani Grigoryan", "Quizzes that you took", "Sargsyan", "10 b", "What this file leaves out"):
        assert words in page
    assert "Marks that you decided on" not in page  # empty parts are left out of the page


@pytest.mark.longer
def test_the_page_has_words_where_json_keeps_numbers(app, export, ani, cards_of):
    card_id = cards_of("csto")[0]
    with app.app_context():
        db.session.execute(sa.update(Slot).values(certainty=3))
        db.session.add(CardMark(learner_id=ani, card_id=card_id, flag=2))
        db.session.commit()
    page, told, _names = unpacked(export(ani))
    for heading, word in (("Rating", "Good"), ("How sure", "Very"), ("Flag", "orange")):
        assert f'data-label="{heading}">{word}<' in page
    assert "Good" not in repr(told["parts"])
    assert 3 in {row["rating"] for row in told["parts"]["review_log.learner_id"]}


@pytest.mark.longer
def test_used_recovery_codes_are_told_from_those_that_wait(app, export, teacher):
    with app.app_context():
        hashes = ("1" * 64, "2" * 64)
        keep_factor(db.session(), teacher, FactorDraft("seed", 1, "salt", list(hashes)), now=utcnow())
        use_recovery_code(db.session(), teacher, hashes[0], now=utcnow())
        db.session.commit()
    page, told, _names = unpacked(export(teacher))
    assert [row["used_at"] is None for row in told["parts"]["recovery_codes.person_id"]] == [False, True]
    cells = re.findall(r'data-label="Used">([^<]*)<', page)
    assert (cells[0][:2], cells[1:]) == ("20", ["–"])


@pytest.mark.longer
def test_what_came_of_a_report_is_told_as_the_pages_tell_it(app, export, ani, cards_of):
    card_id = cards_of("csto")[0]
    with app.app_context():
        asked = db.session.execute(
            sa.select(QuestionVersion.id, QuestionVersion.question_id)
            .join(Card, Card.question_id == QuestionVersion.question_id)
            .where(Card.id == card_id)
        ).first()
        told = {"answers": [], "reason": "key", "created_at": utcnow(), "verdict": "wrong", "answered_at": utcnow()}
        db.session.add(Report(learner_id=ani, card_id=card_id, version_id=asked[0], question_id=asked[1], **told))
        db.session.commit()
    page, told, _names = unpacked(export(ani))
    assert 'data-label="Reason" class="long">The answer that is marked as right is not right<' in page
    assert ">The question is right as it stands<" in page
    kept = told["parts"]["reports.learner_id"][0]
    assert (kept["reason"], kept["verdict"]) == ("key", "wrong")


@pytest.mark.longer
def test_nobody_elses_name_no_hash_and_no_script_is_in_it(app, export, ani, other, teacher, stored):
    data = export(ani)
    page, told, _names = unpacked(data)
    text = page + repr(told)
    kept = {"people": ("password_hash", "session_stamp"), "sign_in_cards": ("secret_hash", "password_hash")}
    secrets = [row[0] for table, names in kept.items() for name in names for row in stored(table, name) if row[0]]
    assert [word for word in ("Zarevand", "Hakobyan", *secrets) if word in text] == []
    assert not re.search(r"<script|src=|href=|url\(", page)
    assert "people.password_hash" in told["left_out"]
    assert "Zarevand" in "".join(map(repr, unpacked(export(other))))


@pytest.mark.longer
def test_pictures_that_somebody_added_lie_in_it(app, export, teacher):
    from PIL import Image  # noqa: PLC0415 - for this test alone

    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "PNG")
    with app.app_context():
        picture = keep_picture(
            db.session(), own_store(), encode(file.getvalue()), Bringing(teacher, "A red square"), now=utcnow()
        )
        db.session.commit()
        name = picture.name
    _page, told, names = unpacked(export(teacher))
    assert f"pictures/{name}.webp" in names
    assert told["parts"]["pictures.person_id"][0]["shows"] == "A red square"


@pytest.mark.longer
def test_a_long_log_is_read_in_pieces(app, ani):
    taken = []

    class Counting(io.BytesIO):
        def write(self, data):
            taken.append(len(data))
            return super().write(data)

    with app.app_context():
        log = db.metadata.tables["review_log"]
        row = dict(db.session.execute(db.select(log)).mappings().first())
        many = [row | {"id": number, "event_id": f"more-{number}"} for number in range(1_000, 2_200)]
        db.session.execute(log.insert(), many)
        db.session.commit()
        write_export(db.session(), db.session.get_one(Person, ani), Counting(), own_store(), now=utcnow())
        db.session.rollback()
    assert len(taken) > 4
    assert max(taken) < 3 * CHUNK_BYTES
