"""Reading a page as a browser does: whose it is, its forms with all that they hold, what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]


@dataclass(slots=True)
class Field:
    """A control of a form; of radio buttons and boxes each is one."""

    name: str
    kind: str
    value: str
    checked: bool = False
    numeric: bool = False
    options: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Form:
    """A form, with its attributes."""

    marks: Attributes
    fields: list[Field] = field(default_factory=list)

    @property
    def action(self) -> str:
        """Where it is sent to; "" is the page itself."""
        return self.marks.get("action", "")

    def filled(self, **changed: str) -> dict[str, list[str]]:
        """Return what it would send as it stands, but for some fields."""
        sent: dict[str, list[str]] = {}
        for one in self.fields:
            if one.kind != "submit" and (one.kind not in {"radio", "checkbox"} or one.checked):
                sent.setdefault(one.name, []).append(one.value)
        return sent | {name: [value] for name, value in changed.items()}


class Page(HTMLParser):
    """A page that was read."""

    def __init__(self, status: int, path: str, text: str) -> None:
        """Read the text of a page."""
        super().__init__()
        self.status, self.path = status, path
        self.person = ""
        self.forms: list[Form] = []
        self.heading = self.saved = ""
        self._within = ""
        self._form: Form | None = None
        self.feed(text)

    def form(self, mark: str, value: str | None = None) -> Form | None:
        """Return the first form with an attribute, which ends in a value if one is given."""
        found = (one for one in self.forms if mark in one.marks and one.marks[mark].endswith(value or ""))
        return next(found, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag in."""
        marks = {name: value or "" for name, value in attrs}
        if tag == "body":
            self.person = marks.get("data-person", "")
        elif tag == "form":
            self._form = Form(marks)
            self.forms.append(self._form)
        elif tag == "h1" or marks.get("id") == "saved":
            self._within = "heading" if tag == "h1" else "saved"
        elif self._form is not None:
            self._take_control(tag, marks)

    def _take_control(self, tag: str, marks: Attributes) -> None:
        fields = self._form.fields if self._form else []
        name, value = marks.get("name", ""), marks.get("value", "")
        if tag == "option" and fields and fields[-1].kind == "select":
            fields[-1].options.append(value)
            if "selected" in marks or len(fields[-1].options) == 1:
                fields[-1].value = value
        elif name and tag in {"input", "button", "select", "textarea"}:
            kind = "submit" if tag == "button" else tag if tag != "input" else marks.get("type", "text")
            fields.append(Field(name, kind, value, "checked" in marks, "inputmode" in marks))

    def handle_endtag(self, tag: str) -> None:
        """Take a tag's end in."""
        if tag == "form":
            self._form = None
        elif tag in {"h1", "span"}:
            self._within = ""

    def handle_data(self, data: str) -> None:
        """Take words in."""
        if self._within == "heading":
            self.heading = f"{self.heading} {data}".strip()
        elif self._within == "saved":
            self.saved = f"{self.saved} {data}".strip()
