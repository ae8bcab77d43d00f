"""The little of protocol buffers that Anki's packages need: fields by number, read and written. Pure."""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield (number, value) of each field of a message.

    Raises:
        ValueError: this is no message.
    """
    place = 0
    while place < len(data):
        tag, place = _varint(data, place)
        number, wire = tag >> 3, tag & 7
        if wire == _VARINT:
            value, place = _varint(data, place)
            yield number, value
            continue
        size = {_FIXED64: 8, _FIXED32: 4}.get(wire)
        if wire == _BYTES:
            size, place = _varint(data, place)
        if size is None or place + size > len(data):
            raise ValueError("A field is cut off, or of a kind that is not known.")
        yield number, data[place : place + size]
        place += size


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for shift in range(_LONGEST_VARINT):
        if place >= len(data):
            raise ValueError("A number is cut off.")
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:  # noqa: PLR2004 - the highest bit says that more follows
            return value, place
    raise ValueError("A number is too long.")


def number_field(number: int, value: int) -> bytes:
    """Return a field that holds a whole number."""
    return _tag(number, _VARINT) + _written(value)


def bytes_field(number: int, value: bytes) -> bytes:
    """Return a field that holds bytes, a text or another message."""
    return _tag(number, _BYTES) + _written(len(value)) + value


def _tag(number: int, wire: int) -> bytes:
    return _written(number << 3 | wire)


def _written(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:  # noqa: PLR2004 - seven bits a byte
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
