"""The WSGI entry point: granian wsgi:app."""

from quizapp.app import create_app

app = create_app()
