"""The one list of all rules, and what checks them."""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.kinds.messages import N_
from quizapp.quality import bank_wide, clues, equality, explanations, options, reading, similar, stems, typed
from quizapp.quality.base import NEEDLESS, BankCheck, QuestionCheck, Rule

HDR = "Haladyna, Downing & Rodriguez 2002"
HR = "Haladyna & Rodriguez 2013"
BA = "Brown & Abdulnabi 2017"
SAQUET = "Moore et al. 2024 (SAQUET)"

_RULES = (
    Rule("key-longest", N_("The key is no longer than the other options."), f"{HDR}; {BA}", "question"),
    Rule("key-longest-often", N_("Over the bank, the key is not the longest option too often."), HDR, "bank",
         allowable=False),
    Rule("key-position", N_("Keys are spread: true and false, and over the order of numbers."), HDR, "bank",
         allowable=False),
    Rule("above-options", N_("No option speaks of other options."), f"{HDR}; {SAQUET}", "question", english_only=True),
    Rule("plain-negative", N_("A negative in the stem is set in bold, or better avoided."), f"{HDR}; {BA}", "question",
         english_only=True),
    Rule("absolute-words", N_("Absolute words do not mark the distractors."), f"{HDR}; {SAQUET}", "question",
         english_only=True),
    Rule("stem-echo", N_("No telling word of the stem returns in the key alone."), f"{HDR}; {SAQUET}", "question",
         english_only=True),
    Rule("grammar-clue", N_("Every option fits the stem's grammar."), f"{HDR}; {BA}", "question", english_only=True),
    Rule("compound-options", N_("An option makes one claim."), f"{HR}; {SAQUET}", "question", english_only=True),
    Rule("overlapping-ranges", N_("Ranges among the options do not overlap."), HDR, "question"),
    Rule("unsorted-numbers", N_("Numbers and dates stand in ascending order."), HDR, "question"),
    Rule("equal-options", N_("No two options say the same."), HDR, "question"),
    Rule("near-duplicate-stems", N_("No two questions of a bank ask nearly the same."), HR, "bank"),
    Rule("blank-in-the-middle", N_("A blank stands at the end of its sentence."), f"{HDR}; {SAQUET}", "question"),
    Rule("no-task", N_("The stem is a question, a task or a sentence to complete."), f"{HDR}; {BA}", "question",
         english_only=True),
    Rule("too-many-true-false", N_("No more than a fifth of a bank is true or false."), HR, "bank", allowable=False),
    Rule("explanation-missing", N_("The explanation explains."), "Butler & Roediger 2008", "question"),
    Rule("explanation-repeats-key", N_("The explanation says more than the key."), "Butler, Godbole & Marsh 2013",
         "question", english_only=True),
    Rule("passage-missing", N_("A passage of a source shows that the key is right."), HR, "question"),
    Rule("alternative-text-missing", N_("A picture has an alternative text."), "WCAG 2.2, 1.1.1", "question"),
    Rule("hard-to-read", N_("Stem and explanation suit the bank's readers."), f"Kincaid et al. 1975; {HDR}", "question",
         english_only=True),
    Rule("confusable-answers", N_("No accepted answer is a slip away from another name."), HR, "question"),
    Rule(NEEDLESS, N_("Every rule that a question allows exists and finds something."), "quizapp", "question",
         allowable=False),
)  # fmt: skip

RULES: Mapping[str, Rule] = {rule.id: rule for rule in _RULES}
"""Every rule by its id, in the order of the documentation."""

QUESTION_CHECKS: Mapping[str, QuestionCheck] = {
    "key-longest": options.key_longest,
    "above-options": options.above_options,
    "plain-negative": stems.plain_negative,
    "absolute-words": options.absolute_words,
    "stem-echo": clues.stem_echo,
    "grammar-clue": clues.grammar_clue,
    "compound-options": options.compound_options,
    "overlapping-ranges": equality.overlapping_ranges,
    "unsorted-numbers": equality.unsorted_numbers,
    "equal-options": equality.equal_options,
    "blank-in-the-middle": stems.blank_in_the_middle,
    "no-task": stems.no_task,
    "explanation-missing": explanations.explanation_missing,
    "explanation-repeats-key": explanations.explanation_repeats_key,
    "passage-missing": explanations.passage_missing,
    "alternative-text-missing": explanations.alternative_text_missing,
    "hard-to-read": reading.hard_to_read,
    "confusable-answers": typed.confusable_answers,
}
"""What checks a rule over one question."""

BANK_CHECKS: Mapping[str, BankCheck] = {
    "key-longest-often": bank_wide.key_longest_often,
    "key-position": bank_wide.key_position,
    "near-duplicate-stems": similar.near_duplicate_stems,
    "too-many-true-false": bank_wide.too_many_true_false,
}
"""What checks a rule over a bank."""


def applies(rule: Rule, *, is_english: bool) -> bool:
    """Tell whether a rule applies to a bank's language."""
    return is_english or not rule.english_only
