"""The names that quizzes get from what they draw from."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.bank.labels import label_of_facet
from quizapp.bank.queries import Facts
from quizapp.bank.topics import title_of_topic
from quizapp.quizzes.selection import Selection
from quizapp.web.rendering import label_of


def title_of(selection: Selection, facts: Facts) -> str:
    """Return a title such as "When it happened: csto, alliance, 10 questions"."""
    titles = dict(facts.banks)
    banks = [titles[key] for key in selection.banks if key in titles] or [_("All banks")]
    narrower = [*map(title_of_topic, selection.topics), *(label_of_facet(facet).lower() for facet in selection.facets)]
    narrower += [label_of(kind).lower() for kind in selection.kinds]
    for reference in selection.passages:
        source, _mark, passage = reference.partition("#")
        narrower.append(_("%(source)s, passage %(number)s", source=source, number=passage.removeprefix("p")))
    size = ngettext("%(num)d question", "%(num)d questions", selection.size)
    return f"{', '.join(banks)}: {', '.join([*narrower, size])}"
