"""A folder that other accounts can reach, and being one: root may do everything, so that nothing is closed to it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.ops.doctor.examining import examine

NOBODY = 65534


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account can look into; what is closed there is opened at the end, to be taken away."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # pytest's own folder opens to this account alone
        folder = Path(name).resolve()
        folder.chmod(0o755)
        yield folder
        for path in (folder, *(one for one in folder.iterdir() if one.is_dir())):
            path.chmod(0o700)


@pytest.fixture
def as_anybody(settings) -> Callable[[], AbstractContextManager[None]]:
    """Be an account that owns nothing, within a block, where this one is root."""
    examine(settings, datetime(2026, 11, 26, 9, 0, tzinfo=UTC))  # what it imports may lie where only root comes

    @contextlib.contextmanager
    def be_anybody() -> Iterator[None]:
        is_root = os.geteuid() == 0
        if is_root:
            os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield
        finally:
            if is_root:
                os.setresuid(0, 0, 0)

    return be_anybody
