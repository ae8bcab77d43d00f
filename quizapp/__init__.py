"""quizapp: retrieval practice for a class. This package imports nothing; start at app.py."""
