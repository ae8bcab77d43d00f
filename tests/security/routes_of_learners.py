"""What each visitor gets where people practise, plan and look at what they know."""

from __future__ import annotations

from datetime import timedelta

from quizapp.clock import utcnow
from tests.security.rows import Row, everybody, instructors, owners

_EXAM = {"title": "U", "held_on": f"{utcnow() + timedelta(days=30):%Y-%m-%d}", "banks": "1", "minutes": "5"}
_OF_EVERYBODY = ("insights.show_progress", "planning.show_calendar", "planning.list_exams", "planning.create_exam")
_OF_ONES_OWN = ("insights.show_forecast", "insights.show_prediction", "planning.show_exam", "planning.edit_exam")
_FILES = ("insights.export_log_csv", "insights.export_log_json")

ROWS = {
    "GET insights.show_home": everybody(),
    "GET insights.explain_card": everybody(404),  # nobody in the world has rated a card yet
    **{f"GET {page}": owners() for page in _OF_ONES_OWN + _FILES},
    **{f"GET {page}": everybody() for page in _OF_EVERYBODY},
    "GET insights.show_everyone": instructors(),
    "POST memory.begin_fit": instructors(302),
    "POST memory.revert_fit": instructors(302),
    "POST memory.revert_own_fits": instructors(302),
    "POST memory.judge_predictions": instructors(302),
    "POST planning.save_calendar": everybody(302).sending(**{f"shares-{day}": "1" for day in range(7)}),
    "POST planning.create_exam": everybody(302).sending(**_EXAM),
    "POST planning.edit_exam": owners(302).sending(**_EXAM),
    **{f"POST planning.{deed}_exam": owners(302) for deed in ("remove", "restore")},
    "POST planning.choose_pace": everybody(404).sending(minutes="5"),  # one's own test has no pace of its own
    "GET quizzes.choose_practice": everybody(),
    "POST quizzes.start_practice": everybody(302).sending(size="1", feedback="at_once"),
    "POST quizzes.start_ready_quiz": everybody(302),
    "GET quizzes.list_attempts": everybody(),
    "GET quizzes.show_attempt": owners(302),
    "GET quizzes.show_slot": owners(),
    "GET quizzes.show_time": owners(),
    "POST quizzes.submit_answer": owners(302).sending(answer="sparrow"),
    "POST quizzes.reveal_back": owners(302).sending(answer="sparrow"),
    "POST quizzes.finish_attempt": owners(302),
    "POST quizzes.practise_missed": owners(302),
    "GET review.show_next": everybody(),
    "GET review.show_answer": Row(302, 200, 200, 200),
    "POST review.begin": everybody(302),
    "POST review.rate_card": everybody(302).sending(rating="3"),
    "POST review.undo_rating": owners(302),
    "GET review.fetch_ahead": owners(),
    "GET review.show_offline": everybody(),
    "POST review.take_events": everybody(400),  # a form is no batch; tests/review/test_device_views.py sends them
    "POST review.mark_card": everybody(302).sending(deed="flag-1", note="mine"),
    "GET review.lead_from_marks": everybody(302),
    "GET review.edit_note": owners(),
    "GET review.help_with_card": owners(),
    "GET review.list_marked": owners(),
    "GET review.choose_study": owners(),
    "GET review.study_next": owners(),
    "GET review.study_answer": owners(),
    "POST review.cram_card": owners(302).sending(rating="3"),
    "GET review.show_backlog": owners(),
    "POST review.spread_backlog": owners(302).sending(per_day="9"),
    "POST review.undo_backlog": owners(302),
    "GET review.show_habits": owners(),
    "POST review.keep_habits": owners(302).sending(undo="z"),
    "GET explore.show_timeline": everybody(),
    "GET explore.list_sources": everybody(),
    "GET explore.show_source": everybody(),
    "GET explore.list_actors": everybody(),
    "GET explore.show_coverage": instructors(),
}
