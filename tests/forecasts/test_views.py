from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankMember
from quizapp.classroom.models import Enrolment
from quizapp.db import db
from tests.forecasts.conftest import memory

NAMES = [f"Student {number:02}" for number in range(8)]


@pytest.mark.longer
def test_a_class_without_students_or_answers_says_so(browse, make_class, teacher, small_bank):
    page = browse(teacher)
    empty, _ = make_class()
    assert "Nobody is in this class yet." in page.get(f"/classes/{empty}/insight").text
    silent, _ = make_class(["Ani"])
    for path in ("insight", "insight/topics"):
        assert "Nobody has answered anything yet" in page.get(f"/classes/{silent}/{path}").text


@pytest.mark.longer
def test_each_page_of_insight_says_which_class_it_is_as_its_other_pages_do(browse, make_class, teacher, small_bank):
    page, (class_id, _) = browse(teacher), make_class(subtitle="Autumn term")
    for path in ("", "/insight", "/insight/topics", "/insight/forecast"):
        shown = page.get(f"/classes/{class_id}{path}").text
        assert (shown.count(">10 b</"), shown.count(">Autumn term</p>")) == (1, 1)


@pytest.mark.longer
def test_a_teacher_sees_in_one_look_what_will_be_forgotten_and_who_needs_help(
    browse, make_class, teacher, remember, cards_of, today
):
    class_id, people = make_class(NAMES, lesson_days=(0, 1, 2, 3, 4, 5, 6))
    offices, premier = cards_of("offices"), cards_of("premier")[0]
    for person in people[:7]:
        weak = 0.3 if person == people[3] else 200.0
        remember(
            *(memory(person, card, today - 9, weak, reps=3, due_day=today + 5) for card in offices),
            memory(person, premier, today - 3, 1.0),
        )
    page = browse(teacher).get(f"/classes/{class_id}/insight").text
    assert "By the next lesson, " in page
    assert page.index("About premier") < page.index("About offices")
    assert "7 of 8" in page
    needs = page[page.index('id="needs"') :]
    assert re.findall(r'students/\d+">([^<]+)', needs) == ["Student 07", "Student 03"]
    assert "Has not answered anything yet" in needs
    assert "well below the others&#39;" in needs


@pytest.mark.longer
def test_the_table_tells_shares_intervals_and_what_was_not_met(browse, make_class, teacher, remember, cards_of, today):
    class_id, (ani, ben) = make_class(["Ani", "Ben"])
    remember(
        *(memory(ani, card, today, 5.0, reps=2) for card in cards_of("offices")),
        memory(ben, cards_of("premier")[0], today),
    )
    page = browse(teacher).get(f"/classes/{class_id}/insight/topics?on=2000-01-01").text
    assert re.search(r"<b>\d\d\s%</b><small>\d+–\d+</small><small>4/4</small>", page)
    assert "too few<small>1/1</small>" in page
    assert "not met" in page
    assert "About deaths" in page[page.index("Met by nobody yet") :]
    text = browse(teacher).get(f"/classes/{class_id}/insight/topics.csv").text
    assert text.splitlines()[1].startswith("Ani,about-offices,4,4,1.0000,")


@pytest.mark.longer
def test_every_page_of_an_insight_leads_on_in_the_class(browse, make_class, teacher):
    class_id, (ani,) = make_class(["Ani"])
    client = browse(teacher)
    for page in ("", "/topics", "/forecast", "/prediction", "/wrong-ideas", "/time", "/warm-up", f"/students/{ani}"):
        told = client.get(f"/classes/{class_id}/insight{page}").text
        tabs = told[told.index('aria-label="This class"') :].partition("</nav>")[0]
        assert f'href="/classes/{class_id}/gradebook"' in tabs, page
        assert re.search(r'aria-current="(page|true)">Insight<', tabs), page
        assert told.count("<h1") == 1, page


@pytest.mark.longer
def test_what_is_only_known_of_a_borrowed_account_stands_on_no_page(
    app, browse, make_class, teacher, remember, cards_of, today
):
    class_id, (ani, ben) = make_class(["Ani Petrosyan", "Ben Smith"])
    remember(memory(ani, cards_of("premier")[0], today), memory(ben, cards_of("csto")[0], today))
    with app.app_context():
        db.session.execute(sa.update(Enrolment).where(Enrolment.person_id == ani).values(is_borrowed=True))
        db.session.commit()
    insight, client = f"/classes/{class_id}/insight", browse(teacher)
    for page in ("", "/topics", "/forecast", "/prediction", "/wrong-ideas", "/time", "/warm-up"):
        told = client.get(insight + page).text
        assert "Not in these figures:" in told, page
        assert told.count("Ani Petrosyan") == 1, page
        assert "About premier" not in told.partition("Met by nobody yet")[0], page
    assert "Ani Petrosyan" not in client.get(f"{insight}/topics.csv").text
    assert client.get(f"{insight}/students/{ani}").status_code == 404
    assert client.get(f"{insight}/students/{ben}").status_code == 200


@pytest.mark.longer
def test_pages_of_a_class_ask_no_more_for_many_students(
    browse, make_class, teacher, remember, cards_of, today, statements
):
    counts = {}
    cards = [*cards_of("offices"), *cards_of("premier"), *cards_of("csto")]
    for size, met in ((1, 1), (6, 7)):
        class_id, people = make_class(NAMES[:size])
        remember(*(memory(person, card, today) for person in people for card in cards[:met]))
        page = browse(teacher)
        for path in ("insight", "insight/topics", "insight/topics.csv"):
            with statements() as sent:
                assert page.get(f"/classes/{class_id}/{path}").status_code == 200
            counts.setdefault(path, []).append(len(sent))
    assert all(few == many for few, many in counts.values()), counts


@pytest.mark.longer
def test_nobody_else_sees_a_classs_names(browse, make_class, make_person, remember, cards_of, today):
    class_id, people = make_class(["Ani", "Ben"])
    remember(memory(people[0], cards_of("premier")[0], today))
    for person in (make_person(Role.INSTRUCTOR), *people):
        for path in ("insight", "insight/topics", "insight/topics.csv"):
            assert browse(person).get(f"/classes/{class_id}/{path}").status_code in {403, 404}


@pytest.mark.longer
def test_a_bank_that_a_teacher_may_not_see_is_told_by_no_topic(
    app, browse, make_class, make_person, teacher, remember, cards_of, today
):
    class_id, (ani,) = make_class(["Ani"])
    owner = make_person(Role.INSTRUCTOR)
    remember(memory(ani, cards_of("premier")[0], today))
    assert "About premier" in browse(teacher).get(f"/classes/{class_id}/insight").text
    with app.app_context():
        bank = db.session.scalars(sa.select(Bank)).one()
        db.session.add(BankMember(bank_id=bank.id, person_id=owner, role="owner"))
        db.session.commit()
    assert "About premier" not in browse(teacher).get(f"/classes/{class_id}/insight").text


@pytest.mark.longer
def test_the_way_to_an_insight_stands_where_it_leads_somewhere(app, browse, make_class, make_person, teacher):
    class_id, _ = make_class(["Ani"])
    admin = make_person(Role.INSTRUCTOR)
    with app.app_context():
        db.session().get_one(Person, admin).is_admin = True
        db.session.commit()
    link = f'href="/classes/{class_id}/insight"'
    assert link in browse(teacher).get(f"/classes/{class_id}").text
    assert link not in browse(admin).get(f"/classes/{class_id}").text
