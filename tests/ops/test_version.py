from __future__ import annotations

import pytest

from quizapp.ops import version


def test_the_installed_version_is_told():
    assert version.own_version()[0].isdigit()


def test_a_checkout_that_is_not_installed_says_so(monkeypatch):
    def nothing(name: str) -> str:
        raise version.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(version.metadata, "version", nothing)
    assert "checkout" in version.own_version()


@pytest.mark.parametrize("option", ["--version"])
def test_the_command_tells_it(runner, option):
    assert version.own_version() in runner(option).output
