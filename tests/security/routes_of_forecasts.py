"""What each visitor gets where a class's teachers look at what it remembers and gets wrong."""

from __future__ import annotations

from tests.security.rows import instructors

_PAGES = ("show_insight", "show_topics", "export_topics", "show_wrong_ideas", "show_time", "show_prediction")

ROWS = {
    **{f"GET forecasts.{page}": instructors() for page in _PAGES},
    "GET forecasts.show_bank": instructors(),
    "GET forecasts.show_forecast": instructors(),
    "GET forecasts.show_student": instructors(404),  # the person at hand learns nothing there
    "GET forecasts.preview_warm_up": instructors(),
    "GET forecasts.begin_warm_up": instructors(302),
    "GET forecasts.show_warm_up": instructors(302),  # no cards are named
}

NEEDED = {"GET forecasts.show_bank": "viewer"}
