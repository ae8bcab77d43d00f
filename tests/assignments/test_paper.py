from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.assignments.models import Assignment
from quizapp.assignments.paper import OPTION_LETTERS, make_paper, papers_of, sheets_of
from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.db import db
from tests import practice


@pytest.fixture
def print_all(app, give_out, question_ids):
    """Print every question of the small bank in so many versions; return a function that reads the sheets."""
    assignment = give_out(questions=list(question_ids.values()))

    def print_all(versions, seed=5):
        with app.app_context():
            made = make_paper(
                db.session(), db.session.get_one(Assignment, assignment), versions, seed=seed, now=utcnow()
            )
            db.session.commit()
            number = made.id

        def read():
            with app.app_context():
                [paper] = [one for one in papers_of(db.session(), assignment) if one.id == number]
                return sheets_of(db.session(), paper)

        return read

    return print_all


def keys(sheet):
    return {one.version.key: one for one in sheet.questions}


@pytest.mark.longer
def test_versions_ask_the_same_each_in_an_order_of_its_own(print_all):
    sheets = print_all(4)()
    assert [sheet.letter for sheet in sheets] == list("ABCD")
    orders = [tuple(one.version.key for one in sheet.questions) for sheet in sheets]
    assert len(set(orders)) == 4
    assert len({frozenset(order) for order in orders}) == 1
    assert [one.place_on_a for one in sheets[0].questions] == list(range(1, len(orders[0]) + 1))


@pytest.mark.longer
def test_a_sheet_and_its_key_are_the_same_at_each_look(print_all):
    read = print_all(2)
    assert read() == read()
    assert print_all(2, seed=6)() != read()


@pytest.mark.longer
def test_keys_are_what_a_student_would_write(print_all):
    for sheet in print_all(3)():
        found = keys(sheet)
        premier = found["premier"]
        assert premier.prompt.choices[OPTION_LETTERS.index(premier.key)] == "Nikol Pashinyan"
        bodies = {found["bodies"].prompt.choices[OPTION_LETTERS.index(one)] for one in found["bodies"].key.split(", ")}
        assert bodies == {"CSTO", "EAEU"}
        wars = [found["wars"].prompt.rows[OPTION_LETTERS.index(one)] for one in found["wars"].key.split(", ")]
        assert wars == ["first", "second", "third", "fourth"]
        pairs = dict(found["offices"].key.split(", "))
        offices = found["offices"].prompt
        putin = str(offices.rows.index("Putin") + 1)
        assert offices.choices[OPTION_LETTERS.index(pairs[putin])] == "President of Russia"
        plain = {name: found[name].key for name in ("brokered", "surname", "csto")}
        assert plain == {
            "brokered": "true",
            "surname": "Pashinyan",
            "csto": "Collective Security Treaty Organization",
        }
        assert found["deaths"].key.startswith("30000")


@pytest.mark.longer
def test_an_edit_after_printing_changes_no_sheet(print_all, load):
    read = print_all(1)
    before = read()
    changed = [
        practice.draft(one.key, "true_false", {"stem": "Edited.", "answer": "no"}, one.topic)
        for one in practice.small_bank_drafts()
    ]
    load(changed)
    assert read() == before


def test_where_nothing_can_be_asked_nothing_is_printed(app, give_out):
    assignment = give_out()
    with app.app_context():
        db.session.execute(sa.update(Question).values(archived_at=utcnow()))
        given = db.session.get_one(Assignment, assignment)
        assert make_paper(db.session(), given, 2, seed=1, now=utcnow()) is None


@pytest.mark.parametrize(
    ("kind", "content", "key"),
    [
        ("date", {"stem": "When?", "answer": "2023-09"}, "2023-9"),
        ("cloze", {"text": "A {{finch}} and a {{lark ~ wren}}."}, "finch; lark"),
        ("cloze", {"text": "A {{finch | bird}} sings."}, "finch / bird"),
        ("short_answer", {"stem": "Who sings?", "answers": ["finch", "bird"]}, "finch / bird"),
        (
            "categorize",
            {"stem": "Sort.", "categories": [{"name": "land", "items": ["emu"]}, {"name": "sea", "items": ["coot"]}]},
            None,
        ),
    ],
)
def test_other_kinds_have_keys_too(app, load, give_out, kind, content, key):
    load([practice.draft("one", kind, content)], key="more")
    with app.app_context():
        number = db.session.scalars(sa.select(Question.id).where(Question.key == "one")).one()
    assignment = give_out(questions=[number])
    with app.app_context():
        made = make_paper(db.session(), db.session.get_one(Assignment, assignment), 1, seed=1, now=utcnow())
        [one] = sheets_of(db.session(), made)[0].questions
        if kind == "categorize":
            land = one.prompt.rows.index("emu") + 1
            assert f"{land}a" in one.key, "a line does not break between them"
        else:
            assert one.key.replace("-0", "-") == key
