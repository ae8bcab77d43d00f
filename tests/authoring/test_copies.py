from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.authoring import upstream
from quizapp.authoring.copies import copy_bank, keep_own, questions_of, take_over, take_questions
from quizapp.bank.dumping import dump_bank
from quizapp.bank.headings import Heading, create_bank
from quizapp.bank.models import Origin
from quizapp.bank.queries import bank_by_key
from quizapp.bank.versions import Authorship, add_version, create_question, draft_of
from quizapp.clock import utcnow
from quizapp.formats.bank_yaml import parse_bank

BY = Authorship(Origin.BROWSER, None, "Copied")


@pytest.fixture
def origin(instructor_id, session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="one"), make_draft("single_choice", key="two")))
    return bank_by_key(session, "sample")


@pytest.fixture
def mine(session, origin, instructor_id):
    bank = create_bank(session, "mine", Heading("Mine"), instructor_id, now=utcnow())
    copy_bank(session, origin, bank, BY, now=utcnow())
    return bank


def edit(session, bank, key, **changes):
    question = next(one for one in questions_of(session, bank) if one.key == key)
    draft = replace(draft_of(key, question.current), **changes)
    add_version(session, question, draft, Authorship(Origin.BROWSER), now=utcnow())
    return question


def changed(session, bank):
    return upstream.changed_upstream(session, bank)


@pytest.mark.longer
def test_a_copy_says_the_same_knows_its_origin_and_has_no_file(session, origin, mine):
    theirs, own = questions_of(session, origin), questions_of(session, mine)
    assert [one.current.digest for one in own] == [one.current.digest for one in theirs]
    assert [one.file_digest for one in own] == [None, None]
    assert [one.file_digest is None for one in theirs] == [False, False]
    assert upstream.origin_of(session, mine) is origin
    assert upstream.origin_of(session, origin) is None
    assert changed(session, mine) == []


def test_a_copy_is_dumped_and_loaded_byte_for_byte(session, mine, load):
    text = dump_bank(session, mine)
    draft, problems = parse_bank(text, "mine.yaml")
    assert problems == []
    assert load(draft).same == ["one", "two"]
    assert dump_bank(session, mine) == text


@pytest.mark.longer
def test_a_change_of_the_original_is_offered_and_taken_over(session, origin, mine):
    edit(session, origin, "one", explanation="Better words.")
    (one,) = changed(session, mine)
    assert [change.field for change in one.their_changes()] == ["explanation"]
    assert one.conflicts() == ()
    take_over(session, one, one.merged({}), BY, now=utcnow())
    assert questions_of(session, mine)[0].current.explanation == "Better words."
    assert changed(session, mine) == []


@pytest.mark.longer
def test_my_own_edit_elsewhere_is_kept_beside_theirs(session, origin, mine):
    edit(session, mine, "one", teacher_note="My note.")
    edit(session, origin, "one", explanation="Better words.")
    (one,) = changed(session, mine)
    merged = one.merged({})
    assert (merged.teacher_note, merged.explanation) == ("My note.", "Better words.")
    assert merged.allow == one.mine.allow


@pytest.mark.longer
def test_what_both_changed_is_chosen(session, origin, mine):
    edit(session, mine, "one", explanation="My words.")
    edit(session, origin, "one", explanation="Their words.")
    (one,) = changed(session, mine)
    assert [conflict.field for conflict in one.conflicts()] == ["explanation"]
    assert one.merged({}).explanation == "My words."
    assert one.merged({"explanation": "theirs"}).explanation == "Their words."


@pytest.mark.longer
def test_what_is_kept_is_offered_again_only_when_the_original_changes_again(session, origin, mine):
    edit(session, origin, "one", explanation="Better words.")
    keep_own(session, changed(session, mine)[0])
    assert changed(session, mine) == []
    edit(session, origin, "one", explanation="Even better words.")
    assert len(changed(session, mine)) == 1


def test_another_kind_is_taken_or_left_as_a_whole(session, origin, mine, make_draft):
    other = make_draft("numeric", key="one")
    edit(session, origin, "one", kind="numeric", content=other.content)
    (one,) = changed(session, mine)
    assert [conflict.field for conflict in one.conflicts()] == ["kind"]
    assert one.merged({}).kind == "true_false"
    assert one.merged({"kind": "theirs"}).kind == "numeric"


@pytest.mark.longer
def test_new_questions_of_the_original_are_copied_once(session, origin, mine, make_draft):
    create_question(session, origin, make_draft("numeric", key="three"), BY, now=utcnow())
    create_question(session, mine, make_draft("numeric", key="four"), BY, now=utcnow())
    create_question(session, origin, make_draft("numeric", key="four"), BY, now=utcnow())
    assert [question.key for question in upstream.new_upstream(session, mine)] == ["three"]
    assert take_questions(session, mine, upstream.new_upstream(session, mine), BY, now=utcnow()) == ["three"]
    assert upstream.new_upstream(session, mine) == []
    assert take_questions(session, mine, questions_of(session, origin), BY, now=utcnow()) == []
    assert [question.position for question in questions_of(session, mine)] == [1, 2, 3, 4]


def test_looking_upstream_takes_as_many_statements_for_many_questions(session, origin, mine, statements):
    def count():
        with statements() as ran:
            for one in changed(session, mine):
                assert one.mine
                assert one.theirs
        return len(ran)

    edit(session, origin, "one", explanation="Better words.")
    session.expire_all()
    few = count()
    edit(session, origin, "two", explanation="Better words.")
    session.expire_all()
    assert count() == few
