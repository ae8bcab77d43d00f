from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.authoring.copies import copy_bank, questions_of
from quizapp.authoring.upstream import changed_upstream, new_upstream, origin_of
from quizapp.bank.headings import Heading, create_bank
from quizapp.bank.models import Origin
from quizapp.bank.queries import bank_by_key
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow

BY = Authorship(Origin.BROWSER)


@pytest.mark.parametrize(
    "sample", ["matching", "categorize", "cloze", "ordering", "multiple_choice", "date", "flashcard"]
)
def test_merged_fields_make_the_same_question_again_whatever_its_kind(
    session, load, make_bank, make_draft, instructor_id, sample
):
    load(make_bank(make_draft(sample, key="one")))
    origin = bank_by_key(session, "sample")
    mine = create_bank(session, "mine", Heading("Mine"), instructor_id, now=utcnow())
    copy_bank(session, origin, mine, BY, now=utcnow())
    theirs = questions_of(session, origin)[0]
    better = replace(draft_of("one", theirs.current), explanation="Better words.")
    add_version(session, theirs, better, BY, now=utcnow())
    (one,) = changed_upstream(session, mine)
    assert one.merged({}) == better
    assert changed_upstream(session, mine, question_id=theirs.id) == []


def test_a_bank_that_is_no_copy_has_nothing_upstream(session, load, make_bank, make_draft):
    load(make_bank(make_draft()))
    bank = bank_by_key(session, "sample")
    assert origin_of(session, bank) is None
    assert changed_upstream(session, bank) == []
    assert new_upstream(session, bank) == []
