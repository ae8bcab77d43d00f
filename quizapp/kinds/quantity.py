"""Numbers as people type them, read exactly.

Understood are any decimal digits, minus signs and spaces of Unicode; groups of three by space, apostrophe, comma or
point; a decimal comma or point; an exponent ("3e4"); and the question's own unit before or behind. One comma or point
followed by exactly three digits ("30,000") is read as thousands where the caller says that thousands are asked for (the
key is a whole number from 1000), otherwise as a decimal.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

LONGEST = 60
"""Characters of a typed number with its unit."""

_MINUS = str.maketrans(dict.fromkeys("−–‒‐‑﹣-", "-"))
_QUOTES = str.maketrans(dict.fromkeys("’‘ʼ", "'"))
_SHAPE = re.compile(r"([+-]? ?)([0-9][0-9 '.,]*|[.,][0-9]+)(e[+-]?[0-9]{1,3})?(.*)", re.DOTALL)
_PLAIN = re.compile(r"[0-9]*[.,]?[0-9]*")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
# Groups by one sign, then perhaps decimals behind the other sign. The last two lines: Indian groups; one group only.
_GROUPED = re.compile(
    r"(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,3}(?:'[0-9]{3})+)(?:[.,][0-9]*)?"
    r"|[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]*)?|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]*)?"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]*)?"
    r"|[0-9]{1,3},[0-9]{3}\.[0-9]*|[0-9]{1,3}\.[0-9]{3},[0-9]*"
)


def _tidy(text: str) -> str:
    """Bring digits, spaces, minus signs and quotes to one form each; superscripts stay what they are."""
    characters = (str(unicodedata.decimal(char, char)) for char in text)
    return " ".join("".join(characters).translate(_MINUS).translate(_QUOTES).casefold().split())


def _is_unit(text: str, unit: str) -> bool:
    """Tell whether the rest behind a number is nothing or its unit, in the singular or plural."""
    rest, wanted = (unicodedata.normalize("NFKC", word).strip(" .") for word in (text, unit))
    return not rest or rest.removesuffix("s") == wanted.removesuffix("s")


def _ungrouped(figures: str, *, thousands: bool) -> str | None:
    """Return a number's figures without its groups and with a decimal point; None where they make no number."""
    if thousands and _AMBIGUOUS.fullmatch(figures):
        return re.sub("[.,]", "", figures)
    if _PLAIN.fullmatch(figures):
        return figures.replace(",", ".")
    if not _GROUPED.fullmatch(figures):
        return None
    decimals = re.search(r"[.,]([0-9]*)$", figures)
    signs = set(re.findall(r"[ '.,]", figures))
    if decimals is None or len(signs) == 1:
        return re.sub("[ '.,]", "", figures)
    return re.sub("[ '.,]", "", figures[: decimals.start()]) + "." + decimals[1]


def parse_number(text: str, unit: str = "", *, thousands: bool = False) -> Decimal | None:
    """Return the number that was typed, None where it is not understood."""
    typed, wanted = _tidy(text), _tidy(unit)
    if len(text) > LONGEST:
        return None
    without = re.sub(rf"^([+-]?) ?{re.escape(wanted)} ?", r"\1", typed)
    # As it stands first: a unit of signs or figures, such as ".5", would take a part of the number away.
    for written in dict.fromkeys((typed, without)):
        shape = _SHAPE.fullmatch(written)
        if shape is not None and _is_unit(shape[4], wanted):
            figures = _ungrouped(shape[2].strip(), thousands=thousands and not shape[3])
            return None if figures is None else Decimal(f"{shape[1].strip()}{figures}{shape[3] or ''}")
    return None
