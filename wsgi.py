"""The WSGI entry point: granian wsgi:app."""

import importlib

from quizapp.lean_sqlite import leave_count_out

leave_count_out()  # before anything imports sqlite3
app = importlib.import_module("quizapp.app").create_served_app()
