from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from quizapp.web.ids import LARGEST_ID, IdConverter, id_of, ids_of


@pytest.fixture
def match():
    rules = Map([Rule("/things/<int:thing_id>", endpoint="thing")], converters={"int": IdConverter})
    return rules.bind("localhost").match


@pytest.mark.parametrize("number", [0, 1, LARGEST_ID])
def test_a_number_that_a_row_can_have_is_read(match, number):
    assert match(f"/things/{number}") == ("thing", {"thing_id": number})


NO_IDS = [str(LARGEST_ID + 1), "9" * 20, "9" * 5000, "-1", "1.5", "x", "²"]


@pytest.mark.parametrize("text", NO_IDS)
def test_everything_else_is_not_there(match, text):
    with pytest.raises(NotFound):
        match(f"/things/{text}")


def test_an_id_that_is_sent_is_read_and_what_can_be_none_is_left_out():
    sent = MultiDict([("from", "7"), ("to", "x"), *(("ids", text) for text in ["3", *NO_IDS, "", "٣", "3", "1"])])
    assert (sent.get("from", 0, type=id_of), sent.get("to", 0, type=id_of)) == (7, 0)
    assert sent.getlist("ids", type=id_of) == [3, 3, 1]
    assert ids_of(sent.getlist("ids")) == [3, 1]


def test_every_number_in_an_address_of_the_application_is_an_id(app):
    converters = {
        argument: converter
        for rule in app.url_map.iter_rules()
        for argument, converter in rule._converters.items()
        if argument.endswith("_id") or argument in {"position", "number"}
    }
    assert len(converters) > 3
    assert {type(converter) for converter in converters.values()} == {IdConverter}
