"""Names in templates: none of their own hides what every template may ask for, such as what base.html asks for."""

from __future__ import annotations

import pytest
from jinja2 import Environment, nodes

from tests.application import FLASKS_OWN

BINDINGS = (nodes.Macro, nodes.Import, nodes.FromImport, nodes.Name)


def names_bound(node: nodes.Node) -> set[str]:
    """Return the names that get a value somewhere in a template: in a loop, too, as what that includes has it."""
    if isinstance(node, nodes.Macro):
        return {node.name}
    if isinstance(node, nodes.Import):
        return {node.target}
    if isinstance(node, nodes.FromImport):
        return {one if isinstance(one, str) else one[1] for one in node.names}
    return {node.name} if isinstance(node, nodes.Name) and node.ctx != "load" else set()


def names_hidden(env: Environment, text: str, known: set[str]) -> set[str]:
    return {name for node in env.parse(text).find_all(BINDINGS) for name in names_bound(node)} & known


@pytest.mark.parametrize(
    "text",
    [
        "{% macro may() %}{% endmacro %}",
        "{% set url_for = 1 %}",
        "{% set one, may = 1, 2 %}",
        "{% from 'a.html' import one, two as may %}",
        "{% import 'a.html' as may %}",
        "{% block main %}{% for may in () %}{% endfor %}{% endblock %}",
        "{% macro one(may) %}{% endmacro %}",
        "{% with may = 1 %}{% endwith %}",
    ],
)
def test_a_name_that_hides_another_is_found_wherever_it_gets_its_value(text):
    assert names_hidden(Environment(autoescape=True), text, {"may", "url_for"})


def test_asking_for_a_name_hides_nothing():
    text = "{{ may(may=1) }}{% from 'a.html' import may as one %}{% set it.may = 1 %}"
    assert names_hidden(Environment(autoescape=True), text, {"may"}) == set()


@pytest.mark.longer
def test_no_template_hides_what_every_template_may_ask_for(app):
    env, handed = app.jinja_env, {}
    with app.test_request_context():
        app.update_template_context(handed)
    known = env.globals.keys() | handed.keys() | FLASKS_OWN
    sources = {name: env.loader.get_source(env, name)[0] for name in env.list_templates(extensions=["html"])}
    assert len(sources) > 200
    hidden = {name: found for name, text in sources.items() if (found := names_hidden(env, text, known))}
    assert hidden == {}
