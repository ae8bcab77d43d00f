"""Files of ready-made quizzes: read whole, with every problem of the file in one run; checked against banks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import PurePath
from random import Random
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints
from pydantic import WithJsonSchema as JsonSchema

from quizapp.formats.base import FACETS, Problem
from quizapp.formats.fields import STRICT, Level, Remark, Slug, Title, validated
from quizapp.formats.quiz_rules import LARGEST_QUIZ, Drawable, DrawRule, QuizDraft, draw
from quizapp.formats.unknown_words import KIND, unknown
from quizapp.formats.yaml_reading import read_tree
from quizapp.formats.yaml_tree import Found, Tree
from quizapp.kinds.messages import N_, ContentError, Message
from quizapp.kinds.registry import KINDS

LIST = "draw"
LONGEST_MINUTES = 600
QUESTION = r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"
_QUESTION = re.compile(QUESTION.removesuffix("$") + r"\Z")

_NO_HEAD = N_("This is not a quiz: begin the file with “quiz: ” and its name.")
_NO_LIST = N_("“draw:” must be followed by a list of rules: begin each with “- ”, such as “- {count: 2, bank: dates}”.")
_NO_FIELDS = N_("This is not a rule: a rule is a set of fields, such as “{count: 2, bank: dates}”.")
_OTHER_NAME = N_("The quiz is named “%(quiz)s” but its file “%(stem)s”: give both the same name.")
_TOO_MANY = N_("The rules draw %(drawn)s questions together: at most %(most)s are allowed, so draw fewer.")
_NUMBER = N_("“%(given)s” is no number from 1 to %(most)s: write one.")
_NO_QUESTION = N_("“%(text)s” is no question: write its bank and its id, such as dates/region-decade.")
_TOO_FEW = N_("Only %(found)s questions fit this rule, which draws %(count)s: draw fewer, or take a condition away.")
_TAKEN = N_(
    "Besides what the rules above draw, only %(found)s questions are left for this rule, which draws %(count)s: "
    "draw fewer, or take a condition away."
)
FACET = (
    N_("There is no facet “%(word)s”: did you mean “%(near)s”?"),
    N_("There is no facet “%(word)s”: write one of these: %(known)s."),
)
BANK = (
    N_("There is no bank “%(word)s” here: did you mean “%(near)s”?"),
    N_("There is no bank “%(word)s” here: correct its name, or check the folder together with that of the bank."),
)
TOPIC = (
    N_("No question has the topic “%(word)s”: did you mean “%(near)s”?"),
    N_("No question has the topic “%(word)s”: correct it."),
)
REFERENCE = (
    N_("There is no question “%(word)s”: did you mean “%(near)s”?"),
    N_("There is no question “%(word)s”: correct its bank or its id."),
)


def _up_to(most: int) -> Callable[[object], int]:
    def check(given: object) -> int:
        text = str(given)
        if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
            raise ContentError(_NUMBER, given=text[:40], most=most)
        return int(text)

    return check


def _one_of(known: Collection[str], sentences: tuple[str, str]) -> Callable[[str], str]:
    def check(word: str) -> str:
        if word not in known:
            message = unknown(word, known, sentences)
            raise ContentError(message.text, **message.params)
        return word

    return check


def _a_question(text: str) -> str:
    if not _QUESTION.match(text):
        raise ContentError(_NO_QUESTION, text=text[:40])
    return text


def _number(most: int) -> JsonSchema:
    return JsonSchema({"type": "integer", "minimum": 1, "maximum": most})


Count = Annotated[int, BeforeValidator(_up_to(LARGEST_QUIZ)), _number(LARGEST_QUIZ)]
Minutes = Annotated[int, BeforeValidator(_up_to(LONGEST_MINUTES)), _number(LONGEST_MINUTES)]
KindName = Annotated[str, AfterValidator(_one_of(KINDS, KIND)), JsonSchema({"enum": list(KINDS)})]
FacetName = Annotated[str, AfterValidator(_one_of(FACETS, FACET)), JsonSchema({"enum": list(FACETS)})]
_Words = StringConstraints(min_length=3, max_length=161)
Question = Annotated[str, _Words, AfterValidator(_a_question), JsonSchema({"type": "string", "pattern": QUESTION})]


class RuleFields(BaseModel):
    """How many questions to draw, and from which: from those that fit all that is named."""

    model_config = STRICT

    count: Count = Field(description="How many questions to draw.")
    bank: Slug = Field(default="", description="Only from this bank.")
    topic: Slug = Field(default="", description="Only of this topic.")
    facet: FacetName = Field(default="", description="Only what asks about this.")
    kind: KindName = Field(default="", description="Only of this kind.")
    level: Level = Field(default=0, description="Only of this difficulty: 1 recall, 2 connect, 3 judge.")
    questions: tuple[Question, ...] = Field(default=(), min_length=1, description="Only from these, each as bank/id.")


class QuizFields(BaseModel):
    """What stands above a quiz's rules."""

    model_config = STRICT

    quiz: Slug = Field(description="The same as the file's name: a-z, 0-9 and -.")
    title: Title = Field(description="What people see.")
    description: Remark = Field(default="", description="What it is for, shown where it can be started.")
    minutes: Minutes = Field(description="About how long it takes: a guide, nobody is stopped.")
    feedback: Literal["at_once", "at_end"] = Field(description="When it shows what was right.")
    leave_out: tuple[KindName, ...] = Field(default=(), description="Kinds of question that no rule draws.")


