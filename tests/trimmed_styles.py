"""Pico without what no page needs: `make styles` writes the sheet that is served, from Pico as it was published.

A selector goes that names something of NOWHERE or SAID, then each variable that ours say otherwise, and each variable
and animation that nothing asks for any more. What stands in brackets, as in :is(…) and :not(…), is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from quizapp.web.used_rules import blocks_in

STATIC = Path(__file__).resolve().parent.parent / "quizapp" / "static"
PICO = STATIC / "vendor" / "pico-2.1.1"
WHOLE, SERVED = PICO / "pico.classless.min.css", PICO / "pico.trimmed.css"
NOWHERE = {
    ":host": r"attachShadow|shadowroot",
    "::-ms-": r"X-UA-Compatible",
    "[aria-disabled=true]": r"aria-disabled|ariaDisabled",
    "[aria-hidden=false]": r"""aria-hidden="false""",
    "[aria-invalid=false]": r"""aria-invalid"?[=:]\s*"false""",
    "[data-theme": r"data-theme|dataset\.theme",
    "[data-tooltip]": r"data-tooltip|dataset\.tooltip",
    "[dir=rtl]": r"""dir="?rtl""",
    "[role=button]": r"""role="button""",
    "[role=group]": r"""role="group""",
    "[role=link]": r"""role="link""",
    "[role=switch]": r"""role="switch""",
    "[type=color]": r"""type="color|ColorField""",
    "[type=month]": r"""type="month|MonthField""",
    "[type=range]": r"""type="range|RangeField""",
    "[type=reset]": r"""type="reset""",
    "[type=submit]": r"""type="submit|SubmitField""",
    "[type=time]": r"""type="time|\bTimeField""",
    "[type=week]": r"""type="week|WeekField""",
    "abbr": r"<abbr\b",
    "address": r"<address\b",
    "aside": r"<aside\b",
    "audio": r"<audio\b",
    "canvas": r"<canvas\b",
    "dialog>article": r"<dialog[^>]*>\s*<article",
    "h5": r"<h5\b|set level = [5-9]",
    "h6": r"<h6\b|set level = [5-9]",
    "iframe": r"<iframe\b",
    "mark": r"<mark\b",
    "nav[aria-label=breadcrumb]": r"""aria-label="breadcrumb""",
    "optgroup": r"<optgroup\b",
    "progress:indeterminate": r"<progress(?![^>]*value)",
    "samp": r"<samp\b",
    "sub": r"<sub\b",
    "sup": r"<sup\b",
    "table.striped": r"\bstriped\b",
    "video": r"<video\b",
}
"""What no page has, and by which a test would find it."""
SAID = ("[aria-busy=true]", "body>footer", "body>header", "body>main", "del", "ins")
"""What ours say the whole of: app.css of a page's three parts, and of words that differ (browsers draw their lines);
search.css of what is being looked for."""
_BRACKETS = re.compile(r"\([^()]*\)")
_DECLARED = re.compile(r"(--pico-[\w-]+):")
_ASKED_FOR = re.compile(r"var\((--pico-[\w-]+)")


def main() -> None:
    """Write the sheet that is served within app.css."""
    SERVED.write_text(trimmed(WHOLE.read_text(encoding="utf-8"), asked_for_by_us()), encoding="utf-8")


def asked_for_by_us() -> str:
    """Return our own sheets, which ask for some of Pico's variables."""
    return "".join(path.read_text(encoding="utf-8") for path in sorted((STATIC / "css").glob("*.css")))


def trimmed(text: str, ours: str) -> str:
    """Return a sheet, as a layer, without what no page has, what ours say otherwise, and what nothing asks for then."""
    said = {
        name for block in re.findall(r"^  :root \{([^}]*)\}", ours, re.MULTILINE) for name in _DECLARED.findall(block)
    }
    text = "".join(_kept(text, said))
    while True:
        asked_for = {*_ASKED_FOR.findall(text), *_ASKED_FOR.findall(ours)}
        shorter = "".join(_asked_for(text, asked_for))
        if shorter == text:
            _charset, notice, rules = re.split(r"(/\*!.*?\*/)", text, maxsplit=1, flags=re.DOTALL)
            return f"{notice}@layer pico{{{rules}}}"
        text = shorter


def _kept(text: str, said: set[str]) -> Iterator[str]:
    for head, body in blocks_in(text):
        if body is None:
            yield head
        elif head.startswith(("@media", "@supports")):
            if inner := "".join(_kept(body, said)):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        elif selectors := [one for one in _split(head, ",") if not _is_nowhere(one)]:
            everywhere = all(_outside(one) == ":root" for one in selectors)
            declared = [one for one in _split(body, ";") if not everywhere or one.partition(":")[0] not in said]
            yield f"{','.join(selectors)}{{{';'.join(declared)}}}"


def _asked_for(text: str, asked_for: set[str]) -> Iterator[str]:
    for head, body in blocks_in(text):
        if body is None:
            yield head
        elif head.startswith(("@media", "@supports")):
            if inner := "".join(_asked_for(body, asked_for)):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@keyframes"):
            if re.search(rf"animation(-name)?:[^;}}]*{head.split()[1]}", text):
                yield f"{head}{{{body}}}"
        elif declared := [one for one in _split(body, ";") if _is_asked_for(one, asked_for)]:
            yield f"{head}{{{';'.join(declared)}}}"


def _is_asked_for(declaration: str, asked_for: set[str]) -> bool:
    named = _DECLARED.match(declaration)
    return named is None or named[1] in asked_for


def _is_nowhere(selector: str) -> bool:
    selector = _outside(selector)
    return any(_names(selector, one) for one in (*NOWHERE, *SAID))


def _names(selector: str, what: str) -> bool:
    """Say whether a selector names an element, or holds what begins with a sign."""
    is_word = what[0].isalpha()
    return (
        re.search(rf"(?<![\w.#:\[=-]){re.escape(what)}(?![\w-])" if is_word else re.escape(what), selector) is not None
    )


def _outside(selector: str) -> str:
    """Return a selector without what stands in brackets, such as ":root" of ":root:not([data-theme=dark])"."""
    while (outside := _BRACKETS.sub("", selector)) != selector:
        selector = outside
    return re.sub(r":(not|is|where)(?![\w-])", "", selector)


def _split(text: str, sign: str) -> list[str]:
    """Split at a sign outside of brackets and quotes."""
    parts, depth, quote, begin = [], 0, "", 0
    for place, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == sign and not depth:
            parts.append(text[begin:place])
            begin = place + 1
    return [part for part in [*parts, text[begin:]] if part]


if __name__ == "__main__":
    main()
