from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from quizapp.bank.bulk import BATCH
from quizapp.bank.dumping import dump_bank
from quizapp.bank.loading import LoadReport, load_bank, load_sources
from quizapp.bank.models import Bank, Card, Origin, Question, QuestionVersion, Source
from quizapp.bank.versions import Authorship, add_version, create_question
from quizapp.clock import utcnow
from quizapp.formats.bank_yaml import parse_bank, write_bank
from quizapp.formats.base import PassageDraft, SourceDraft


def rows_of(session, model):
    return session.scalar(sa.select(sa.func.count()).select_from(model))


def bank_of(session, key="sample"):
    return session.scalars(sa.select(Bank).where(Bank.key == key)).one()


def question_of(session, key):
    return session.scalars(sa.select(Question).where(Question.key == key)).one()


def edit(session, key, draft):
    """Save an edit as the browser does."""
    add_version(session, question_of(session, key), draft, Authorship(Origin.BROWSER), now=utcnow())
    session.commit()


def from_file(draft):
    """Return a draft as its own file gives it, with its text."""
    read, problems = parse_bank(write_bank(draft), f"{draft.key}.yaml")
    assert problems == []
    return read


@pytest.mark.longer
def test_loading_twice_changes_nothing_the_second_time(session, load, make_bank, make_draft, samples):
    draft = from_file(make_bank(*[make_draft(kind) for kind in samples]))
    keys = [question.key for question in draft.questions]
    assert load(draft) == LoadReport("sample", new=keys)
    before = [rows_of(session, model) for model in (Bank, Question, QuestionVersion, Card)]
    assert load(draft) == LoadReport("sample", same=keys)
    assert [rows_of(session, model) for model in (Bank, Question, QuestionVersion, Card)] == before
    assert rows_of(session, QuestionVersion) == len(samples)


@pytest.mark.longer
def test_the_shipped_banks_load_once_and_come_back_byte_for_byte(session, load, shipped):
    load_sources(session, shipped.sources)
    assert [load(draft).new for _, draft in shipped.banks] == [
        [question.key for question in draft.questions] for _, draft in shipped.banks
    ]
    assert [draft.key for _, draft in shipped.banks] == ["actors", "background", "causes", "dates", "voices"]
    again = [load(draft) for _, draft in shipped.banks]
    assert all(report.same and not (report.new or report.changed or report.missing) for report in again)
    for file, draft in shipped.banks:
        assert dump_bank(session, bank_of(session, draft.key)).encode() == file.read_bytes()


def test_a_changed_question_becomes_a_version_and_the_others_stay(session, load, make_bank, make_draft):
    load(from_file(make_bank(make_draft(key="one"), make_draft(key="two"))))
    report = load(from_file(make_bank(make_draft(key="one"), make_draft(key="two", explanation="Because."))))
    assert report == LoadReport("sample", same=["one"], changed=["two"])
    two = question_of(session, "two")
    assert (two.current_number, two.current.explanation, two.current.origin) == (2, "Because.", Origin.FILE)
    assert question_of(session, "one").current_number == 1


def test_a_moved_or_reformatted_question_is_no_new_version(session, load, make_bank, make_draft):
    draft = from_file(make_bank(make_draft(key="one"), make_draft(key="two")))
    load(draft)
    one, two = draft.questions
    remarked = replace(one, block="  # a remark\n" + one.block)
    report = load(replace(draft, questions=(two, remarked)))
    assert report == LoadReport("sample", same=["two", "one"])
    assert [question.key for question in bank_of(session).questions] == ["two", "one"]
    assert "# a remark" in dump_bank(session, bank_of(session))


