"""The quizapp command; python -m quizapp is the same.

While it is imported nothing becomes garbage, and looking for some again and again takes a fifth of that time.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys

from quizapp.collecting import without_collecting
from quizapp.lean_sqlite import leave_count_out


def main() -> None:
    """Run the command."""
    _open_what_is_closed()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C while the code is imported ends this without a word
    leave_count_out()
    _require_sqlite()
    with without_collecting():
        command = importlib.import_module("quizapp.cli")
        gc.freeze()  # what was imported stays: no later search goes through it
    signal.signal(signal.SIGINT, signal.default_int_handler)
    command.main(prog_name="quizapp")


def _open_what_is_closed() -> None:
    """Open nothing in the place of an input or output that is closed, else a file of ours would have its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def _require_sqlite() -> None:
    try:
        importlib.import_module("sqlite3")
    except ImportError as error:  # Python was built where its headers were not at hand, or it was taken away since
        said = "has no SQLite, without which quizapp does not run: install its module sqlite3, or take another Python"
        sys.exit(f"This Python, {sys.executable}, {said} ({error}).")


if __name__ == "__main__":
    main()
