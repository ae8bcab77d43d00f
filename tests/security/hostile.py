"""A bank whose every text tries to become script, for seeing in a real browser that none does."""

from __future__ import annotations

from quizapp.formats.base import BankDraft, PassageDraft, QuestionDraft, SourceDraft
from quizapp.kinds import registry

SHORT = (
    "\"><script>alert(1)</script><img src=x onerror=alert(2)>' onfocus=alert(3) autofocus x='<svg/onload=alert(4)>"
    "</title></textarea></select></option><iframe src=javascript:alert(5)></iframe>[l](javascript:alert(6))"
    "&lt;script&gt;alert(7)&lt;/script&gt;<i data-planted>"
)
"""For texts of a line: breaks out of texts, attributes, titles and choices."""

LONG = f"""{SHORT}

<script>alert(8)</script>

<style>* {{ color: red }}</style>

[a](JaVaScRiPt:alert(9)) [b](data:text/html,<script>alert(10)</script>) [c](vbscript:x) [d](java&#115;cript:alert(11))
![e](x" onerror="alert(12)) ![f](data:image/svg+xml,<svg/onload=alert(13)>) <javascript:alert(14)>

<form action="https://evil.example"><base href="https://evil.example">
<meta http-equiv=refresh content="0;url=//evil.example">

```"><script>alert(15)</script>
</code></pre><script>alert(16)</script>
```

| <img src=x onerror=alert(17)> | b |
|---|---|
| <script>alert(18)</script> | <a href="javascript:alert(19)" data-planted>x</a> |

<details open ontoggle=alert(20)><math><mi xlink:href="javascript:alert(21)">x</mi></math>
<noscript><p title="</noscript><img src=x onerror=alert(22)>"></noscript>
"""
"""For texts in Markdown: blocks, links and pictures as well."""

TINY = '"><img src=x onerror=alert(23)>'
"""For texts of forty characters."""


def _short(name):
    return f"{name} {SHORT}"


def _option(name):
    return {"text": _short(name), "feedback": LONG}


QUESTIONS = {
    "single_choice": {"stem": LONG, "answer": _option("a"), "distractors": [_option("b"), _option("c")]},
    "multiple_choice": {"stem": LONG, "answers": [_option("a"), _option("b")], "distractors": [_option("c")]},
    "true_false": {"stem": LONG, "answer": True, "feedback": LONG},
    "short_answer": {"stem": LONG, "answers": [_short("a"), _short("b")], "distractors": [_option("c")]},
    "numeric": {"stem": LONG, "answer": "5", "unit": TINY},
    "date": {"stem": LONG, "answer": "2023-09"},
    "ordering": {"stem": LONG, "items": [_short("a"), _short("b"), _short("c"), _short("d")]},
    "matching": {
        "stem": LONG,
        "pairs": [{"left": _short(name), "right": _short(f"right {name}")} for name in "abc"],
        "distractors": [_short("d")],
    },
    "categorize": {
        "stem": LONG,
        "categories": [
            {"name": _short("land"), "items": [_short("a"), _short("b")]},
            {"name": _short("water"), "items": [_short("c"), _short("d")]},
        ],
    },
    "cloze": {
        "stem": LONG,
        "text": f"{LONG} {{{{{_short('a')}}}}} {SHORT} {{{{{_short('b')} ~ {_short('c')}}}}} {SHORT}",
    },
    "flashcard": {"stem": LONG, "front": LONG, "back": LONG, "typed": True, "reverse": True},
}


def question(kind, raw, *, free=False):
    """Return a hostile question; `free` puts hostile words also where files may hold ids only."""
    return QuestionDraft(
        key=f"hostile-{kind}".replace("_", "-"),
        kind=kind,
        content=registry.load(kind, raw),
        topic=_short("topic") if free else "birds",
        facets=("claim",),
        level=1,
        standing="reported",
        sources=(_short("source"),) if free else ("a#p1",),
        explanation=LONG,
        teacher_note=LONG,
        actors=(_short("actor"),),
        when="1994",
        event="" if free else _short("event"),
    )


def source():
    """Return a described source with hostile texts, cited by the hostile questions."""
    return SourceDraft("a", _short("title"), SHORT, SHORT, SHORT, LONG, (PassageDraft("p1", _short("about")),))


def bank():
    """Return the hostile bank."""
    questions = tuple(question(kind, raw, free=kind == "date") for kind, raw in QUESTIONS.items())
    return BankDraft("hostile", _short("Title"), "en", LONG, questions)
