"""Giving a topic another name in the file of a ready-made quiz: its other bytes stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from quizapp.formats.quiz_rules import DrawRule, QuizDraft
from quizapp.formats.quiz_yaml import parse_quiz


def with_topic_renamed(
    text: str, path: str, old: str, new: str, concerns: Callable[[DrawRule], bool]
) -> QuizDraft | None:
    """Return a quiz whose concerned rules draw from the new topic; None where that cannot be written into its text.

    Args:
        text: The file's text.
        path: Its name; the stem is the quiz's key.
        old: The topic as it was.
        new: The topic as it is now.
        concerns: Says which rules mean it.

    """
    draft, problems = parse_quiz(text, path)
    if draft is None or problems:
        return None
    rules = tuple(replace(rule, topic=new) if rule.topic == old and concerns(rule) else rule for rule in draft.rules)
    lines = text.splitlines(keepends=True)
    for before, after in zip(draft.rules, rules, strict=True):
        if before != after:
            _rename(lines, before.line - 1, old, new)
    made, problems = parse_quiz("".join(lines), path)
    return made if made == replace(draft, rules=rules) and not problems else None


def _rename(lines: list[str], first: int, old: str, new: str) -> None:
    """Rename the first topic from a line on: that of the rule which begins there."""
    said = re.compile(rf"""(\btopic["']?\s*:\s*["']?){re.escape(old)}(?=["'\s,}}]|\Z)""")
    for number in range(first, len(lines)):
        lines[number], count = said.subn(lambda match: match[1] + new, lines[number], count=1)
        if count:
            return