@pytest.mark.longer
def test_an_edited_question_is_dumped_canonically_and_all_others_verbatim(session, load, shipped):
    (_, draft) = next(pair for pair in shipped.banks if pair[1].key == "dates")
    load(draft)
    edited = replace(draft.questions[1], explanation="Edited in the browser.", block="")
    edit(session, edited.key, edited)
    dumped, problems = parse_bank(dump_bank(session, bank_of(session, "dates")), "dates.yaml")
    assert problems == []
    assert dumped.questions[1] == edited
    assert dumped.head_text == draft.head_text
    for number, question in enumerate(draft.questions):
        assert (dumped.questions[number].block == question.block) == (number != 1)


@pytest.mark.longer
def test_what_was_dumped_after_an_edit_loads_without_a_new_version(session, load, make_bank, make_draft):
    load(from_file(make_bank(make_draft(key="one"))))
    edit(session, "one", make_draft(key="one", topic="edited"))
    dumped, _ = parse_bank(dump_bank(session, bank_of(session)), "sample.yaml")
    assert load(dumped) == LoadReport("sample", same=["one"])
    assert question_of(session, "one").current_number == 2
    assert load(from_file(make_bank(make_draft(key="one", topic="later")))) == LoadReport("sample", changed=["one"])


@pytest.mark.longer
def test_an_edit_in_the_browser_stays_while_its_file_does_not_change(session, load, make_bank, make_draft):
    draft = from_file(make_bank(make_draft(key="one")))
    load(draft)
    edit(session, "one", make_draft(key="one", topic="edited"))
    for _ in range(2):
        assert load(draft) == LoadReport("sample", kept=["one"])
        assert question_of(session, "one").current.topic == "edited"


@pytest.mark.longer
def test_an_edit_here_and_in_the_file_is_a_conflict_each_time_until_somebody_decides(
    session, load, make_bank, make_draft
):
    load(from_file(make_bank(make_draft(key="one"))))
    edit(session, "one", make_draft(key="one", topic="here"))
    there = from_file(make_bank(make_draft(key="one", topic="there")))
    for _ in range(2):
        assert load(there) == LoadReport("sample", conflicts=["one"])
        assert question_of(session, "one").current.topic == "here"
    assert "topic: here" in dump_bank(session, bank_of(session))
    edit(session, "one", make_draft(key="one", topic="there"))
    assert load(there) == LoadReport("sample", same=["one"])


@pytest.mark.longer
def test_an_edit_taken_back_follows_the_file_again(session, load, make_bank, make_draft):
    load(from_file(make_bank(make_draft(key="one"))))
    edit(session, "one", make_draft(key="one", topic="here"))
    edit(session, "one", make_draft(key="one"))
    assert load(from_file(make_bank(make_draft(key="one", topic="there")))) == LoadReport("sample", changed=["one"])


@pytest.mark.longer
def test_what_left_the_file_is_kept_marked_and_comes_back(session, load, make_bank, make_draft):
    both = from_file(make_bank(make_draft(key="one"), make_draft(key="two")))
    load(both)
    assert load(from_file(make_bank(make_draft(key="two")))) == LoadReport("sample", same=["two"], missing=["one"])
    one = question_of(session, "one")
    since = one.missing_since
    assert since is not None
    assert [question.key for question in bank_of(session).questions] == ["two", "one"]
    load(from_file(make_bank(make_draft(key="two"))))
    assert question_of(session, "one").missing_since == since
    assert load(both) == LoadReport("sample", same=["one", "two"])
    assert question_of(session, "one").missing_since is None


@pytest.mark.longer
def test_a_question_made_in_the_browser_is_not_missing_and_stays_at_the_end(session, load, make_bank, make_draft):
    draft = from_file(make_bank(make_draft(key="one")))
    load(draft)
    create_question(session, bank_of(session), make_draft(key="mine"), Authorship(Origin.BROWSER), now=utcnow())
    session.commit()
    assert load(draft) == LoadReport("sample", same=["one"])
    dumped, problems = parse_bank(dump_bank(session, bank_of(session)), "sample.yaml")
    assert problems == []
    assert [question.key for question in dumped.questions] == ["one", "mine"]
    assert question_of(session, "mine").missing_since is None


