"""The queue before SQLite's write lock: one writer at a time, within a process and across processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from quizapp import gate as gate_module
from quizapp.db import attach_events
from quizapp.gate import GateTimeoutError, WriteGate

THREADS = 8
TURNS = 100
PROCESSES = 3

ADD_TO_FILE = f"""
import sys
from pathlib import Path
from quizapp.gate import WriteGate

count, gate = Path(sys.argv[1]), WriteGate(Path(sys.argv[2]))
for _ in range({TURNS}):
    gate.acquire()
    count.write_text(str(int(count.read_text()) + 1))
    gate.release()
"""

FORK_AND_ADD = f"""
import os, sys
from pathlib import Path
from quizapp.gate import WriteGate

count, gate = Path(sys.argv[1]), WriteGate(Path(sys.argv[2]))
gate.acquire()
gate.release()
child = os.fork()
for _ in range({TURNS}):
    gate.acquire()
    count.write_text(str(int(count.read_text()) + 1))
    gate.release()
if child:
    sys.exit(os.waitpid(child, 0)[1])
"""


@pytest.fixture
def gate(tmp_path):
    gate = WriteGate(tmp_path / "data" / "quiz.gate")
    yield gate
    gate.close()


def test_threads_pass_one_by_one(gate):
    inside = 0
    most = 0
    total = 0

    def write(_number: int) -> None:
        nonlocal inside, most, total
        for _ in range(TURNS):
            gate.acquire()
            inside += 1
            most = max(most, inside)
            seen = total
            total = seen + 1
            inside -= 1
            gate.release()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS)))
    assert (most, total) == (1, THREADS * TURNS)


@pytest.mark.longer
def test_processes_lose_no_update(tmp_path):
    count = tmp_path / "count"
    count.write_text("0")
    command = [sys.executable, "-c", ADD_TO_FILE, str(count), str(tmp_path / "quiz.gate")]
    writers = [subprocess.Popen(command) for _ in range(PROCESSES)]
    assert [writer.wait(60) for writer in writers] == [0] * PROCESSES
    assert count.read_text() == str(PROCESSES * TURNS)


@pytest.mark.longer
def test_a_process_that_was_forked_shares_no_handle_on_the_file(tmp_path):
    count = tmp_path / "count"
    count.write_text("0")
    subprocess.run([sys.executable, "-c", FORK_AND_ADD, str(count), str(tmp_path / "quiz.gate")], check=True)
    assert count.read_text() == str(2 * TURNS)


def test_a_gate_begins_anew_after_a_fork_even_where_another_thread_held_it(gate):
    gate.acquire()
    with gate._file:
        gate.begin_anew()
    gate.acquire()
    gate.release()


@pytest.mark.longer
def test_who_waits_too_long_is_told_so_and_the_gate_still_works(gate, monkeypatch):
    monkeypatch.setattr(gate_module, "WAIT_SECONDS", 0.05)
    gate.acquire()
    with pytest.raises(GateTimeoutError, match="busy"):
        gate.acquire()
    gate.release()
    gate.acquire()
    gate.release()


def test_a_gate_whose_file_cannot_be_opened_is_not_left_closed(tmp_path):
    (tmp_path / "taken").write_text("a file, no folder")
    gate = WriteGate(tmp_path / "taken" / "quiz.gate")
    for _ in range(2):
        with pytest.raises(OSError, match="taken"):
            gate.acquire()


def test_a_closed_gate_opens_its_file_again(gate):
    gate.acquire()
    gate.release()
    gate.close()
    gate.close()
    gate.acquire()
    gate.release()


def test_a_gate_may_be_released_by_another_thread(gate):
    gate.acquire()
    other = threading.Thread(target=gate.release)
    other.start()
    other.join()
    gate.acquire()
    gate.release()


def test_what_counts_is_told_how_long_each_writer_waited(tmp_path, monkeypatch):
    waited: list[float] = []
    monkeypatch.setattr(gate_module, "on_wait", waited.append)
    gate = WriteGate(tmp_path / "gate")
    gate.acquire()
    gate.release()
    gate.close()
    assert len(waited) == 1
    assert 0 <= waited[0] < 5


@pytest.mark.longer
def test_the_gate_lies_beside_the_file_however_its_address_is_written(tmp_path, monkeypatch):
    (tmp_path / "working").mkdir()
    monkeypatch.chdir(tmp_path / "working")
    engine = sa.create_engine(f"sqlite:///file:{tmp_path}/quiz.db?mode=rwc&uri=true", poolclass=sa.NullPool)
    attach_events(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE word (word)")
    assert (tmp_path / "quiz.db.gate").is_file()
    assert list((tmp_path / "working").iterdir()) == []
