"""Topics as people read them: the one place that turns a topic into its title."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g

from quizapp.bank.queries import topic_titles
from quizapp.db import db


def title_of_topic(topic: str) -> str:
    """Return the title that banks give to a topic, or else its name made readable: “Ukraine war”."""
    if "topic_titles" not in g:
        g.topic_titles = topic_titles(db.session())
    titles: dict[str, str] = g.topic_titles
    return titles.get(topic) or _readable(topic)


def titled(topics: Iterable[str]) -> list[tuple[str, str]]:
    """Return topics with their titles, by title."""
    return sorted(((topic, title_of_topic(topic)) for topic in topics), key=lambda one: one[1].casefold())


def _readable(topic: str) -> str:
    words = topic.replace("-", " ")
    return words[:1].upper() + words[1:]
