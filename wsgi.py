"""The WSGI entry point: granian wsgi:app."""

from quizapp.app import create_served_app

app = create_served_app()
