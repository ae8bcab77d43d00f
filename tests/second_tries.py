"""Try a browser test that failed once more in `make test`: a fault that stays fails the second try, too.

The run lists each of them with its first failure, which is to be looked into (`tests/browser/slowness.py`), with what
was logged until then, and takes eight of them at most: a machine with no time to spare has been seen to need four.
Where a test is run by itself, it has one try.
"""

from __future__ import annotations

import contextlib

import pytest


def pytest_collection_modifyitems(config, items) -> None:
    if config.getoption("max_suite_reruns") is None:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Keep with a failure what was logged, as a page's traceback is: of a first try nothing else is shown."""
    report = yield
    if report.failed and item.config.getoption("max_suite_reruns") is not None and report.caplog:
        with contextlib.suppress(AttributeError):  # some failures are a text alone
            report.longrepr.addsection("What was logged", report.caplog)
    return report
