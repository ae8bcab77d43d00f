from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.web.redirects import safe_path


@pytest.mark.parametrize("target", ["/", "/attempts", "/banks?page=2&words=a%20b", "/a#b", "/հայ"])
def test_a_path_on_this_site_is_kept(target):
    assert safe_path(target, "/home") == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "attempts",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/ok\r\nSet-Cookie: a=b",
        "/a b",
        " //evil.example",
        "/a\\b",
    ],
)
def test_everything_else_is_the_default(target):
    assert safe_path(target, "/home") == "/home"


@given(st.text(st.sampled_from("/\\:@. \tabc?#"), max_size=12))
def test_what_comes_out_begins_with_one_slash(target):
    path = safe_path(target, "/home")
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
