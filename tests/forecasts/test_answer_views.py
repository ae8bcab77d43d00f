from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.db import db
from quizapp.quizzes.models import Slot
from tests.forecasts.conftest import memory
from tests.practice import REMARK
from tests.tokens import without_tokens


@pytest.fixture
def misled(make_class, sit):
    """A class in which three of four take Mirzoyan for the prime minister, and two write it themselves."""
    class_id, people = make_class(["Ani", "Ben", "Clara", "Davit"])
    for place, person in enumerate(people):
        premier, surname = ("1",) if place < 3 else ("0",), ("Mirzoyan <b>",) if place < 2 else ("Pashinyan",)
        sit(person, premier=premier, surname=surname)
    return class_id, people


@pytest.mark.longer
def test_wrong_ideas_are_told_with_feedback_passage_and_a_way_to_the_editor(browse, teacher, misled):
    class_id, _ = misled
    page = browse(teacher).get(f"/classes/{class_id}/insight/wrong-ideas").text
    assert "<strong>3 of 4</strong>" in page
    assert REMARK in page
    assert "ally-2023" in page
    assert page.index("Who is the prime minister?") < page.index("What is the surname")
    assert "Mirzoyan &lt;b&gt;" in page
    assert re.search(r'href="/questions/\d+/edit"', page)
    assert "Ani" not in without_tokens(page)


@pytest.mark.longer
def test_whoever_was_sure_is_counted_where_a_quiz_asked_for_that(app, browse, teacher, misled):
    class_id, _ = misled
    assert "sure</small>" not in browse(teacher).get(f"/classes/{class_id}/insight/wrong-ideas").text
    with app.app_context():
        db.session.execute(sa.update(Slot).values(certainty=3))
        db.session.commit()
    assert "3 were sure</small>" in browse(teacher).get(f"/classes/{class_id}/insight/wrong-ideas").text


def test_a_date_is_told_as_feedback_tells_it(app):
    with app.test_request_context():
        told = app.jinja_env.get_template("forecasts/_idea.html").make_module().text
        kinds = {kind: str(told(SimpleNamespace(kind=kind), "1703-11-26")) for kind in ("date", "short_answer")}
    assert kinds == {"date": "26 November 1703", "short_answer": "1703-11-26"}


@pytest.mark.longer
def test_the_commonest_ones_stand_on_the_first_page(browse, teacher, misled, remember, cards_of, today):
    class_id, people = misled
    remember(memory(people[0], cards_of("premier")[0], today))
    page = browse(teacher).get(f"/classes/{class_id}/insight").text
    ideas = page[page.index('id="ideas"') :]
    assert "Ararat Mirzoyan" in ideas
    assert "<strong>3 of 4</strong>" in ideas


@pytest.mark.longer
def test_a_class_without_wrong_answers_or_students_says_so(browse, teacher, make_class, small_bank):
    class_id, _ = make_class()
    page = browse(teacher)
    assert "None yet" in page.get(f"/classes/{class_id}/insight/wrong-ideas").text
    assert "Nobody is in this class yet." in page.get(f"/classes/{class_id}/insight/time").text


@pytest.mark.longer
def test_time_is_told_by_student_and_week(browse, teacher, misled):
    class_id, _ = misled
    page = browse(teacher).get(f"/classes/{class_id}/insight/time").text
    assert (page.count('<svg class="chart"'), page.count("<rect")) == (1, 0), "it took no time, and is no bar"
    assert page.index("The middle one") < page.index("Ani")
    assert "at most 60 seconds each" in page


@pytest.mark.longer
def test_these_pages_are_a_teachers_and_ask_no_more_for_many(
    browse, teacher, misled, make_class, make_person, remember, cards_of, today, statements
):
    class_id, people = misled
    page, counts = browse(teacher), {}
    for person in (people[0], make_person(Role.INSTRUCTOR)):
        for path in ("wrong-ideas", "time"):
            assert browse(person).get(f"/classes/{class_id}/insight/{path}").status_code in {403, 404}
    few, (one,) = make_class(["Ani"])
    remember(*(memory(person, cards_of("premier")[0], today) for person in (one, people[0])))
    for path in ("wrong-ideas", "time", ""):
        for number in (few, class_id):
            with statements() as sent:
                page.get(f"/classes/{number}/insight/{path}".rstrip("/"))
            counts.setdefault(path, []).append(len(sent))
    assert all(few == many for few, many in counts.values()), counts
