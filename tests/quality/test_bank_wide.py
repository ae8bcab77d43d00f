from __future__ import annotations

from random import Random

import pytest

LENGTHS = ("A short one", "A somewhat longer one", "Tiny")


def test_keys_that_are_always_the_longest_are_found(found, choice, bank_of):
    (finding,) = found(
        "key-longest-often", bank_of(*(choice(f"{n}?", "A rather longer phrase", *LENGTHS) for n in range(6)))
    )
    assert (finding.question, finding.path) == ("", ())
    assert "6 of 6 choices" in str(finding.message)


@pytest.mark.longer
def test_keys_of_any_length_are_not_nor_too_few_of_them(found, choice, bank_of):
    rng = Random(3)
    mixed = [choice(f"{n}?", *rng.sample([*LENGTHS, "A rather longer phrase"], 4)) for n in range(40)]
    assert not found("key-longest-often", bank_of(*mixed))
    assert not found("key-longest-often", bank_of(choice("Why?", "A rather longer phrase", *LENGTHS)))
    assert not found(
        "key-longest-often", bank_of(*(choice(f"{n}?", *LENGTHS[::2], "The longest of all of them") for n in range(9)))
    )


def test_statements_that_are_nearly_all_true_are_found(found, question, bank_of):
    statements = [question("true_false", stem=f"Fact {n} holds.", answer=n != 3) for n in range(12)]
    (finding,) = found("key-position", bank_of(*statements))
    assert "11 of 12 statements are true" in str(finding.message)
    assert not found("key-position", bank_of(*statements[:6]))


def test_keys_that_are_always_in_the_middle_of_numbers_are_found(found, choice, bank_of):
    middle = [choice(f"How many {n}?", str(n + 20), str(n), str(n + 10), str(n + 30), str(n + 40)) for n in range(5)]
    (finding,) = found("key-position", bank_of(*middle))
    assert "0, 0, 5, 0, 0" in str(finding.message)


def test_keys_all_over_the_order_of_numbers_are_not(found, choice, bank_of):
    numbers = ["10", "20", "30", "40"]
    spread = [choice(f"{n}?", numbers[n % 4], *(one for one in numbers if one != numbers[n % 4])) for n in range(12)]
    assert not found("key-position", bank_of(*spread))


def test_more_than_a_fifth_of_statements_is_found(found, question, choice, bank_of):
    statement = question("true_false", stem="Frogs breathe.", answer=True)
    others = [choice(f"Who came {n}?", "Anna", "Bert") for n in range(8)]
    assert "2 of 6" in str(found("too-many-true-false", bank_of(statement, statement, *others[:4]))[0].message)
    assert not found("too-many-true-false", bank_of(statement, statement, *others))
    assert not found("too-many-true-false", bank_of(statement))
