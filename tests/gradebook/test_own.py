from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook.own import own_marks
from tests.gradebook.conftest import RULES
from tests.gradebook.test_views import main_of, told
from tests.tokens import without_tokens

DAY = timedelta(days=1)


@pytest.fixture
def own(app, class_id):
    def own(person_id, now=None):
        with app.app_context():
            found = own_marks(db.session(), class_id, person_id, RULES, now=now or utcnow())
            db.session.expunge_all()
            db.session.rollback()
            return found

    return own


@pytest.mark.longer
def test_a_mark_is_shown_when_its_quiz_shows_points(give_out, take, students, own):
    now, later = give_out(), give_out(score="after_closing", verdict="after_closing", key="after_closing")
    take(now, students[0], right=3)
    take(later, students[0], right=0)
    found = own(students[0])
    assert [one.is_shown for one in found.entries.values()] == [True, False]
    assert (found.line.grade.share, found.hidden) == (1, 1), "the grade is of what is shown alone"
    after = own(students[0], now=utcnow() + 2 * DAY)
    assert (after.line.grade.share, after.hidden) == (0.5, 0)


@pytest.mark.longer
def test_what_never_shows_points_stays_hidden_but_for_what_a_teacher_decided(give_out, take, students, own, decide):
    quiz = give_out(score="never", verdict="never", key="never", explanation="never")
    take(quiz, students[0], right=2)
    assert own(students[0], now=utcnow() + 9 * DAY).hidden == 1
    decide(quiz, students[0], "override", 7)
    entry = own(students[0]).entries[quiz]
    assert (entry.is_shown, entry.entry.mark.points) == (True, 7)
    assert (entry.entry.mark.cell.reached, entry.entry.outcome.share) == (None, None), "not what was reached"


@pytest.mark.longer
def test_a_page_tells_what_is_due_coming_and_got(browse, class_id, give_out, take, students):
    give_out(title="Due")
    give_out(title="Coming", opens_at=utcnow() + DAY / 2)
    done = give_out(title="Done")
    take(done, students[0], right=2)
    words = told(main_of(browse(students[0]), f"/classes/{class_id}/marks"))
    assert words.index("To do") < words.index("Due") < words.index("Coming") < words.index("What I got")
    assert "opens" in words
    assert "Done 6.67 of 10 · 66.7 %" in words
    assert "Grade: 66.7 %" in words


@pytest.mark.longer
def test_an_own_mark_opens_to_its_arithmetic_and_its_answers(browse, class_id, give_out, take, students, decide):
    done = give_out(title="Done")
    attempt = take(done, students[0], right=2)
    decide(done, students[0], "comment", 1, "Well begun.\nLook at the surname again.")
    page = main_of(browse(students[0]), f"/classes/{class_id}/marks/{done}")
    assert f'href="/attempts/{attempt}"' in page
    words = told(page)
    assert "66.67 % of 10 points: 6.67." in words
    assert "Look at the surname again." in words
    assert "practise there what you missed" in words


@pytest.mark.longer
def test_nothing_of_hidden_points_is_on_the_page(browse, class_id, give_out, take, students, decide):
    quiz = give_out(score="never", verdict="never", key="never", explanation="never")
    take(quiz, students[0], right=2)
    decide(quiz, students[0], "override", 7, "By my judgement")
    for path in (f"/classes/{class_id}/marks", f"/classes/{class_id}/marks/{quiz}"):
        page = main_of(browse(students[0]), path)
        assert "66" not in without_tokens(told(page)), path
    assert "By my judgement" in page


@pytest.mark.longer
def test_others_marks_are_not_found(browse, make_class, class_id, give_out, take, students, make_person):
    quiz = give_out()
    take(quiz, students[0])
    stranger = browse(make_person(name="Stranger"))
    for path in (f"/classes/{class_id}/marks", f"/classes/{class_id}/marks/{quiz}"):
        assert stranger.get(path).status_code == 404
    other = make_class(students[0], name="Other")
    assert browse(students[0]).get(f"/classes/{other}/marks/{quiz}").status_code == 404
    mine = main_of(browse(students[1]), f"/classes/{class_id}/marks/{quiz}")
    assert "Attempt 1" not in mine, "of the same class, too, only one's own is there"
