"""(s) Item analysis of all attempts in the background: 100,000 of 40 questions, from the database to the report."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bench.data import make_app
from bench.peak import peak_mib
from bench.table import print_row, verdict
from quizapp.accounts.services import create_guest
from quizapp.analysis.models import AnalysisRun
from quizapp.analysis.running import Wanted, begin_run, kept_report_of, work_run_out
from quizapp.analysis.sittings import Counted
from quizapp.clock import utcnow
from quizapp.db import db

ATTEMPTS, QUESTIONS, SECONDS = 100_000, 40, 30.0
_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :attempts)"
_FILL = (
    f"""INSERT INTO people (role, name, session_stamp, created_at, shortcuts, new_per_day, reviews_per_day, is_admin)
        {_NUMBERS} SELECT 'student', 'S' || n, 's', :now, 1, 1, 1, 0 FROM numbers""",
    """INSERT INTO quizzes (fingerprint, title, selection, feedback, created_at)
        VALUES ('whole', 'Whole', '{"ready": "whole"}', 'at_end', :now)""",
    """CREATE TEMP TABLE asked AS SELECT row_number() OVER () AS position, id FROM (
        SELECT id FROM question_versions WHERE kind = 'single_choice' LIMIT :questions)""",
    f"""INSERT INTO attempts (event_id, quiz_id, learner_id, size, dropped, started_at, finished_at)
        {_NUMBERS} SELECT 'w' || n, (SELECT id FROM quizzes WHERE fingerprint = 'whole'),
        (SELECT max(id) FROM people) - :attempts + n, (SELECT count(*) FROM asked), 0, :now, :now FROM numbers""",
    """INSERT INTO slots (attempt_id, position, version_id, arrangement, answers, score, answered_at, dropped)
        SELECT attempt, position, version, '[]', CASE WHEN x < known THEN '["0"]' ELSE '["' || (1 + x % 3) || '"]' END,
            1.0 * (x < known), :now, 0
        FROM (SELECT a.id AS attempt, q.position AS position, q.id AS version, 200 + a.id * 31 % 600 AS known,
                (a.id * 7919 + q.position * 104729 + a.id * q.position % 613) % 1000 AS x
            FROM attempts a JOIN asked q)""",
    "UPDATE attempts SET score = (SELECT sum(score) FROM slots WHERE attempt_id = attempts.id)",
)


def fill(session: Session, attempts: int) -> None:
    """Have so many students take a quiz of 40 questions."""
    values = {"attempts": attempts, "questions": QUESTIONS, "now": "2026-11-01 08:00:00.000000"}
    for statement in _FILL:
        named = sa.text(statement)
        session.execute(named, {name: value for name, value in values.items() if f":{name}" in statement})
    session.commit()


def main() -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        with app.app_context():
            fill(db.session(), ATTEMPTS)
            by_id = create_guest(db.session(), now=utcnow()).id
            wanted = Wanted(by_id, "quiz", "whole", "Whole", None, Counted.FIRST)
            run_id = begin_run(db.session(), wanted, now=utcnow()).id
            db.session.commit()
            begin, cpu = time.perf_counter(), time.process_time()
            work_run_out(db.session(), run_id, sa.true(), utcnow)
            seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
            report = kept_report_of(db.session.get_one(AnalysisRun, run_id))
            if report is None or report.students != ATTEMPTS or len(report.items) != QUESTIONS:
                raise RuntimeError(f"Not all was analysed: {report and (report.students, len(report.items))}")
    print_row(
        f"(s) all {ATTEMPTS:,} × {QUESTIONS} in the background",
        f"{seconds:.1f} s {verdict(seconds, SECONDS, at_least=False)}",
        f"processor {cpu:.1f} s",
        f"peak {peak_mib():.0f} MiB",
    )


if __name__ == "__main__":
    main()
