from __future__ import annotations

import re

import pytest

NEW = {"title": "An ally", "key": "ally-2023", "passages": "p1: The ceasefire\r\np2 Without a colon\r\n\r\np3:"}


@pytest.fixture
def described(instructor):
    assert instructor.post("/edit/new-source", data=NEW).status_code == 302
    return instructor


@pytest.mark.longer
def test_a_source_is_described_and_its_lines_come_back(described):
    page = described.get("/edit/sources/ally-2023").text
    assert "p1: The ceasefire\np2: Without a colon\np3:" in page.replace("\r\n", "\n")
    assert "3 passages" in described.get("/edit/sources").text
    assert "An ally" in described.get("/sources").text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": ""}, "This text is empty"),
        ({"key": "A Key"}, "is no id"),
        ({"key": "", "title": "Հայաստան"}, "Of this title none can be made"),
        ({"written": "last year"}, "is not a date"),
        ({"passages": ""}, "at least 1"),
        ({"passages": "p1: One\nP 2: Two"}, "Line 2: “P 2” is no id"),
        ({"passages": "p1: One\np1: Two"}, "Two passages are called “p1”"),
    ],
)
def test_a_source_that_is_not_sound_is_refused_beside_its_field(instructor, sent, sentence):
    reply = instructor.post("/edit/new-source", data=NEW | sent)
    assert reply.status_code == 422
    assert sentence in reply.text


@pytest.mark.longer
def test_lines_without_a_name_are_numbered_and_the_name_of_the_source_is_made_of_its_title(instructor):
    lines = "The ceasefire of 1994\np1: The war\n44-day war\np3 With a name of its own\n1994 in\x0bÜber Grenzen"
    assert instructor.post("/edit/new-source", data={"title": "A Digest", "passages": lines}).status_code == 302
    page = instructor.get("/edit/sources/a-digest").text.replace("\r\n", "\n")
    named = ["p2: The ceasefire of 1994", "p1: The war", "p4: 44-day war", "p3: With a name of its own"]
    assert "\n".join([*named, "p5: 1994 in", "p6: Über Grenzen"]) in page


@pytest.mark.longer
def test_words_before_a_colon_are_no_name(instructor):
    lines = "Treaty of 1994: its terms\nterms: Whose they are\nРоссия: что было\np1: The war: how it began"
    assert (
        instructor.post("/edit/new-source", data={"title": "Treaty of 1994: terms", "passages": lines}).status_code
        == 302
    )
    page = instructor.get("/edit/sources/treaty-of-1994-terms").text.replace("\r\n", "\n")
    named = [
        "p2: Treaty of 1994: its terms",
        "terms: Whose they are",
        "p3: Россия: что было",
        "p1: The war: how it began",
    ]
    assert "\n".join(named) in page


@pytest.mark.longer
def test_no_line_takes_over_the_name_of_a_passage_that_went(described, load_one):
    address = "/edit/sources/ally-2023"
    reply = described.post(address, data={"title": "An ally", "passages": "Something new\np2: Kept\np3"})
    assert reply.status_code == 422
    assert "Questions cite what would go: ally-2023#p1 (1 question)." in reply.text
    assert "p4: Something new" in reply.text


def test_a_taken_name_is_refused(described):
    reply = described.post("/edit/new-source", data=NEW)
    assert reply.status_code == 422
    assert "There is a source of this short name already" in reply.text


@pytest.mark.longer
def test_a_source_is_edited_and_what_is_cited_stays(described, load_one):
    address = "/edit/sources/ally-2023"
    reply = described.post(address, data={"title": "An ally", "passages": "p2: Kept"})
    assert reply.status_code == 422
    assert "Questions cite what would go: ally-2023#p1 (1 question)." in reply.text
    assert "p2: Kept" in reply.text
    page = described.post(address, data={"title": "Renamed", "passages": "p2\np1\np9: New"}, follow_redirects=True).text
    assert "Renamed" in page
    again = described.post(address, data={"title": "Renamed", "passages": "p2\np1\np9: New"}, follow_redirects=True)
    assert "Nothing was changed." in again.text


@pytest.mark.longer
def test_what_a_colleague_made_of_a_source_meanwhile_is_not_written_over_unseen(described, browse):
    colleague = browse("Bella")
    address = "/edit/sources/ally-2023"
    seen = {"seen_state": re.search(r'seen_state"[^>]* value="(\w+)"', described.get(address).text)[1]}
    theirs = seen | {"title": "An ally", "author": "Huang", "passages": "p1: Theirs\r\np2"}
    assert colleague.post(address, data=theirs).status_code == 302
    assert colleague.post(address, data=theirs).status_code == 302  # a second click changes nothing
    mine = seen | {"title": "Mine", "author": "Huang", "passages": "p1: The ceasefire\r\np2"}
    reply = described.post(address, data=mine)
    assert reply.status_code == 422
    met = reply.text[reply.text.index('class="met"') :].partition("</dl>")[0]
    assert re.findall(r"<dt>([^<]+)</dt><dd[^>]*>([^<]+)", met) == [
        ("Title", "An ally"),
        ("Passages", "p1: Theirs\np2:"),
    ]
    assert re.search(r"<p>Last saved by Bella, on .+\.</p>", reply.text)
    assert 'value="Mine"' in reply.text
    mine |= {"seen_state": re.search(r'seen_state"[^>]* value="(\w+)"', reply.text)[1]}
    assert "Saved." in described.post(address, data=mine, follow_redirects=True).text
    assert 'value="Mine"' in described.get(address).text


@pytest.mark.longer
def test_a_cited_source_is_not_removed_and_another_one_is(described, load_one):
    described.post("/edit/new-source", data=NEW | {"key": "other"})
    reply = described.post("/edit/sources/ally-2023/remove")
    assert reply.status_code == 422
    assert "Let them cite other passages first." in reply.text
    assert "Removed: An ally" in described.post("/edit/sources/other/remove", follow_redirects=True).text
    assert described.get("/edit/sources/other").status_code == 404


@pytest.mark.longer
def test_sources_are_moved(described):
    described.post("/edit/new-source", data=NEW | {"key": "second", "title": "The second"})
    page = described.post("/edit/sources/second/move", data={"way": "up"}, follow_redirects=True).text
    assert page.index(">The second<") < page.index(">An ally<")
    page = described.post("/edit/sources/second/move", data={"way": "down"}, follow_redirects=True).text
    assert page.index(">The second<") > page.index(">An ally<")
