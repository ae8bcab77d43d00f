from __future__ import annotations

import io
import re
import zipfile

import pytest
import sqlalchemy as sa
from PIL import Image

from quizapp.bank.headings import Heading, change_heading
from quizapp.bank.models import Bank, QuestionVersion
from quizapp.bank.roles import BankMember
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.pictures.encoding import encode
from quizapp.transfer.bundles import open_bundle
from quizapp.transfer.models import BankUpload
from quizapp.transfer.plans import plan_of_json
from quizapp.transfer.views import LARGEST_REQUEST

pytestmark = pytest.mark.longer


@pytest.fixture
def loaded(folder, load, session):
    load(folder)
    session.rollback()
    return folder


def send(client, text, bank=""):
    """Send a file as a browser does; the test client's own way leaves a temporary file open."""
    data = text if isinstance(text, bytes) else text.encode()
    file = b'--mark\r\nContent-Disposition: form-data; name="file"; filename="sample (1).yaml"\r\n\r\n' + data
    field = f'\r\n--mark\r\nContent-Disposition: form-data; name="bank"\r\n\r\n{bank}\r\n--mark--\r\n'
    return client.post("/banks/upload", data=file + field.encode(), content_type="multipart/form-data; boundary=mark")


def seen_in(page):
    return re.search(r'name="seen" value="(\w+)"', page.text)[1]


def versions(session):
    count = session.scalar(sa.select(sa.func.count()).select_from(QuestionVersion))
    session.rollback()
    return count


def test_a_bank_is_downloaded_as_the_file_that_it_is(loaded, instructor):
    reply = instructor.get("/banks/sample/file")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="sample.yaml"'
    assert reply.content_type == "application/yaml; charset=utf-8"
    first, _newline, rest = reply.text.partition("\n")
    assert first.startswith("# quizapp: downloaded 20")
    assert rest == (loaded / "sample.yaml").read_text("utf-8")


def test_an_upload_is_reported_first_and_written_when_it_is_confirmed(loaded, instructor, session, bank_text, says):
    before = versions(session)
    reply = send(instructor, bank_text("one", "two", "four").replace("the one mill", "the first mill"))
    assert reply.status_code == 302
    page = instructor.get(reply.location)
    assert re.findall(r"<strong>(\d+)</strong> ([a-z ]+)", page.text) == [
        ("1", "new"),
        ("1", "changed"),
        ("1", "the same"),
        ("0", "newer here"),
        ("0", "in conflict"),
        ("0", "problems"),
    ]
    assert "1 question of the bank is not in the file: it stays." in page.text
    assert versions(session) == before
    done = instructor.post(f"{reply.location}/apply", data={"seen": seen_in(page)}, follow_redirects=True)
    assert "The file is in the bank “A sample”." in done.text
    assert versions(session) == before + 2
    assert "first" in says("one").content.stem
    assert instructor.get(reply.location).status_code == 404


def test_where_the_bank_changed_meanwhile_it_is_reported_again(loaded, instructor, session, bank_text, edit_here, says):
    reply = send(instructor, bank_text("one").replace("the one mill", "the first mill"))
    seen = seen_in(instructor.get(reply.location))
    edit_here("one", topic="dykes")
    again = instructor.post(f"{reply.location}/apply", data={"seen": seen}, follow_redirects=True)
    assert "The bank has changed since this report was made" in again.text
    assert "<strong>1</strong> in conflict" in again.text
    assert says("one").topic == "dykes"
    old = instructor.post(f"{reply.location}/apply", data={"seen": seen}, follow_redirects=True)
    assert "<strong>1</strong> in conflict" in old.text
    done = instructor.post(f"{reply.location}/apply", data={"seen": seen_in(again)}, follow_redirects=True)
    assert "Conflicts with files" in done.text
    assert says("one").topic == "dykes"


def test_a_head_that_both_changed_is_told_and_settled_after_the_upload(loaded, instructor, session, bank, bank_text):
    change_heading(session, bank(), Heading("Ours", "en", "Mills."), now=utcnow())
    session.commit()
    location = send(instructor, bank_text("one").replace("A sample", "Theirs")).location
    page = instructor.get(location)
    assert "changed what stands above the questions" in page.text
    assert "here <q>Ours</q>, in the file <q>Theirs</q>" in page.text
    listed = instructor.post(f"{location}/apply", data={"seen": seen_in(page)}, follow_redirects=True).text
    address = re.search(r"/conflicts/parts/\d+", listed)[0]
    assert "sample (1).yaml, " in listed
    conflict = instructor.get(address)
    assert "file: sample (1).yaml, uploaded by Ms Grigoryan" in conflict.text
    fields = {"seen": seen_in(conflict), "side": "file"}
    assert "Settled." in instructor.post(address, data=fields, follow_redirects=True).text
    assert bank().title == "Theirs"


