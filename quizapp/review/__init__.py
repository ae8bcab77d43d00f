"""Flashcard sessions: today's queue, showing, rating, undo."""
