"""Submitted fields and stored answers: reading, checking, and the way between the page's order and the content's."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from random import Random

from quizapp.kinds.messages import N_, ContentError

Fields = Mapping[str, Sequence[str]]
"""A submitted form: each field's name with all its values."""

Answers = tuple[str, ...]
"""A response in canonical terms (places in the content, never on the page), as the kind defines it; () is blank."""

Arrangement = tuple[tuple[int, ...], ...]
"""The orders in which an attempt shows things: each inner tuple maps places on the page to places in the content."""

ANSWER = "answer"
"""The name of the field of a question that has one."""

TYPED_LIMIT = 500
"""The longest typed answer, in characters."""


def row_name(row: int) -> str:
    """Name the field of one row (or gap) of the page."""
    return f"{ANSWER}-{row}"


def one_value(fields: Fields, name: str) -> str:
    """Return the only value of a field, "" where it is absent.

    Raises:
        ContentError: the field was sent twice.

    """
    values = fields.get(name, ())
    if len(values) > 1:
        raise ContentError(N_("The field “%(name)s” was sent more than once."), name=name)
    return values[0].strip() if values else ""


def typed_value(fields: Fields, name: str, limit: int = TYPED_LIMIT) -> str:
    """Return what was typed into a field, without control characters (a database refuses some of them).

    Raises:
        ContentError: the field was sent twice, or holds more than limit characters.

    """
    value = one_value(fields, name)
    if len(value) > limit:
        raise ContentError(N_("This answer is too long: shorten it to %(limit)s characters."), limit=limit)
    kept = (" " if ch.isspace() else ch for ch in value if ch.isspace() or unicodedata.category(ch) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def row_values(fields: Fields, count: int) -> tuple[str, ...]:
    """Return the value of each row of the page, "" where it is absent."""
    return tuple(one_value(fields, row_name(row)) for row in range(count))


def place(value: str, size: int) -> int:
    """Return a place on the page, 0 ≤ place < size, from a field's value.

    Raises:
        ContentError: the value is no such place.

    """
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(size)) and int(value) < size):
        raise ContentError(N_("“%(value)s” is not one of the choices of this question."), value=value[:40])
    return int(value)


def slots(answers: Answers, count: int) -> Answers:
    """Return stored answers with one entry for each of count parts, a blank being as many empty ones.

    Raises:
        ContentError: they have another number of parts.

    """
    if answers and len(answers) != count:
        raise ContentError(N_("These answers do not fit this question: open it again."))
    return answers or ("",) * count


def places(values: Sequence[str], size: int) -> Answers:
    """Return stored places in their one spelling; "" stays "".

    Raises:
        ContentError: a value is no place below size.

    """
    return tuple(str(place(value, size)) if value else "" for value in values)


def blank_if_empty(answers: Answers) -> Answers:
    """Return () where no part was answered."""
    return answers if any(answers) else ()


def shuffled(size: int, rng: Random) -> tuple[int, ...]:
    """Return the numbers below size in a random order."""
    return tuple(rng.sample(range(size), size))


def permutation(arrangement: Arrangement, size: int, index: int = 0) -> tuple[int, ...]:
    """Return one of an attempt's orders, which has to be of this content.

    Raises:
        ContentError: it is none of the orders of size things.

    """
    order = arrangement[index] if index < len(arrangement) else ()
    if sorted(order) != list(range(size)):
        raise ContentError(N_("The saved order does not belong to this question: open it again."))
    return order


def to_content(value: str, order: Sequence[int]) -> str:
    """Turn a place on the page into the place in the content; "" stays "".

    Raises:
        ContentError: the value is no place on the page.

    """
    return str(order[place(value, len(order))]) if value else ""


def to_page(value: str, order: Sequence[int]) -> str:
    """Turn a checked place in the content into the place on the page; "" stays ""."""
    return str(order.index(int(value))) if value else ""