def test_a_file_that_takes_the_id_of_a_question_made_here_does_not_overwrite_it(session, load, make_bank, make_draft):
    load(from_file(make_bank(make_draft(key="one"))))
    create_question(
        session, bank_of(session), make_draft(key="mine", topic="here"), Authorship(Origin.BROWSER), now=utcnow()
    )
    session.commit()
    report = load(from_file(make_bank(make_draft(key="one"), make_draft(key="mine", topic="there"))))
    assert report == LoadReport("sample", same=["one"], conflicts=["mine"])
    assert question_of(session, "mine").current.topic == "here"


def test_a_bank_s_head_follows_its_file(session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="one")))
    load(replace(make_bank(make_draft(key="one")), title="Another", language="hy", description="D"))
    bank = bank_of(session)
    assert (bank.title, bank.language, bank.description) == ("Another", "hy", "D")


def test_the_same_id_in_two_banks_is_two_questions(session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="one")))
    load(make_bank(make_draft(key="one", topic="other"), key="second"))
    assert rows_of(session, Question) == 2


def source(key, *passages, **changes):
    draft = SourceDraft(key, "T", "A", "news", "2023-12", "N", tuple(PassageDraft(*pair) for pair in passages))
    return replace(draft, **changes)


def test_sources_follow_their_file_and_unnamed_ones_stay(session):
    load_sources(session, [source("one", ("p1", "a"), ("p2", "b")), source("two", ("p1", "c"))])
    session.commit()
    kept = session.scalars(sa.select(Source).where(Source.key == "one")).one().passages[1].id
    load_sources(session, [source("one", ("p2", "new"), ("p3", "d"), title="U")])
    session.commit()
    session.expire_all()
    one, two = session.scalars(sa.select(Source).order_by(Source.key))
    assert (one.title, [(passage.key, passage.about) for passage in one.passages]) == (
        "U",
        [("p2", "new"), ("p3", "d")],
    )
    assert one.passages[0].id == kept
    assert [passage.key for passage in two.passages] == ["p1"]


@pytest.mark.longer
@pytest.mark.parametrize("count", [1, 40])
def test_loading_an_unchanged_bank_takes_the_same_statements_at_any_size(
    session, load, make_bank, make_draft, statements, count
):
    draft = from_file(make_bank(*[make_draft(key=f"q{number}") for number in range(count)]))
    load(draft)
    with statements() as ran:
        load(draft)
    reads = [statement for statement in ran if statement.startswith("SELECT")]
    assert len(reads) <= 3, reads


@pytest.mark.longer
def test_many_new_questions_take_few_statements_and_progress_is_told(session, make_bank, make_draft, statements):
    draft = make_bank(*[make_draft(key=f"q{number}") for number in range(BATCH + 100)])
    told = []
    with statements() as ran:
        load_bank(session, draft, now=utcnow(), progress=told.append)
    assert len(ran) <= 60  # of 250 rows each
    assert told == [0, BATCH, 100]
    load_bank(session, draft, now=utcnow(), progress=told.append)
    assert told[3:] == [BATCH + 100]


def test_a_question_put_in_front_moves_all_others(session, load, make_bank, make_draft):
    drafts = [make_draft(key=f"q{number}") for number in range(3)]
    load(make_bank(*drafts))
    load(make_bank(make_draft(key="first"), *drafts))
    keys = session.scalars(sa.select(Question.key).order_by(Question.position)).all()
    assert keys == ["first", "q0", "q1", "q2"]


@pytest.mark.longer
def test_many_changed_questions_take_the_statements_of_a_few(load, make_bank, make_draft, statements):
    counts = []
    for key, count in (("few", 2), ("many", 20)):
        load(make_bank(*[make_draft(key=f"q{number}") for number in range(count)], key=key))
        changed = make_bank(*[make_draft(key=f"q{number}", level=3) for number in range(count)], key=key)
        with statements() as ran:
            assert len(load(changed).changed) == count
        counts.append(len(ran))
    assert counts[0] == counts[1]
