"""Pictures: sent as any other form is, and shown to students only where a question shows them, when it does."""

from __future__ import annotations

import dataclasses
import io

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from quizapp.bank.loading import load_bank
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.pictures.encoding import LARGEST_FILE

pytestmark = pytest.mark.slow


def png(size=(20, 10)):
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "PNG")
    return file.getvalue()


def test_a_picture_of_two_mebibytes_passes_the_anti_forgery_check(act):
    whole = png()
    instructor = act("instructor")
    file = FileStorage(io.BytesIO(whole + bytes(LARGEST_FILE - len(whole))), "x.png")
    fields = {"csrf_token": instructor.csrf_token(), "picture": file, "shows": "A map"}
    boundary, body = encode_multipart(fields)  # the test client would leave a temporary file open
    kind = f"multipart/form-data; boundary={boundary}"
    assert instructor.client.post("/pictures/new", data=body, content_type=kind).status_code == 302


def test_a_picture_without_the_token_is_refused(act):
    fields = {"picture": (io.BytesIO(png()), "x.png"), "shows": "A map"}
    assert act("instructor").client.post("/pictures/new", data=fields).status_code == 400


def test_a_picture_of_an_explanation_is_in_no_page_before_the_answer(app, act, canaries, world):
    bank = canaries.bank()
    shown = f"![Why](picture:{world.picture_name})"
    hidden = dataclasses.replace(bank.questions[0], key="with-picture", explanation=shown, topic="pictured")
    with app.app_context():
        load_bank(db.session(), dataclasses.replace(bank, key="pictured", questions=(hidden,)), now=utcnow())
        db.session.commit()
    student = act("student")
    attempt = student.start(topics="pictured")
    page = student.get(f"{attempt}/questions/1")
    assert page.status_code == 200
    assert world.picture_name not in page.text
    assert world.picture_name not in student.get("/practise").text
