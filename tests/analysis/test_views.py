from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.assignments.models import Kind, Sitting
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import CardsSettings, QuizSettings
from quizapp.classroom.models import Enrolment
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Attempt


def main_of(client, path):
    reply = client.get(path)
    assert reply.status_code == 200
    return re.sub(r"\s+", " ", reply.text.split("<main", 1)[1].split("</main>")[0])


def told(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def titles(page):
    return re.findall(r'rowheader"><a href="/statistics/questions/\d+[^"]*" dir="auto">([^<]*)</a>', page)


@pytest.mark.longer
def test_quizzes_and_banks_are_listed(sit, instructor):
    sit(6)
    page = main_of(instructor, "/statistics")
    assert "/statistics/quizzes/test" in page
    assert "finished by 6 students" in page
    assert "/statistics/banks/small" in page


@pytest.mark.longer
def test_a_few_answers_do_not_say_that_all_is_well(sit, instructor):
    sit(6)
    words = told(main_of(instructor, "/statistics/quizzes/test"))
    assert "Too few answered each question to say whether one has to be looked at." in words
    assert "No question has to be looked at" not in words


@pytest.mark.longer
def test_a_quiz_is_told_whole_and_question_by_question(sit, instructor, ids):
    sit(30)
    page = main_of(instructor, "/statistics/quizzes/test")
    words = told(page)
    assert "By 30 students." in words
    assert "1 question should be looked at." in words
    assert "Most of your best students chose “Ararat Mirzoyan”" in words
    assert "Internal consistency" in words
    assert f'href="/questions/{ids["premier"]}/edit"' in page, "one click from a bad question to its editor"
    assert titles(page)[0] == "Who is the prime minister?"
    rows = [told(row) for row in re.findall(r'(?s)<th scope="row".*?</th>', page)]
    assert [row.endswith("Edit ") for row in rows] == ["unused options" in row or row == rows[0] for row in rows]


@pytest.mark.longer
def test_questions_are_sorted_by_a_column_without_scripts(sit, instructor):
    sit(30)
    up = main_of(instructor, "/statistics/quizzes/test?sort=facility")
    down = main_of(instructor, "/statistics/quizzes/test?sort=facility&down=1")
    assert titles(up) == titles(down)[::-1]
    assert titles(down)[0] == "Russia brokered the cease-fire."
    assert up.count('aria-sort="ascending"') == 1
    assert down.count('aria-sort="descending"') == 1


@pytest.mark.longer
def test_below_five_students_no_figure_is_shown(sit, instructor, ids):
    sit(4)
    for path in ("/statistics/quizzes/test", "/statistics/banks/small", f"/statistics/questions/{ids['premier']}"):
        words = told(main_of(instructor, path))
        assert "Too few to say" in words, path
        assert " %" not in words, path
    assert instructor.get("/statistics/quizzes/test/questions.csv").text.count("\r\n") == 1


@pytest.mark.longer
def test_what_compares_students_is_too_few_to_say_of_nine(sit, instructor):
    sit(9)
    words = told(main_of(instructor, "/statistics/quizzes/test"))
    assert "too few" in words
    assert "There are too few results to say how far they can be trusted." in words


@pytest.mark.longer
def test_first_tries_count_unless_all_are_asked_for(sit, instructor, ids):
    sit(20)
    sit(20, again=True)
    path = f"/statistics/questions/{ids['premier']}"
    assert '<td role="cell" data-label="Answers">20</td>' in main_of(instructor, path)
    assert '<td role="cell" data-label="Answers">40</td>' in main_of(instructor, f"{path}?attempts=all")


@pytest.mark.longer
def test_a_question_is_told_with_its_options_and_versions(sit, instructor, ids):
    sit(30)
    words = told(main_of(instructor, f"/statistics/questions/{ids['premier']}"))
    assert re.search(r"Most of your best students chose “Ararat Mirzoyan” \((\d+) of \1\): check the key\.", words)
    assert "Nikol Pashinyan key" in words
    assert "Version 1" in words


@pytest.mark.longer
def test_a_key_that_has_changed_is_said_until_somebody_decides(sit, instructor, ids, load, practice):
    """Or the facility by the old key would stand, without a word, beside a table by the new one."""
    sit(30)
    path = f"/statistics/questions/{ids['premier']}"
    lists = ("/statistics/quizzes/test", "/statistics/banks/small")
    assert not any("key has changed" in main_of(instructor, one) for one in (path, *lists))
    other = {"answer": "Ararat Mirzoyan", "distractors": ["Nikol Pashinyan", "Dmytro Kuleba", "Vladimir Putin"]}
    kind, content = practice.CONTENTS["premier"]
    drafts = [one for one in practice.small_bank_drafts() if one.key != "premier"]
    load([*drafts, practice.draft("premier", kind, content | other, topic="about-premier")])
    page = main_of(instructor, path)
    assert "Its key has changed since" in page
    assert f'href="/questions/{ids["premier"]}/touches?since=1"' in page
    for page in [main_of(instructor, one) for one in lists]:
        assert page.count("<strong>key changed</strong> Its key has changed since it was answered") == 1
        assert f'href="/questions/{ids["premier"]}/touches?since=1"' in page
        assert "1 question should be looked at." in told(page)
    instructor.post(f"/questions/{ids['premier']}/kept")
    assert not any("key has changed" in main_of(instructor, one) for one in (path, *lists))


@pytest.mark.longer
def test_a_typed_question_tells_what_was_typed(sit, instructor, ids):
    sit(30)
    page = main_of(instructor, f"/statistics/questions/{ids['surname']}")
    assert "Who chose what" not in page
    assert "What was answered" in page
    assert "Pashinyan right" in told(page)
    assert "students left it empty." in page


@pytest.mark.longer
def test_a_class_is_looked_at_alone_by_its_teachers_only(app, sit, instructor, ids, browse, make_person):
    sit(30)
    with app.app_context():
        people = db.session.scalars(sa.select(Person).where(Person.role == Role.STUDENT).order_by(Person.id)).all()
        teacher = db.session.scalar(sa.select(Person).where(Person.name == "Ms Grigoryan"))
        made = create_class(db.session(), teacher.id, ClassSettings("9 =b", "UTC"), now=utcnow())
        for person in people[-16:]:
            enrol_student(db.session(), made, person.id, person.name, now=utcnow())
        db.session.commit()
        class_id = made.id
    premier = f"/statistics/questions/{ids['premier']}"
    page = main_of(instructor, premier)
    assert "Your classes" in page
    assert '<td role="cell" data-label="Answers">16</td>' in page
    alone = main_of(instructor, f"{premier}?class={class_id}")
    assert '<td role="cell" data-label="Answers">30</td>' not in alone
    assert f'href="/statistics/questions/{ids["premier"]}?attempts=all&amp;class={class_id}"' in alone
    assert "By 16 students." in told(main_of(instructor, f"/statistics/quizzes/test?class={class_id}"))
    assert (
        ",premier,Who is the prime minister?,1,single_choice,16,"
        in instructor.get(f"/statistics/banks/small/questions.csv?class={class_id}").text
    )
    with app.app_context():  # what somebody answered elsewhere whose account was only brought in by its name
        one = sa.select(sa.func.max(Enrolment.id)).scalar_subquery()
        db.session.execute(sa.update(Enrolment).where(Enrolment.id == one).values(is_borrowed=True))
        db.session.commit()
    assert '<td role="cell" data-label="Answers">15</td>' in main_of(instructor, premier)
    assert "By 15 students." in told(main_of(instructor, f"/statistics/quizzes/test?class={class_id}"))
    other = browse(make_person(Role.INSTRUCTOR, "Colleague"))
    for asked in (f"class={class_id}", "class=x", "class=99999999999", f"class={class_id + 1}"):
        assert other.get(f"{premier}?{asked}").status_code == 404, asked
    assert "Your classes" not in main_of(other, premier)


@pytest.mark.longer
def test_a_question_that_nobody_met_has_a_page(instructor, ids, sit):
    sit(5)
    assert "0 students answered it so far." in told(main_of(instructor, f"/statistics/questions/{ids['wars']}"))


@pytest.mark.longer
@pytest.mark.parametrize("path", ["quizzes/test", "banks/small"])
def test_figures_go_out_as_csv(sit, instructor, path):
    sit(30)
    reply = instructor.get(f"/statistics/{path}/questions.csv")
    assert reply.mimetype == "text/csv"
    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert "small,premier,Who is the prime minister?,1,single_choice,30,0.25," in reply.text


@pytest.mark.longer
def test_pages_take_as_many_statements_for_many_students_as_for_few(sit, instructor, statements, ids):
    paths = ("quizzes/test", "banks/small", f"questions/{ids['premier']}")
    sit(6)
    instructor.get(f"/statistics/{paths[-1]}")  # the version is kept once read
    few = [_count(instructor, path, statements) for path in paths]
    sit(24, name="Another")
    assert [_count(instructor, path, statements) for path in paths] == few


def _count(client, path, statements):
    with statements() as seen:
        assert client.get(f"/statistics/{path}").status_code == 200
    return len(seen)


@pytest.mark.longer
def test_links_lead_there_from_where_an_instructor_looks(sit, instructor, ids):
    sit(6)
    assert 'href="/statistics"' in instructor.get("/banks").text
    assert 'href="/statistics/banks/small"' in instructor.get("/banks").text
    assert 'href="/statistics/quizzes/test"' in instructor.get("/practise").text
    assert f'href="/statistics/questions/{ids["premier"]}"' in instructor.get(f"/questions/{ids['premier']}").text


@pytest.mark.longer
def test_students_see_no_way_there(sit, browse):
    sit(6)
    assert "/statistics" not in browse().get("/practise").text


@pytest.fixture
def given_out(app, sit, instructor, ids):
    """What was given out to a class of the instructor's: a quiz that students have finished, and a goal."""

    def given_out(students):
        sit(students)
        with app.app_context():
            session, now = db.session(), utcnow()
            teacher = session.scalars(sa.select(Person.id).where(Person.name == "Ms Grigoryan")).one()
            made = create_class(session, teacher, ClassSettings("9 b", "UTC"), now=now)
            given = Given(Kind.QUIZ, "The first week", QuizSettings(questions=tuple(ids.values())))
            quiz = create_assignment(session, made.id, given, by_id=teacher, seed=1, now=now)
            goal = Given(Kind.CARDS, "Cards", CardsSettings(target=5))
            cards = create_assignment(session, made.id, goal, by_id=teacher, seed=1, now=now)
            for attempt in session.scalars(sa.select(Attempt)):
                sitting = {"assignment_id": quiz.id, "person_id": attempt.learner_id, "attempt_id": attempt.id}
                session.add(Sitting(number=1, seed=1, **sitting))
            session.commit()
            return made.id, quiz.id, cards.id

    return given_out


@pytest.mark.longer
def test_a_quiz_that_was_given_out_is_told_by_its_attempts_alone(given_out, sit, instructor, ids):
    class_id, quiz, cards = given_out(30)
    sit(7, name="Somebody else")
    path = f"/statistics/assignments/{quiz}"
    page = main_of(instructor, path)
    assert "Statistics: The first week" in page
    assert "By 30 students." in told(page)
    assert f'href="/questions/{ids["premier"]}/edit"' in page
    assert path in main_of(instructor, f"/classes/{class_id}/gradebook/assignments/{quiz}")
    for address in (path, f"/classes/{class_id}/gradebook", f"/classes/{class_id}/assignments"):
        head = instructor.get(address).text.partition("</header>")[0]
        assert re.findall(r'aria-current="page">(\w+)', head) == ["Classes"]
    assert "Ararat Mirzoyan" not in instructor.get(f"{path}/questions.csv").text.splitlines()[0]
    assert len(instructor.get(f"{path}/questions.csv").text.strip().splitlines()) == 1 + 4
    question = f"/statistics/questions/{ids['premier']}?assignment={quiz}"
    assert f'href="{question}"' in page
    assert f'<a href="{path}" dir="auto">Statistics: The first week</a>' in (page := main_of(instructor, question))
    assert f'href="{question.replace("?", "?attempts=all&amp;")}"' in page
    assert instructor.get(f"/statistics/assignments/{cards}").status_code == 404


@pytest.mark.longer
def test_an_attempt_that_ended_by_itself_counts_at_once_with_what_was_saved(app, given_out, instructor, ids):
    _class_id, quiz, _cards = given_out(6)
    addresses = [f"/statistics/assignments/{quiz}", "/statistics/quizzes/test", "/statistics/banks/small"]
    addresses += [f"/statistics/questions/{ids['premier']}", "/statistics"]

    def pages():
        return [told(main_of(instructor, address)) for address in addresses]

    before = pages()
    with app.app_context():
        over = utcnow() - timedelta(minutes=1)
        db.session.execute(sa.update(Attempt).values(finished_at=None, score=None, closes_at=over))
        db.session.commit()
    assert pages() == before
    with app.app_context():
        db.session.execute(sa.update(Attempt).values(closes_at=utcnow() + timedelta(minutes=1)))
        db.session.commit()
    after = pages()
    assert "0 students answered so far." in after[0]
    assert all(now != then for now, then in zip(after, before, strict=True))


def test_who_does_not_teach_the_class_finds_no_figures_of_what_it_was_given(given_out, browse, make_person):
    _class_id, quiz, _cards = given_out(5)
    stranger = browse(make_person(Role.INSTRUCTOR, "Mr Smith"))
    for tail in ("", "/questions.csv"):
        assert stranger.get(f"/statistics/assignments/{quiz}{tail}").status_code == 404
    assert stranger.get(f"/statistics/questions/1?assignment={quiz}").status_code == 404
