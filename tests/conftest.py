"""Brings what all tests share to the processes that run tests; the one that only hands them out does without."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import hypothesis
import pytest

PLUGINS = ("tests.databases", "tests.application", "tests.kept_apps", "tests.live_server", "tests.second_tries")
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
"""The first draws no window around pages, which nobody sees: a page costs half, and a new window a fifth."""
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - of Linux; pytest makes a folder there that only this account opens
ROOM = 2 * 2**30


def pytest_configure(config) -> None:
    if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM:
        # Thousands of databases of a second's life each would be 4 GB written to a disk: a sixth of the time.
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))
    _register_profiles()
    if os.environ.get("SLIPCOVER_ENABLED"):  # before the application is imported, whose lines it counts
        config.pluginmanager.import_plugin("tests.coverage_report")
    only_hands_out = config.getoption("numprocesses", None) and not hasattr(config, "workerinput")
    for name in () if only_hands_out else PLUGINS:
        config.pluginmanager.import_plugin(name)


def _register_profiles() -> None:
    beside_others = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
    hypothesis.settings.register_profile("quick", max_examples=15, derandomize=True, **beside_others)
    hypothesis.settings.register_profile(
        "repeatable", derandomize=True, **beside_others
    )  # CI judges a change, not its luck
    hypothesis.settings.register_profile("thorough", max_examples=1_000, **beside_others)
    hypothesis.settings.register_profile("usual", **beside_others)
    hypothesis.settings.load_profile("usual")  # where no other one is asked for


def pytest_collection_finish() -> None:
    """Spare the garbage collector the libraries and tests, which stay, and most rounds: an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive Debian's chromium, quietly: no look-ups of its own."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quiet += ["--disable-background-networking", "--disable-component-update"]
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": quiet}
