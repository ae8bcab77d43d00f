"""Assignments: quizzes, flashcard goals and readings that a teacher gives out to a class, and what came of them."""
