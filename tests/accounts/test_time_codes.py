from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.accounts import time_codes

OF_RFC = base64.b32encode(b"12345678901234567890").decode()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_rfc_6238(seconds, code):
    step = time_codes.step_of_code(OF_RFC, code, after=0, now=EPOCH + timedelta(seconds=seconds))
    assert step == seconds // 30


@pytest.mark.parametrize(("late", "taken"), [(-31, True), (-61, False), (0, True), (30, True), (60, False)])
def test_clocks_may_differ_by_one_step(late, taken):
    now = EPOCH + timedelta(seconds=1111111111 + late)
    assert (time_codes.step_of_code(OF_RFC, "050471", after=0, now=now) is not None) is taken


def test_a_step_that_was_used_is_not_taken_again():
    now = EPOCH + timedelta(seconds=59)
    assert time_codes.step_of_code(OF_RFC, "287082", after=1, now=now) is None


def test_the_secret_follows_from_the_key_and_the_seed_and_from_neither_alone():
    seed = time_codes.new_seed()
    secret = time_codes.secret_of("key", seed)
    assert secret == time_codes.secret_of("key", seed)
    assert secret not in {time_codes.secret_of("other key", seed), time_codes.secret_of("key", time_codes.new_seed())}
    assert len(base64.b32decode(secret)) == 20
    assert seed not in secret


def test_an_app_reads_name_and_site():
    address = time_codes.address_of(OF_RFC, "Ms Grigoryan", "quiz.example")
    assert address.startswith("otpauth://totp/quizapp%20quiz.example:Ms%20Grigoryan?secret=")
    assert time_codes.in_groups("ABCDEFGHIJ") == "ABCD EFGH IJ"


@pytest.mark.parametrize(("typed", "is_app"), [("123 456", True), ("k3f9m-XW2ar", False), ("١٢٣٤٥٦", False)])
def test_codes_are_told_apart_by_their_form(typed, is_app):
    assert time_codes.is_app_code(time_codes.typed_code(typed)) is is_app


@pytest.mark.longer
def test_recovery_codes_differ_and_are_kept_as_slow_salted_hashes_of_what_is_typed():
    codes = time_codes.new_recovery_codes()
    assert len(set(codes)) == 10
    salt = time_codes.new_seed()
    kept = time_codes.hash_of_code(codes[0], salt)
    assert kept == time_codes.hash_of_code(f" {codes[0].upper().replace('-', ' ')} ", salt)
    assert kept != time_codes.hash_of_code(codes[0], time_codes.new_seed())
