"""Reads the editing form of a page as a browser would: every field with what it holds, ready to be sent back."""

from __future__ import annotations

from html.parser import HTMLParser

CHECKED = {"checkbox", "radio"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.inside = False
        self.text_of = None
        self.select = None

    def put(self, name, value):
        self.fields.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = "editor" in (given.get("class") or "").split()
        if not self.inside:
            return
        if tag == "input" and "name" in given and (given.get("type") not in CHECKED or "checked" in given):
            self.put(given["name"], given.get("value") or "")
        elif tag == "textarea":
            self.text_of = given["name"]
            self.put(self.text_of, "")
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and self.select and ("selected" in given or self.select not in self.fields):
            self.fields[self.select] = [given["value"]]  # the first one, where none is selected

    def handle_data(self, data):
        if self.text_of:
            self.fields[self.text_of][-1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.text_of:
            # a browser drops the first line break of a textarea and sends CRLF
            value = self.fields[self.text_of][-1].replace("\r\n", "\n").removeprefix("\n")
            self.fields[self.text_of][-1] = value.replace("\n", "\r\n")
            self.text_of = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.inside = False


def fields_of(page):
    """Return the fields of the editing form in a page: each name with its values."""
    reader = _Reader()
    reader.feed(page)
    for name in ("csrf_token", "seen_draft"):  # another one each second; who has seen which draft, test_two_tabs minds
        reader.fields.pop(name, None)
    return reader.fields


def typed(page, raw):
    """Return the page's form with the fields of a raw question typed into it, rows from the top."""
    fields = {name: list(values) for name, values in fields_of(page).items()}
    for name, value in raw.items():
        fields |= _rows(name, value)
    return fields


def _rows(name, value):
    if isinstance(value, dict):
        return {key: row for inner, of in value.items() for key, row in _rows(f"{name}-{inner}", of).items()}
    if name.startswith("categories-") and isinstance(value, list):
        return {name: ["\r\n".join(value)]}
    if isinstance(value, list):
        return {key: row for number, of in enumerate(value) for key, row in _rows(f"{name}-{number}", of).items()}
    return {name: [str(value)]}