def parse_quiz(text: str, path: str) -> tuple[QuizDraft | None, list[Problem]]:
    """Read the file of a quiz; with any problem there is no draft.

    Args:
        text: The file's text.
        path: Its name as problems shall say it; its stem must be the quiz's key.

    """
    tree = read_tree(text)
    found: Found = []
    head, rules = (None, []) if tree.broken else _read(tree, PurePath(path).stem, found)
    problems = tree.all_problems(path, found)
    return (_draft(head, rules, text, tree) if head and not problems else None), problems


def _read(tree: Tree, stem: str, found: Found) -> tuple[QuizFields | None, list[RuleFields]]:
    raw = tree.value
    if not isinstance(raw, Mapping):
        found.append(((), Message(_NO_HEAD)))
        return None, []
    head = validated(QuizFields, {name: value for name, value in raw.items() if name != LIST}, found)
    if isinstance(key := raw.get("quiz"), str) and key and key != stem:
        found.append((("quiz",), Message(_OTHER_NAME, {"quiz": key[:80], "stem": stem})))
    entries = raw.get(LIST)
    if not isinstance(entries, list) or not entries:
        found.append(((LIST,), Message(_NO_LIST)))
        return head, []
    rules = [rule for number, entry in enumerate(entries) if (rule := _rule(entry, number, found))]
    if (drawn := sum(rule.count for rule in rules)) > LARGEST_QUIZ:
        found.append(((LIST,), Message(_TOO_MANY, {"drawn": drawn, "most": LARGEST_QUIZ})))
    return head, rules


def _rule(entry: object, number: int, found: Found) -> RuleFields | None:
    if not isinstance(entry, Mapping):
        found.append(((LIST, number), Message(_NO_FIELDS)))
        return None
    here: Found = []
    rule = validated(RuleFields, entry, here)
    found.extend(((LIST, number, *path), message) for path, message in here)
    return rule


def _draft(head: QuizFields, rules: Sequence[RuleFields], text: str, tree: Tree) -> QuizDraft:
    placed = (
        DrawRule(**dict(rule), leave_out=head.leave_out, line=tree.line((LIST, at))) for at, rule in enumerate(rules)
    )
    return QuizDraft(head.quiz, head.title, head.description, head.minutes, head.feedback, tuple(placed), text)


def unfilled_rules(
    quiz: QuizDraft, path: str, questions: Sequence[Drawable], banks: Collection[str]
) -> Iterator[Problem]:
    """Yield why the rules of a quiz cannot all be filled from some questions, of the banks named."""
    drawn = draw(quiz.rules, questions, Random(0))  # noqa: S311 - any draw fills the rules if one can
    for rule, places in zip(quiz.rules, drawn, strict=True):
        wrong = list(_unknown_words(rule, questions, banks))
        if not wrong and len(places) < rule.count:
            fitting = sum(rule.fits(question) for question in questions)
            said = {"count": rule.count, "found": len(places) if fitting >= rule.count else fitting}
            wrong = [Message(_TAKEN if fitting >= rule.count else _TOO_FEW, said)]
        yield from (Problem(path, rule.line, message) for message in wrong)


def _unknown_words(rule: DrawRule, questions: Sequence[Drawable], banks: Collection[str]) -> Iterator[Message]:
    if rule.bank and rule.bank not in banks:
        yield unknown(rule.bank, sorted(banks), BANK)
    elif rule.topic and rule.topic not in (topics := {question.topic for question in questions}):
        yield unknown(rule.topic, sorted(topics), TOPIC)
    references = {question.reference for question in questions} if rule.questions else set()
    for reference in rule.questions:
        if reference not in references:
            yield unknown(reference, sorted(references), REFERENCE)
