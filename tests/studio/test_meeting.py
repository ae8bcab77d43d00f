"""What the editor is told where two edits meet; the pages are tested in test_editing_views."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from quizapp.bank.loading import load_bank
from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.meeting import begin_edit, raw_of, version_named


@pytest.fixture
def question(app, kind, make_bank, make_draft):
    """A question of a kind in two versions: the second has another topic."""
    with app.test_request_context():
        load_bank(db.session(), make_bank(make_draft(kind, key="one")), now=utcnow())
        question = db.session.scalars(sa.select(Question)).one()
        draft = replace(draft_of("one", question.current), topic="theirs")
        add_version(db.session(), question, draft, Authorship(Origin.BROWSER), now=utcnow())
        yield question
        db.session.rollback()


def form_of(question, number, **changes):
    version = version_named(question, str(number))
    raw = raw_of(question, version) | changes
    return FORMS[version.kind].of_raw(raw, number, key=question.key)


def test_the_form_of_every_kind_gives_back_what_it_was_filled_with(question):
    raw = raw_of(question, question.current)
    again = FORMS[question.current.kind].of_raw(raw, 2)
    assert again.raw() == raw


def test_an_edit_of_the_current_version_is_left_alone(question):
    form = form_of(question, 2, event="Mine.")
    edit = begin_edit(form, MultiDict(), question)
    assert (edit.form, edit.meeting, edit.is_fresh) == (form, None, False)


def test_an_outdated_edit_of_every_kind_is_merged(question):
    edit = begin_edit(form_of(question, 1, event="Mine."), MultiDict(), question)
    assert edit.is_fresh
    assert edit.form.raw() == raw_of(question, question.current) | {"event": "Mine."}
    assert (edit.form.base_number.data, edit.form.merged_from.data) == ("2", "1")
    assert [change.field for change in edit.meeting.took] == ["topic"]
    assert [change.field for change in edit.meeting.kept] == ["event"]
    assert edit.meeting.clashes == ()


@pytest.mark.longer
def test_a_conflict_is_told_with_all_three(question):
    edit = begin_edit(form_of(question, 1, topic="mine"), MultiDict(), question)
    (clash,) = edit.meeting.clashes
    assert (clash.field, clash.before, clash.is_theirs) == ("topic", ("rift",), False)
    assert clash.theirs.stretches == (("extra", "rift"), ("missing", "theirs"))
    assert clash.mine.stretches == (("extra", "rift"), ("missing", "mine"))
    back = begin_edit(edit.form, MultiDict({"choice-topic": "theirs"}), question)
    assert back.chosen == {"topic": "theirs"}
    assert back.meeting.clashes[0].is_theirs
    assert not back.is_fresh


def test_an_outdated_edit_that_says_what_stands_there_is_no_meeting(question):
    edit = begin_edit(form_of(question, 1, topic="theirs"), MultiDict(), question)
    assert (edit.meeting, edit.is_fresh) == (None, False)
    assert edit.form.raw() == raw_of(question, question.current)
