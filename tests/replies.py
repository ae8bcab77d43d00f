"""What tests read of a reply."""

from __future__ import annotations

from html import unescape


def page_of(reply, status=200):
    """Return a reply's page, once its status is the expected one."""
    assert reply.status_code == status, reply.text
    return reply.text


def text_of(reply, status=200):
    """Return a reply's page with its entities as the characters that they stand for."""
    return unescape(page_of(reply, status))
