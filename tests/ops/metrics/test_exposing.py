from __future__ import annotations

import re

from quizapp.ops.metrics.counting import SLOTS
from quizapp.ops.metrics.exposing import exposed

LINE = re.compile(r'[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[0-9.e+]+')


def test_every_line_is_as_prometheus_reads_it_and_histograms_add_up():
    total = dict.fromkeys(SLOTS, 0.0) | {"requests answer 3xx": 3.0, "requests answer 4xx": 1.0}
    total |= {"latency answer 0": 2.0, "latency answer 10": 2.0, "seconds answer": 12.5, "gate 1": 4.0}
    page = exposed(total, {"disk_free_bytes": ("Bytes that are free.", 1.5e9)})
    lines = page.splitlines()
    assert page.endswith("\n")
    assert [line for line in lines if not line.startswith("# ") and not LINE.fullmatch(line)] == []
    assert "quizapp_answers_total 3" in lines
    assert 'quizapp_request_seconds_bucket{class="answer",le="0.005"} 2' in lines
    assert 'quizapp_request_seconds_bucket{class="answer",le="+Inf"} 4' in lines
    assert 'quizapp_request_seconds_count{class="answer"} 4' in lines
    assert "quizapp_gate_wait_seconds_count 4" in lines
    assert "quizapp_disk_free_bytes 1.5e+09" in lines
    typed = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    names = {re.split(r"[{ ]", line)[0] for line in lines if not line.startswith("#")}
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in names} == typed
