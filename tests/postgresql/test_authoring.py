"""Banks kept in the browser on PostgreSQL: what questions cite, copies, and what changed in their original."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.accounts.models import Role
from quizapp.authoring.copies import copy_bank, questions_of, take_over
from quizapp.authoring.topics import topics_of
from quizapp.authoring.upstream import changed_upstream, new_upstream
from quizapp.bank.headings import Heading, create_bank
from quizapp.bank.models import Origin
from quizapp.bank.queries import bank_by_key
from quizapp.bank.sources import CitedError, cited_passages, remove_source, source_by_key, source_rows
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


def test_sources_copies_and_topics_work_as_on_sqlite(app, with_banks_loaded, make_person):
    person_id = make_person(Role.INSTRUCTOR)
    by = Authorship(Origin.BROWSER, person_id)
    with app.app_context():
        session = db.session()
        source = source_by_key(session, "ally-2023")
        assert cited_passages(session, source)["p2"] > 0
        assert all(count > 0 for _source, count in source_rows(session))
        with pytest.raises(CitedError):
            remove_source(session, source)
        origin = bank_by_key(session, "dates")
        mine = create_bank(session, "mine", Heading("Mine"), person_id, now=utcnow())
        copy_bank(session, origin, mine, by, now=utcnow())
        assert topics_of(session, mine) == topics_of(session, origin)
        theirs = questions_of(session, origin)[0]
        better = replace(draft_of(theirs.key, theirs.current), explanation="Better words.")
        add_version(session, theirs, better, by, now=utcnow())
        (one,) = changed_upstream(session, mine)
        take_over(session, one, one.merged({}), by, now=utcnow())
        assert changed_upstream(session, mine) == []
        assert new_upstream(session, mine) == []
        session.rollback()
