"""Bank files: reading them whole, with every problem, and writing them byte for byte where nothing changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePath

from quizapp.formats.base import BankDraft, Problem, QuestionDraft
from quizapp.formats.fields import CommonFields, Found, HeadFields, split, unknown, validated
from quizapp.formats.yaml_nodes import Path, Tree, read_tree
from quizapp.formats.yaml_text import write_head, write_question
from quizapp.kinds import registry
from quizapp.kinds.base import Content, ContentProblems, Message, N_

PARTS_OF_REFERENCE = 2


def parse_bank(
    text: str, path: str, known_passages: Collection[str] | None = None
) -> tuple[BankDraft | None, list[Problem]]:
    """Read a bank file; with any problem there is no draft.

    Args:
        text: The file's text.
        path: Its name as problems shall say it; its stem must be the bank's key.
        known_passages: References such as "ally-2023#p2" that exist; None to take any.
    """
    tree = read_tree(text)
    found: Found = []
    draft = _bank(tree, text, path, known_passages, found) if not tree.problems else None
    problems = [Problem(path, line, message) for line, message in tree.problems]
    problems += [Problem(path, tree.line(where), message) for where, message in found]
    return (None if problems else draft), sorted(problems, key=lambda problem: problem.line)


def write_bank(bank: BankDraft) -> str:
    """Return a bank as its file's text: verbatim where text was kept, canonical elsewhere."""
    head = bank.head_text or write_head(bank)
    blocks = [question.block or write_question(question) for question in bank.questions]
    text = "".join(block if block.endswith("\n") else f"{block}\n" for block in [head, *blocks[:-1]])
    return text + (blocks[-1] if blocks else "") + bank.tail_text


def _bank(tree: Tree, text: str, path: str, known_passages: Collection[str] | None, found: Found) -> BankDraft | None:
    raw = tree.value
    if not isinstance(raw, Mapping):
        found.append(((), Message(N_("A bank file begins with “bank: name”."))))
        return None
    head = validated(HeadFields, {name: value for name, value in raw.items() if name != "questions"}, found)
    if head is not None and PurePath(path).stem != head.bank:
        names = {"bank": head.bank, "stem": PurePath(path).stem}
        found.append(
            (("bank",), Message(N_("The bank is “%(bank)s” but its file “%(stem)s”: give both one name."), names))
        )
    questions = _questions(raw.get("questions"), known_passages, found)
    if head is None or found:
        return None
    head_text, blocks, tail_text = _cut(text, tree, len(questions))
    return BankDraft(
        key=head.bank,
        title=head.title,
        language=head.language,
        description=head.description,
        questions=tuple(question.with_block(block) for question, block in zip(questions, blocks, strict=True)),
        head_text=head_text,
        tail_text=tail_text,
    )


def _questions(raw: object, known_passages: Collection[str] | None, found: Found) -> list[QuestionDraft]:
    if not isinstance(raw, list):
        found.append((("questions",), Message(N_("“questions:” must be a list: each question begins with “- id:”."))))
        return []
    drafts: list[QuestionDraft] = []
    first: dict[str, int] = {}
    for index, item in enumerate(raw):
        where: Path = ("questions", index)
        if not isinstance(item, Mapping):
            found.append((where, Message(N_("A question is a set of fields: begin it with “- id:”."))))
            continue
        key = str(item.get("id", ""))
        if key and first.setdefault(key, index) != index:
            found.append(
                ((*where, "id"), Message(N_("The id “%(key)s” is taken by an earlier question."), {"key": key}))
            )
        draft = read_question(item, where, known_passages, found)
        if draft is not None:
            drafts.append(draft)
    return drafts


def read_question(
    raw: Mapping[str, object], where: Path, known_passages: Collection[str] | None, found: Found
) -> QuestionDraft | None:
    """Read one question's fields, as a file or a form has them; None with the problems added to found."""
    common_raw, own = split(raw)
    here: Found = []
    common = validated(CommonFields, common_raw, here)
    content = _content(raw.get("kind"), own, here)
    for index, reference in enumerate(common.sources if common and known_passages is not None else ()):
        if reference not in (known_passages or ()):
            here.append((("sources", index), unknown(reference, known_passages or (), N_("passage"))))
    found.extend(((*where, *path), message) for path, message in here)
    if here or common is None or content is None:
        return None
    return QuestionDraft(
        key=common.id,
        kind=content.kind,
        content=content,
        topic=common.topic,
        facets=common.facets,
        level=common.difficulty,
        standing=common.standing,
        sources=common.sources,
        explanation=common.explanation,
        teacher_note=common.teacher_note,
    )


def _content(kind: object, own: Mapping[str, object], found: Found) -> Content | None:
    if not isinstance(kind, str) or not kind:
        found.append((("kind",), Message(N_("“kind” is missing: say what kind of question this is."))))
        return None
    if kind not in registry.KINDS:
        found.append((("kind",), unknown(kind, registry.KINDS, N_("kind"))))
        return None
    try:
        return registry.load(kind, own)
    except ContentProblems as problems:
        found.extend((problem.path, problem.message) for problem in problems.problems)
        return None


def _cut(text: str, tree: Tree, count: int) -> tuple[str, list[str], str]:
    """Cut the file's text before each question's first line; an item's “- ” stands on the line of its first field."""
    lines = text.splitlines(keepends=True)
    starts = [tree.lines["questions", index] - 1 for index in range(count)]
    if not starts:
        return text, [], ""
    ends = [*starts[1:], len(lines)]
    return "".join(lines[: starts[0]]), ["".join(lines[a:b]) for a, b in zip(starts, ends, strict=True)], ""
