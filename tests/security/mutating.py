"""Files as they come, spoilt in a few places: what parsers have to take without a fault."""

from __future__ import annotations

import io
import zipfile

from hypothesis import strategies as st

BYTES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from((b"\0", b"\xff\xff\xff\xff", b"\x80", b"9" * 30, b"[" * 3_000, b'"', b"\r\n")),
)
_MOST = 10**6


@st.composite
def spoilt(draw, whole: bytes):
    """Draw a file with a few bytes changed, put in, left out or repeated, or cut short."""
    data = bytearray(whole)
    for _time in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, _MOST)) * len(data) // (_MOST + 1) if data else 0
        deed = draw(st.sampled_from(("change", "change", "insert", "remove", "repeat", "cut")))
        piece = draw(BYTES)
        span = draw(st.integers(1, 200))
        if deed == "change":
            data[place : place + len(piece)] = piece
        elif deed == "insert":
            data[place:place] = piece
        elif deed == "remove":
            del data[place : place + span]
        elif deed == "repeat":
            data[place:place] = data[place : place + span]
        else:
            del data[place:]
    return bytes(data)


@st.composite
def spoilt_zip(draw, whole: bytes):
    """Draw a zip of which the parts or the whole were spoilt."""
    if draw(st.booleans()):
        return draw(spoilt(whole))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        names = source.namelist()
        chosen = draw(st.sets(st.sampled_from(names), min_size=1, max_size=2))
        for name in names:
            data = source.read(name)
            made.writestr(name, draw(spoilt(data)) if name in chosen else data)
    return out.getvalue()


@st.composite
def spoilt_text(draw, whole: str):
    """Draw a text of which a few places say something else."""
    pieces = (
        "\0",
        "\ufeff",
        "\u2028",
        "\t",
        "- ",
        ": ",
        "{",
        "[",
        "&a ",
        "*a",
        "!!python/object:os.system ",
        "|",
        ">",
        "'",
        '"',
    )
    pieces += (
        "\n",
        "#",
        "%",
        "? ",
        "<<: ",
        "nan",
        "-1",
        "9" * 5_000,
        "\u202e",
        "[" * 3_000,
        "- " * 500,
        "picture:",
        "![",
        "{{",
        "}}",
        "~",
    )
    lines = whole.split("\n")
    for _time in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        deed = draw(st.sampled_from(("put in", "put in", "shift", "remove", "repeat")))
        if deed == "put in":
            place = draw(st.integers(0, len(line)))
            lines[at] = line[:place] + draw(st.sampled_from(pieces) | st.text(max_size=8)) + line[place:]
        elif deed == "shift":
            lines[at] = " " * draw(st.integers(0, 12)) + line.lstrip()
        elif deed == "remove" and len(lines) > 1:
            del lines[at]
        else:
            lines.insert(at, line)
    return "\n".join(lines)
