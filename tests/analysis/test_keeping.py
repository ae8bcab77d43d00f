from __future__ import annotations

from quizapp.analysis import keeping
from quizapp.analysis.queries import Answered


def test_only_so_many_reports_are_kept():
    for number in range(keeping.KEPT + 3):
        rows = [Answered(1, number, 1.0, 2, 1, 1, 1.0, ())]
        assert keeping.kept_report(rows, [], is_quiz=True) is keeping.kept_report(rows, [], is_quiz=True)
    assert len(keeping._reports) == keeping.KEPT
