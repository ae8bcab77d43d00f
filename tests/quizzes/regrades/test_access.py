from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound

from quizapp.quizzes.regrades.access import open_rule
from quizapp.quizzes.regrades.plan import FOR_ALL, Rule


@pytest.mark.parametrize("rule", sorted(FOR_ALL))
def test_a_rule_that_treats_everybody_alike_is_opened_by_its_name(rule):
    assert open_rule(str(rule)) is Rule(rule)


@pytest.mark.parametrize("name", [str(Rule.NEW_KEY), "", "no-such-rule"])
def test_any_other_name_is_not_there(name):
    with pytest.raises(NotFound):
        open_rule(name)
