from __future__ import annotations

import pytest

from quizapp.bank.finding import MOST_COUNTED, PAGE_SIZE, Found, Order
from quizapp.workbench.search_pages import ORDERS, address_of, count_of


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        (("",), "/questions"),
        (("topic:csto -war",), "/questions?q=topic:csto+-war"),
        (("a#b", Order.LEVEL, 3), "/questions?q=a%23b&sort=level&page=3"),
        (("", Order.BANK, 1), "/questions"),
    ],
)
def test_an_address_says_what_is_not_usual(app, arguments, address):
    with app.test_request_context():
        assert address_of(*arguments) == address


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Found([], 1, 0, has_more=False), "0 questions"),
        (Found([object()], 1, 1, has_more=False), "1 question"),
        (Found([object()] * PAGE_SIZE, 1, 1_204, has_more=True), "1,204 questions, 1 to 50 shown"),
        (Found([object()] * 4, 25, 1_204, has_more=False), "1,204 questions, 1,201 to 1,204 shown"),
        (Found([], 99, 1_204, has_more=False), "1,204 questions"),
        (
            Found([object()] * PAGE_SIZE, 1, MOST_COUNTED + 1, has_more=True),
            "more than 10,000 questions, 1 to 50 shown",
        ),
    ],
)
def test_it_is_said_how_many_there_are_and_which_are_seen(app, found, sentence):
    with app.test_request_context():
        assert count_of(found) == sentence


def test_every_order_has_a_name():
    assert set(ORDERS) == set(Order)