def test_two_people_may_upload_at_once_and_the_second_gets_a_new_report(loaded, instructor, browse, bank_text, says):
    other = browse("Mr Other")
    mine = send(instructor, bank_text("one").replace("the one mill", "the first mill")).location
    theirs = send(other, bank_text("one").replace("the one mill", "the oldest mill")).location
    hidden, unknown = other.get(mine), other.get("/uploads/777")
    assert (hidden.status_code, hidden.text) == (404, unknown.text)
    seen = [seen_in(client.get(path)) for client, path in ((instructor, mine), (other, theirs))]
    instructor.post(f"{mine}/apply", data={"seen": seen[0]})
    again = other.post(f"{theirs}/apply", data={"seen": seen[1]}, follow_redirects=True)
    assert "<strong>1</strong> in conflict" in again.text
    assert "first" in says("one").content.stem


def test_refused_lines_are_listed_and_the_rest_can_be_taken(loaded, instructor, session, bank_text):
    before = versions(session)
    location = send(instructor, bank_text("four", "five").replace("difficulty: 1", "difficulty: 9", 1)).location
    page = instructor.get(location)
    assert "<strong>Line 13</strong>: “9” is no difficulty" in page.text
    instructor.post(f"{location}/apply", data={"seen": seen_in(page)})
    assert versions(session) == before + 1


@pytest.mark.parametrize(
    "text", ["bank: sample\n\ttitle: x\n", "bank: brand-new\ntitle: New\nlanguage: en\nquestions:\n  - id: one\n"]
)
@pytest.mark.longer
def test_a_file_of_which_nothing_can_be_used_has_nothing_to_confirm(loaded, instructor, text):
    page = instructor.get(send(instructor, text).location)
    assert "Nothing of this file can be used" in page.text
    assert "Write this into the bank" not in page.text


@pytest.mark.parametrize("text", ["bank: sample\n\ttitle: x\n", None])
def test_a_forged_confirmation_of_nothing_writes_nothing(loaded, instructor, session, bank_text, text):
    before = versions(session)
    location = send(instructor, text or bank_text("one")).location
    plan = plan_of_json(session.scalars(sa.select(BankUpload.plan)).one())
    session.rollback()
    reply = instructor.post(f"{location}/apply", data={"seen": plan.digest})
    assert (reply.status_code, reply.location) == (302, location)
    assert versions(session) == before


def test_a_confirmation_sent_twice_counts_once(loaded, instructor, session, bank_text):
    before = versions(session)
    location = send(instructor, bank_text("four")).location
    seen = seen_in(instructor.get(location))
    assert [instructor.post(f"{location}/apply", data={"seen": seen}).status_code for _ in range(2)] == [302, 404]
    assert versions(session) == before + 1
    for again in (instructor.get(location), instructor.post(f"{location}/drop")):  # leads on to another upload
        assert (again.status_code, "does not wait any more" in again.text, 'name="file"' in again.text) == (404, 1, 1)
    assert "does not wait any more" not in instructor.get("/banks/upload").text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "No file was chosen"),
        (b"# " + b"x" * 5_000_000, "This file has 4.8 MiB"),
        ("bank: müll".encode("utf-16"), "This file is not UTF-8 text"),
        (b"bank: x\0", "This file holds the character NUL"),
        (b"hello", "This is not a bank"),
        (b"bank: other\n", "This is the file of the bank “other”"),
    ],
)
def test_what_cannot_be_used_gets_one_sentence_and_changes_nothing(loaded, instructor, session, data, sentence):
    reply = send(instructor, data, "sample")
    assert reply.status_code == 422
    assert f'role="alert" class="problem" tabindex="-1" data-focus>\n        <p>{sentence}' in reply.text
    assert session.scalar(sa.select(sa.func.count()).select_from(BankUpload)) == 0


def test_a_form_without_a_file_asks_for_one(loaded, instructor):
    assert "No file was chosen" in instructor.post("/banks/upload").text
    assert "Upload the file of “sample”" in instructor.get("/banks/upload?bank=sample").text


def test_more_than_can_be_received_is_an_error_page(loaded, instructor):
    reply = send(instructor, bytes(LARGEST_REQUEST))
    assert reply.status_code == 413
    assert "a smaller file" in reply.text


def test_a_file_can_be_put_aside(loaded, instructor, session, bank_text):
    location = send(instructor, bank_text("four")).location
    page = instructor.post(f"{location}/drop", follow_redirects=True)
    assert "Nothing was changed." in page.text
    assert session.scalar(sa.select(sa.func.count()).select_from(BankUpload)) == 0


