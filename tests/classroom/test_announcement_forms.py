from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from quizapp.classroom.announcement_forms import EditedAnnouncementForm, NewAnnouncementForm, kept_announcement
from quizapp.classroom.announcements import LONGEST_ANNOUNCEMENT, Notice
from quizapp.classroom.models import Announcement

TODAY = date(2026, 9, 1)
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def filled(app):
    """Return a function that fills a form in."""

    def filled(form_class, kept=None, **fields):
        with app.test_request_context(method="POST", data=fields):
            form = form_class(data=kept, meta={"csrf": False})
            form.today = TODAY
            return form, form.validate()

    return filled


def test_the_longest_text_and_the_last_possible_day_are_taken(filled):
    text = "x\r\n" * (LONGEST_ANNOUNCEMENT // 2 - 1) + "xx"
    form, good = filled(NewAnnouncementForm, text=text, shown_until=str(TODAY), pinned="y")
    assert good
    assert form.notice() == Notice(text.replace("\r", ""), pinned=True, shown_until=TODAY)
    form, good = filled(NewAnnouncementForm, text=f"{text}x")
    assert (good, list(form.errors)) == (False, ["text"])


def test_a_day_that_is_over_is_taken_only_where_it_stood_before(filled):
    over = date(2026, 8, 31)
    kept = kept_announcement(Announcement(text="Room 4", pinned=False, shown_until=over, written_at=NOW))
    for day, expected in ((over, True), (date(2026, 8, 30), False)):
        form, good = filled(EditedAnnouncementForm, kept, text="Room 5", shown_until=str(day))
        assert (good, list(form.errors)) == (expected, [] if expected else ["shown_until"])
