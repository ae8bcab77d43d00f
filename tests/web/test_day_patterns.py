from __future__ import annotations

from datetime import date

import pytest
from flask_babel import force_locale, format_date

from quizapp.web.day_patterns import DAY, LONG_DAY, MONTH, WEEKDAY, WEEKDAY_AND_DAY, WHOLE_WEEKDAY, own

PATTERNS = (DAY, WEEKDAY, WEEKDAY_AND_DAY, WHOLE_WEEKDAY, MONTH, LONG_DAY)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["4 May 2026", "Mon 4 May", "Mon 4 May 2026", "Monday, 4 May 2026", "May 2026", "4 May 2026"]),
        ("de", ["4. Mai 2026", "Mo., 4. Mai", "Mo., 4. Mai 2026", "Montag, 4. Mai 2026", "Mai 2026", "4. Mai 2026"]),
        ("ja", ["2026年5月4日", "5月4日(月)", "2026年5月4日(月)", "2026年5月4日月曜日", "2026年5月", "2026年5月4日"]),
        (
            "eo",
            ["4 Maj 2026", "lu, 4 Maj", "lu, 4 Maj 2026", "lundo, la 4-a de Majo 2026", "Majo 2026", "2026-Majo-04"],
        ),
    ],
)
def test_days_are_written_as_the_reader_s_language_has_them(app, language, said):
    with app.test_request_context(), force_locale(language):
        assert [format_date(date(2026, 5, 4), own(one)) for one in PATTERNS] == said