def test_a_bank_in_the_trash_is_brought_back_first(loaded, instructor, session, bank_text):
    session.execute(sa.update(Bank).values(trashed_at=utcnow()))
    session.commit()
    reply = send(instructor, bank_text("one"))
    assert (reply.status_code, "lies in the trash: bring it back first" in reply.text) == (422, True)
    assert instructor.get("/banks/sample/file").status_code == 404


def test_a_viewer_may_download_and_not_upload(loaded, app, instructor, browse, bank_text, session):
    viewer = browse("A viewer")
    own(session, {"Ms Grigoryan": "owner", "A viewer": "viewer"})
    assert viewer.get("/banks/sample/file").status_code == 200
    reply = send(viewer, bank_text("one"))
    assert (reply.status_code, "you may not change it" in reply.text) == (422, True)
    stranger = browse("A stranger")
    assert stranger.get("/banks/sample/file").status_code == 404


def test_whoever_lost_the_role_meanwhile_cannot_confirm(loaded, instructor, browse, bank_text, session):
    other = browse("Mr Other")
    location = send(other, bank_text("four")).location
    seen = seen_in(other.get(location))
    own(session, {"Ms Grigoryan": "owner", "Mr Other": "viewer"})
    assert other.post(f"{location}/apply", data={"seen": seen}).status_code == 403
    assert versions(session) == 3


def own(session, roles):
    """Give roles on the bank by names."""
    people = dict(session.execute(db.text("SELECT name, id FROM people")).all())
    bank_id = session.scalar(sa.select(Bank.id))
    session.add_all(BankMember(bank_id=bank_id, person_id=people[name], role=role) for name, role in roles.items())
    session.commit()


def test_a_file_that_changes_the_key_of_what_was_answered_says_so_before_and_leads_there(
    loaded, instructor, bank_text, answered
):
    answered("one")
    text = bank_text("one", "two").replace(
        "answer: Anna\n    distractors: [Bert", "answer: Bert\n    distractors: [Anna"
    )
    reply = send(instructor, text)
    page = instructor.get(reply.location)
    assert page.text.count("Another key, and answered by the one of now.") == 1
    assert "1 changed question gets another key" in page.text
    done = instructor.post(f"{reply.location}/apply", data={"seen": seen_in(page)})
    assert done.location == "/questions/keys"
    listed = instructor.get(done.location).text
    assert "1 question of the file has another key now" in listed
    assert "sample:one" in listed


def test_the_report_shows_word_by_word_what_changes(loaded, instructor, bank_text):
    text = bank_text("one", "two").replace("Who brought the one mill?", "Who brought the first mill?")
    text = text.replace("[Bert, {text: Carl", "[Bruno, {text: Carl")
    page = instructor.get(send(instructor, text).location).text
    one = page.partition("in one</span>")[2].partition("</details>")[0]
    said = " ".join(re.sub(r"<[^>]+>", " ", one).split())
    assert "Who brought the removed: one added: first mill?" in said
    assert "Bruno" in said
    assert "Topic" not in said


@pytest.mark.slow
def test_a_bank_goes_out_with_its_pictures_and_comes_in_again_elsewhere(app, loaded, instructor, bank_text, session):
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, "PNG")
    picture = encode(out.getvalue())
    text = bank_text("one", "two").replace("Who brought the one mill?", f'"![A mill](picture:{picture.name}) Who?"')
    with_picture = io.BytesIO()
    with zipfile.ZipFile(with_picture, "w") as made:
        made.writestr("sample.yaml", text)
        made.writestr(f"pictures/{picture.name}.webp", picture.data)
    assert "is not kept here" in instructor.get(send(instructor, text).location).text
    reply = send(instructor, with_picture.getvalue())
    page = instructor.get(reply.location)
    assert "is not kept here" not in page.text
    instructor.post(f"{reply.location}/apply", data={"seen": seen_in(page)})
    assert instructor.get(f"/pictures/files/{picture.name}.webp").data == picture.data
    sent = instructor.get("/banks/sample/zip")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="sample.zip"'
    bundle = open_bundle(sent.data)
    sent.close()
    assert bundle.pictures == {picture.name: picture}
    assert f"picture:{picture.name}".encode() in bundle.text
    assert "nothing to write" in instructor.get(send(instructor, bundle.text).location).text


def test_a_zip_that_is_refused_writes_nothing_and_says_why(loaded, instructor, session):
    before = versions(session)
    reply = send(instructor, b"PK\x03\x04 and no more")
    assert reply.status_code == 422
    assert "This zip cannot be read" in reply.text
    assert versions(session) == before
