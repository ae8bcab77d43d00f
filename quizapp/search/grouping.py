"""From tokens to nested terms: parentheses, OR between conditions, a minus before a group."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from quizapp.kinds.messages import N_, Message
from quizapp.search.query import Either, Finding, Term

DEEPEST = 5
OR = frozenset({"OR", "|"})
Reading = Callable[[re.Match[str]], tuple[Term | None, list[Finding]]]


@dataclass(slots=True)
class _Group:
    """What stands within parentheses, or outside of all."""

    opened: re.Match[str] | None = None
    branches: list[list[Term]] = field(default_factory=lambda: [[]])
    waiting: re.Match[str] | None = None
    """An OR that nothing follows yet."""

    def terms(self) -> list[Term]:
        """Return what it comes to: its terms, or one term that holds its branches."""
        branches = tuple(tuple(branch) for branch in self.branches if branch)
        is_negated = self.opened is not None and self.opened[0].startswith("-")
        if not branches:
            return []
        if len(branches) > 1 or is_negated:
            return [Either(branches, is_negated)]
        return list(branches[0])


def grouped(tokens: Sequence[re.Match[str]], read: Reading) -> tuple[list[Term], list[Finding]]:
    """Return the terms of tokens, and what is wrong with them; what cannot be used is left out."""
    findings: list[Finding] = []
    groups = [_Group()]
    for token in tokens:
        group = groups[-1]
        if token["open"] and len(groups) <= DEEPEST:
            groups.append(_Group(token))
        elif token["open"]:
            message = Message(N_("Parentheses stand within one another %(number)d deep at most."), {"number": DEEPEST})
            findings.append(Finding(message, *token.span()))
        elif token["close"]:
            findings += _close(groups, token)
        elif token["word"] in OR and not token["minus"]:
            findings += _or(group, token)
        else:
            term, wrong = read(token)
            findings += wrong
            if term is not None:
                group.branches[-1].append(term)
                group.waiting = None
    findings += _end(groups)
    return groups[0].terms(), findings


def _or(group: _Group, token: re.Match[str]) -> list[Finding]:
    if not group.branches[-1]:
        return [Finding(Message(N_("OR stands between two conditions, such as topic:csto OR level:3.")), *token.span())]
    group.branches.append([])
    group.waiting = token
    return []


def _close(groups: list[_Group], token: re.Match[str]) -> list[Finding]:
    if len(groups) == 1:
        return [Finding(Message(N_("There is no parenthesis open that this one could close.")), *token.span())]
    group = groups.pop()
    found = list(_unfollowed(group))
    terms = group.terms()
    if not terms and group.opened is not None:
        found.append(
            Finding(Message(N_("There is nothing between the parentheses.")), group.opened.start(), token.end())
        )
    groups[-1].branches[-1].extend(terms)
    if terms:
        groups[-1].waiting = None
    return found


def _end(groups: list[_Group]) -> list[Finding]:
    found: list[Finding] = []
    while len(groups) > 1:
        group = groups.pop()
        if group.opened is not None:
            found.append(Finding(Message(N_("The parenthesis is not closed yet.")), *group.opened.span()))
        found += _unfollowed(group)
        groups[-1].branches[-1].extend(group.terms())
    return [*found, *_unfollowed(groups[0])]


def _unfollowed(group: _Group) -> Iterator[Finding]:
    if group.waiting is not None:
        yield Finding(Message(N_("OR waits for another condition.")), *group.waiting.span())
