"""Citations: references such as "ally-2023#p2" as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import ngettext


def cited(references: Iterable[str], titles: Mapping[str, str]) -> list[str]:
    """Return one line a source, in the order of first mention: its title (or its key), and the passages by number."""
    passages: dict[str, list[str]] = {}
    for reference in references:
        source, _mark, passage = reference.partition("#")
        passages.setdefault(source, []).append(passage.removeprefix("p"))
    return [
        _line(titles.get(source, source), [number for number in numbers if number])
        for source, numbers in passages.items()
    ]


def _line(title: str, numbers: list[str]) -> str:
    quoted = _("“%(title)s”", title=title)
    if not numbers:
        return str(quoted)
    words = ngettext("passage %(numbers)s", "passages %(numbers)s", len(numbers), numbers=", ".join(numbers))
    return f"{quoted}, {words}"
