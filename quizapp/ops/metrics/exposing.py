"""The figures in Prometheus' text format, version 0.0.4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizapp.ops.metrics.counting import BOUNDS, CLASSES, STATUSES

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposed(total: Mapping[str, float], gauges: Mapping[str, tuple[str, float]]) -> str:
    """Return the page of counters added up, and of gauges with what each means."""
    return "\n".join([*_requests(total), *_latencies(total), *_gate(total), *_gauges(gauges), ""])


def _requests(total: Mapping[str, float]) -> Iterator[str]:
    yield "# HELP quizapp_requests_total Requests by class and status, since the server began."
    yield "# TYPE quizapp_requests_total counter"
    for of in CLASSES:
        for status in STATUSES:
            yield f'quizapp_requests_total{{class="{of}",status="{status}"}} {total[f"requests {of} {status}"]:.0f}'
    yield "# HELP quizapp_answers_total Answers that were submitted and kept."
    yield "# TYPE quizapp_answers_total counter"
    yield f"quizapp_answers_total {total['requests answer 2xx'] + total['requests answer 3xx']:.0f}"


def _latencies(total: Mapping[str, float]) -> Iterator[str]:
    yield "# HELP quizapp_request_seconds How long requests took in the application, by class."
    yield "# TYPE quizapp_request_seconds histogram"
    for of in CLASSES:
        counts = [total[f"latency {of} {place}"] for place in range(len(BOUNDS) + 1)]
        yield from _histogram("quizapp_request_seconds", f'class="{of}"', counts, total[f"seconds {of}"])


def _gate(total: Mapping[str, float]) -> Iterator[str]:
    yield "# HELP quizapp_gate_wait_seconds How long writers waited for their turn (SQLite)."
    yield "# TYPE quizapp_gate_wait_seconds histogram"
    counts = [total[f"gate {place}"] for place in range(len(BOUNDS) + 1)]
    yield from _histogram("quizapp_gate_wait_seconds", "", counts, total["gate seconds"])


def _histogram(name: str, labels: str, counts: list[float], seconds: float) -> Iterator[str]:
    so_far, before = 0.0, f"{labels}," if labels else ""
    for bound, count in zip([*map(str, BOUNDS), "+Inf"], counts, strict=True):
        so_far += count
        yield f'{name}_bucket{{{before}le="{bound}"}} {so_far:.0f}'
    braced = f"{{{labels}}}" if labels else ""
    yield f"{name}_sum{braced} {seconds:.6f}"
    yield f"{name}_count{braced} {so_far:.0f}"


def _gauges(gauges: Mapping[str, tuple[str, float]]) -> Iterator[str]:
    for name, (meaning, value) in gauges.items():
        yield f"# HELP quizapp_{name} {meaning}"
        yield f"# TYPE quizapp_{name} gauge"
        yield f"quizapp_{name} {value:g}"
