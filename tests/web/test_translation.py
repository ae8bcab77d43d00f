"""Templates' gettext: the same sentences as Flask-Babel's, with one look-up of the catalogue a request."""

from __future__ import annotations

from flask import g, render_template_string


def test_a_template_gets_its_sentences_with_their_values(app):
    with app.test_request_context("/"):
        said = render_template_string(
            "{{ _('Hello, %(name)s', name='<b>') }} {{ ngettext('%(num)d card', '%(num)d cards', 2) }}"
        )
    assert said == "Hello, &lt;b&gt; 2 cards"


def test_the_catalogue_is_looked_up_once_a_request(app):
    with app.test_request_context("/"):
        render_template_string("{{ _('one') }}")
        first = g.catalogue
        render_template_string("{{ _('two') }}")
        assert g.catalogue is first
