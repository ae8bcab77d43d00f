"""Linting: every rule over a question or a bank, with what the author allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.kinds.messages import N_, Message
from quizapp.quality.base import NEEDLESS, BankContext, Finding, context_of
from quizapp.quality.registry import BANK_CHECKS, QUESTION_CHECKS, RULES, applies

_UNKNOWN = N_("There is no rule “%(rule)s”: remove the allowance, or correct its name.")
_BANK_AS_A_WHOLE = N_("“%(rule)s” is about the bank as a whole, and no question can allow it: remove the allowance.")
_FINDS_NOTHING = N_("“%(rule)s” finds nothing here: remove the allowance.")


def lint_question(draft: QuestionDraft, context: BankContext) -> list[Finding]:
    """Return what the rules over one question find, in the order of the rules; what is allowed has its reason."""
    found = list(_in_question(draft, context))
    return found + list(_needless(draft, {finding.rule for finding in found}, _of_questions()))


def lint_bank(bank: BankDraft) -> list[Finding]:
    """Return what all rules find: question by question in the file's order, then the bank as a whole."""
    context = context_of(bank)
    whole, about = _over_bank(bank, context)
    used: defaultdict[str, set[str]] = defaultdict(set)
    by_question: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding, keys in about:
        by_question[finding.question].append(finding)
        for key in keys:
            used[key].add(finding.rule)
    found: list[Finding] = []
    for draft in bank.questions:
        own = list(_in_question(draft, context))
        rules = {finding.rule for finding in own} | used[draft.key]
        found += [*own, *by_question[draft.key], *_needless(draft, rules, RULES.keys())]
    return found + whole


def _in_question(draft: QuestionDraft, context: BankContext) -> Iterator[Finding]:
    for rule, check in QUESTION_CHECKS.items():
        if applies(RULES[rule], is_english=context.is_english):
            for path, message in check(draft, context):
                yield Finding(rule, draft.key, path, message, draft.allow.get(rule, ""))


def _over_bank(bank: BankDraft, context: BankContext) -> tuple[list[Finding], list[tuple[Finding, tuple[str, ...]]]]:
    """Return what is found about the bank as a whole, and about certain questions, with the keys of these."""
    allowed: Mapping[str, Mapping[str, str]] = {draft.key: draft.allow for draft in bank.questions if draft.allow}
    whole: list[Finding] = []
    about: list[tuple[Finding, tuple[str, ...]]] = []
    for rule, check in BANK_CHECKS.items():
        if not applies(RULES[rule], is_english=context.is_english):
            continue
        for keys, message in check(bank):
            if not keys:
                whole.append(Finding(rule, "", (), message))
                continue
            reason = next((allowed[key][rule] for key in keys if rule in allowed.get(key, ())), "")
            about.append((Finding(rule, keys[0], (), message, reason), keys))
    return whole, about


def _of_questions() -> AbstractSet[str]:
    """Return the rules that one question alone shows to find something or nothing."""
    return RULES.keys() - {rule for rule in BANK_CHECKS if RULES[rule].allowable}


def _needless(draft: QuestionDraft, found: AbstractSet[str], judged: AbstractSet[str]) -> Iterator[Finding]:
    """Yield each allowance that suppresses nothing."""
    for rule in draft.allow:
        if rule not in RULES:
            sentence = _UNKNOWN
        elif not RULES[rule].allowable:
            sentence = _BANK_AS_A_WHOLE
        elif rule in judged and rule not in found:
            sentence = _FINDS_NOTHING
        else:
            continue
        yield Finding(NEEDLESS, draft.key, ("allow", rule), Message(sentence, {"rule": rule}))
