"""The quizapp command; python -m quizapp is the same.

While it is imported nothing becomes garbage, and looking for some again and again takes a fifth of that time.
"""

from __future__ import annotations

import gc
import importlib

from quizapp.collecting import without_collecting
from quizapp.lean_sqlite import leave_count_out


def main() -> None:
    """Run the command."""
    leave_count_out()
    with without_collecting():
        command = importlib.import_module("quizapp.cli")
        gc.freeze()  # what was imported stays: no later search goes through it
    command.main(prog_name="quizapp")


if __name__ == "__main__":
    main()
