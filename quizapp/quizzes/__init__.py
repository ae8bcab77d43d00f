"""Quizzes, attempts, responses and results."""
