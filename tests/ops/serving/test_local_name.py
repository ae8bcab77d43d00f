from __future__ import annotations

import dataclasses

import pytest

from quizapp.config import LOCAL_NAMES
from quizapp.ops.serving import local_name
from quizapp.ops.serving.local_name import LocalName, announced
from quizapp.ops.serving.serve import _with_local_name
from tests.ops.serving.test_greeting import FOR_ALL


def test_a_server_of_this_computer_alone_has_no_name_in_the_room(settings):
    with announced(settings) as name:
        assert name is None
    assert _with_local_name(FOR_ALL, settings, None) is FOR_ALL


@pytest.mark.slow
def test_a_name_is_printed_with_the_addresses_and_gone_when_the_server_ends(settings, monkeypatch):
    monkeypatch.setattr(local_name, "END_SECONDS", 60)  # on a slow machine, too, it ends by itself
    name = LocalName(8000, ["127.0.0.1"])
    served = dataclasses.replace(settings, port=8000)
    assert _with_local_name(FOR_ALL, served, name).addresses[-1] in {f"http://{one}:8000" for one in LOCAL_NAMES}
    assert name._process.poll() is None
    name.withdraw()
    assert name._process.poll() == 0


@pytest.mark.slow
def test_where_no_name_can_be_had_one_sentence_says_so(settings, capsys):
    name = LocalName(8000, ["192.0.2.1"])
    assert _with_local_name(FOR_ALL, settings, name) is FOR_ALL
    assert capsys.readouterr().out.count("\n") == 1
    name.withdraw()
