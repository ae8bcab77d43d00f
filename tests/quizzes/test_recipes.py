from __future__ import annotations

from quizapp.clock import utcnow
from quizapp.quizzes.recipes import Recipe, quiz_of


def test_the_same_recipe_is_the_same_quiz(session):
    recipe = Recipe("one", "A title", {"banks": []}, "at_end")
    first = quiz_of(session, recipe, now=utcnow())
    assert quiz_of(session, Recipe("one", "Another title", {}, "at_end"), now=utcnow()) is first
    assert quiz_of(session, Recipe("two", "A title", {}, "at_end"), now=utcnow()).id != first.id
    assert (first.title, first.feedback) == ("A title", "at_end")
