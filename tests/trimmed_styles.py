"""Pico without what no page needs: `make styles` writes the three sheets served, from Pico as it was published.

A selector goes that names something of NOWHERE or SAID, then each variable that ours say otherwise, and each variable
and animation that nothing asks for any more. What stands in brackets, as in :is(…) and :not(…), is left as it is.
Rules for nothing but fields go to a second sheet, those for what only forms of few pages have to a third, each with the
variables that nothing before it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "quizapp" / "static"
PICO = STATIC / "vendor" / "pico-2.1.1"
WHOLE, SERVED = PICO / "pico.classless.min.css", PICO / "pico.trimmed.css"
OF_FIELDS, OF_FORMS = PICO / "pico.fields.css", PICO / "pico.forms.css"
PARTS = {SERVED: "app.css", OF_FIELDS: "fields.css", OF_FORMS: "forms.css"}
"""The sheets, each with that of ours that it comes in."""
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
SAID = ("[aria-busy=true]", "body>footer", "body>header", "body>main")
"""What ours say the whole of: app.css of a page's three parts, search.css of what is being looked for."""
FORMS = re.compile(r"^(textarea|dialog)|\[(type=(file|search|date)|multiple)|:indeterminate")
FIELDS = re.compile(
    r"(?<![\w.#:=-])(fieldset|input|label|legend|select|textarea)(?![\w-])|\[(role=search|type=|aria-invalid)|^\[disabled\]"
)
"""What a selector names that is for forms of few pages, and for fields, outside of :not(…)."""
_PARTS = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|[{};]", re.DOTALL)
_BRACKETS = re.compile(r"\([^()]*\)")
_DECLARED = re.compile(r"(--pico-[\w-]+):")
_ASKED_FOR = re.compile(r"var\((--pico-[\w-]+)")


def main() -> None:
    """Write the sheets that are served within ours."""
    for path, text in sheets().items():
        path.write_text(text, encoding="utf-8")


def sheets() -> dict[Path, str]:
    """Return Pico in parts, each with what those before it lack."""
    whole = trimmed(WHOLE.read_text(encoding="utf-8"), asked_for_by_us())
    our_fields = (STATIC / "css" / PARTS[OF_FIELDS]).read_text(encoding="utf-8")
    parts = parted(whole, asked_for_by_us(PARTS[OF_FIELDS], PARTS[OF_FORMS]), our_fields)
    return dict(zip(PARTS, parts, strict=True))


def asked_for_by_us(*but: str) -> str:
    """Return our own sheets but some, which ask for some of Pico's variables."""
    ours = (path for path in sorted((STATIC / "css").glob("*.css")) if path.name not in but)
    return "".join(path.read_text(encoding="utf-8") for path in ours)


def trimmed(text: str, ours: str) -> str:
    """Return a sheet, as a layer, without what no page has, what ours say otherwise, and what nothing asks for then."""
    said = {
        name for block in re.findall(r"^  :root \{([^}]*)\}", ours, re.MULTILINE) for name in _DECLARED.findall(block)
    }
    text = "".join(_kept(text, said))
    while True:
        shorter = "".join(_declaring(text, _asked_for(text + ours)))
        if shorter == text:
            _charset, notice, rules = re.split(r"(/\*!.*?\*/)", text, maxsplit=1, flags=re.DOTALL)
            return f"{notice}@layer pico{{{rules}}}"
        text = shorter


def parted(sheet: str, ours: str, our_fields: str) -> tuple[str, str, str]:
    """Return what pages without fields need of a trimmed sheet, what fields need, and the rest, with their variables.

    Ours are the sheets that pages without fields may have, our fields the one that comes with them.
    """
    notice, _layer, rules = re.split(r"\*/(@layer pico)", sheet, maxsplit=1)
    plain, fields, forms = ("".join(_part(rules[1:-1], number)) for number in range(3))
    plain, variables = _divided(plain, ours)
    of_fields, of_forms = _divided(variables, fields + our_fields)
    plain, fields, forms = (f"@layer pico{{{one}}}" for one in (plain, of_fields + fields, of_forms + forms))
    return f"{notice}*/{plain}", fields, forms


def _part(text: str, number: int) -> Iterator[str]:
    """Yield the rules that are for pages without fields (0), for fields alone (1), for forms alone (2)."""
    for head, body in _rules(text):
        if body is not None and head.startswith(("@media", "@supports")):
            if inner := "".join(_part(body, number)):
                yield f"{head}{{{inner}}}"
        elif min(map(_part_of, _split(head, ","))) == number:
            yield f"{head}{{{body}}}"


def _part_of(selector: str) -> int:
    while (without := re.sub(r":not\([^()]*\)", "", selector)) != selector:
        selector = without
    return 2 if FORMS.search(selector) else 1 if FIELDS.search(selector) else 0


def _divided(rules: str, ours: str) -> tuple[str, str]:
    """Divide rules into what is more than variables or what they or ours ask for, and the other variables."""
    kept = rules
    while (fewer := "".join(_declaring(kept, _asked_for(kept + ours)))) != kept:
        kept = fewer
    is_kept = _asked_for(kept + ours)
    return kept, "".join(_declaring(rules, lambda one: not is_kept(one)))


def _kept(text: str, said: set[str]) -> Iterator[str]:
    for head, body in _rules(text):
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


def _declaring(text: str, is_kept: Callable[[str], bool]) -> Iterator[str]:
    for head, body in _rules(text):
        if body is None:
            yield head
        elif head.startswith(("@media", "@supports")):
            if inner := "".join(_declaring(body, is_kept)):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@keyframes"):
            if re.search(rf"animation(-name)?:[^;}}]*{head.split()[1]}", text):
                yield f"{head}{{{body}}}"
        elif declared := [one for one in _split(body, ";") if is_kept(one)]:
            yield f"{head}{{{';'.join(declared)}}}"


def _asked_for(text: str) -> Callable[[str], bool]:
    """Return what says of a declaration whether it is of more than a variable that a text does not ask for."""
    asked_for = {*_ASKED_FOR.findall(text)}
    return lambda one: (named := _DECLARED.match(one)) is None or named[1] in asked_for


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


def _rules(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield each rule's head with what stands in its braces; None for comments and what ends with a semicolon."""
    depth, begin, head = 0, 0, ""
    for found in _PARTS.finditer(text):
        sign = found[0]
        if sign == "{":
            if not depth:
                head, begin = text[begin : found.start()], found.end()
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth:
                yield head, text[begin : found.start()]
                begin = found.end()
        elif not depth and (sign == ";" or sign.startswith("/*")):
            yield text[begin : found.end()], None
            begin = found.end()


if __name__ == "__main__":
    main()
