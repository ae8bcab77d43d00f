from __future__ import annotations

import ctypes
import importlib.util
import subprocess
import sys
from pathlib import Path

USED = """
import ctypes, importlib.util, sqlite3
kept = sqlite3.connect(":memory:")
kept.execute("CREATE TABLE one (two)")
spec = importlib.util.find_spec("_sqlite3")
library = ctypes.CDLL(spec.origin if spec.has_location else None)
print(not hasattr(library, "sqlite3_memory_used") or library.sqlite3_memory_used() > 0)
"""
COMMAND = """
import sys
from quizapp.__main__ import main
sys.argv = ["quizapp", "--version"]
try:
    main()
except SystemExit as end:
    print(end.code or True)
"""
ASKED = "from quizapp.lean_sqlite import leave_count_out\nprint(leave_count_out())\n"


def printed(*lines: str) -> list[str]:
    """Return what a process of its own prints: once SQLite is in use in one, it stays as it is."""
    done = subprocess.run([sys.executable, "-c", "".join(lines)], capture_output=True, text=True, check=True)
    return done.stdout.split()


_SPEC = importlib.util.find_spec("_sqlite3")
CAN = bool(_SPEC and _SPEC.has_location) or hasattr(ctypes.CDLL(None), "sqlite3_config")
"""Whether this Python lets SQLite be told anything: one that holds it itself may hide its functions."""
TOLD, COUNTS = str(CAN), str(not CAN)


def test_by_itself_sqlite_counts_the_memory_that_it_takes() -> None:
    assert printed(USED) == ["True"]


def test_it_leaves_the_count_out_where_it_is_told_so_before_its_first_use() -> None:
    assert printed(ASKED, USED) == [TOLD, COUNTS]


def test_afterwards_it_cannot_be_told_any_more_and_works_as_usual() -> None:
    assert printed(USED, ASKED, USED) == ["True", "False", "True"]


HIDDEN = "import importlib.util\nimportlib.util.find_spec = lambda name: None\n"
WINDOWS = """
import ctypes
there, ctypes.CDLL = ctypes.CDLL, lambda name: there(name) if "/" in name else None
"""
"""As Python does there, where no name stands for what the program itself holds."""
WITHOUT_CTYPES = "import sys\nsys.modules['_ctypes'] = None\n"
"""As one that was built where libffi was not at hand."""


def test_where_no_sqlite_is_found_nothing_is_said_to_it() -> None:
    assert printed(HIDDEN, ASKED) == ["False"]


def test_nor_where_it_is_a_part_of_python_itself_on_windows() -> None:
    assert printed(HIDDEN, WINDOWS, ASKED) == ["False"]


def test_a_python_that_cannot_call_c_serves_as_well(tmp_path: Path) -> None:
    served = f"import os\nos.environ['QUIZAPP_DATA'] = {str(tmp_path)!r}\nimport wsgi\nprint(bool(wsgi.app))\n"
    freed = "from quizapp.collecting import give_memory_back\nprint(give_memory_back())\n"
    assert printed(WITHOUT_CTYPES, ASKED, served, freed) == ["False", "True", "None"]


def test_a_python_without_sqlite_is_told_in_one_sentence() -> None:
    without = "import sys\nsys.modules['_sqlite3'] = None\n"
    done = subprocess.run([sys.executable, "-c", without + COMMAND], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    (said,) = done.stdout.splitlines()
    assert said.startswith(f"This Python, {sys.executable}, has no SQLite, without which quizapp does not run: ")


def test_the_command_tells_it_before_anything_imports_it() -> None:
    assert printed(COMMAND, USED)[-2:] == ["True", COUNTS]


def test_so_does_what_another_server_serves(tmp_path: Path) -> None:
    served = f"import os\nos.environ['QUIZAPP_DATA'] = {str(tmp_path)!r}\nimport wsgi\nprint(bool(wsgi.app))\n"
    assert printed(served, USED) == ["True", COUNTS]
