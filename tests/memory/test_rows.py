from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.memory import services
from quizapp.memory.queries import memory_by_card
from quizapp.memory.rows import STATE_COLUMNS, memory_of, values_of
from quizapp.scheduling.state import Memory, Phase

moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given a zone by the strategy
days = st.integers(0, 60_000)
memories = st.builds(
    Memory,
    phase=st.sampled_from(Phase),
    step=st.integers(0, 3),
    stability=st.floats(0.001, 36_500),
    difficulty=st.floats(1, 10),
    last_day=days,
    last_at=moments,
    due_at=moments,
    due_day=days,
    interval_days=st.integers(0, 36_500),
    reps=st.integers(0, 9_999),
    lapses=st.integers(0, 999),
    credited_day=st.none() | days,
)


@pytest.mark.longer
@given(memories)
def test_a_memory_survives_being_column_values(memory):
    values = values_of(memory)
    assert memory_of(tuple(values[column.name] for column in STATE_COLUMNS)) == memory


@pytest.mark.longer
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(memory=memories)
def test_a_memory_survives_the_database_to_the_last_bit(session, learner, memory):
    services.store_memory(session, learner, 1, memory)
    assert memory_by_card(session, learner.id, 1) == memory


def test_no_row_is_no_memory():
    assert memory_of((None,) * len(STATE_COLUMNS)) is None


def test_there_is_a_column_for_each_field():
    assert [column.name for column in STATE_COLUMNS] == [field.name for field in dataclasses.fields(Memory)]
