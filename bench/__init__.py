"""The benchmarks: `make bench` runs them all, `python -m bench.<name>` one. Every row is a ratio within one run."""

from quizapp.lean_sqlite import leave_count_out

leave_count_out()  # as the quizapp command does, before anything imports sqlite3
