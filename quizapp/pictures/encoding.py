"""Turning whatever an instructor brings into one plain picture: WebP, upright, of a sensible size, without metadata.

Nothing of the file comes through but pixels: no EXIF, place, XMP, thumbnails, colour profile (colours are converted to
sRGB), animation or trailing bytes.
"""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.kinds.messages import N_, Message

if TYPE_CHECKING:
    from PIL import Image

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 2 * MEBIBYTE
LONGER_SIDE = 1_600
"""Pixels to which a picture is scaled down: sharp on a laptop, and small on weak Wi-Fi."""
MOST_PIXELS = 40_000_000
"""What is decoded at most: a photo of 40 megapixels takes 160 MB for a moment."""
LOSSLESS_UP_TO = 256 * 1024
"""Bytes up to which drawings and screenshots are kept to the pixel."""
QUALITY = 84
FORMATS = ("PNG", "JPEG", "WEBP", "AVIF")
_FORMAT = "WEBP"

_TOO_LARGE = N_("This file is larger than 2 MiB: save the picture smaller, then add it.")
_EMPTY = N_("This file is empty: choose a picture.")
_SVG = N_("This is an SVG drawing, which can hold scripts and is not taken: save it as PNG, then add it.")
_GIF = N_("This is a GIF, which is not taken: save the picture as PNG, then add it.")
_HEIC = N_("This is an HEIC photo, which is not taken: save it as JPEG, then add it.")
_UNKNOWN = N_("This is no picture that can be taken: add a PNG, JPEG, WebP or AVIF file.")
_BROKEN = N_("This picture is cut short or damaged: save it again, then add it.")
_TOO_MANY = N_("This picture has more than 40 million pixels: scale it down, then add it.")
_NOT_OURS = N_("This is no picture as quizapp stores it: it was changed, or cut short.")

_BREAKS = (OSError, ValueError, SyntaxError, EOFError, IndexError, RuntimeError, MemoryError)
"""What Pillow's readers raise about a broken file, beside its own; RuntimeError is AVIF's."""

_one_at_a_time = threading.Lock()


class PictureError(Exception):
    """A file is no picture that can be taken; message says why, and what to do."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence (a msgid) to be translated by the page."""
        self.message = Message(sentence)
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture ready to be stored."""

    data: bytes
    width: int
    height: int

    @property
    def name(self) -> str:
        """What it is stored by."""
        return name_of(self.data)


def name_of(data: bytes) -> str:
    """Return the name of a stored file: half of its SHA-256, which nobody guesses and no two files share."""
    return hashlib.sha256(data).hexdigest()[:32]


def encode(data: bytes) -> Encoded:
    """Return the picture in a file that somebody brought, decoded and written anew.

    Raises:
        PictureError: it is none, or one that is not taken.

    """
    _refuse_by_its_beginning(data)
    with _opened(data) as image:
        as_drawn = image.format == "PNG"
        plain = _plain(image)
    return _written(plain, as_drawn=as_drawn)


def check(data: bytes) -> Encoded:
    """Return a file that was stored already, as it is: what lies beside bank files goes byte for byte.

    Raises:
        PictureError: it is not a picture as encode() makes them.

    """
    _refuse_by_its_beginning(data)
    with _opened(data) as image:
        sound = image.format == _FORMAT and max(image.size) <= LONGER_SIDE and not getattr(image, "is_animated", False)
        if not sound or {"exif", "xmp", "icc_profile"} & image.info.keys():
            raise PictureError(_NOT_OURS)
        image.load()
        return Encoded(data, *image.size)


def _refuse_by_its_beginning(data: bytes) -> None:
    """Refuse what is known not to be taken with a sentence of its own."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data:
        raise PictureError(_EMPTY)
    if len(data) > LARGEST_FILE:
        raise PictureError(_TOO_LARGE)
    if head.startswith(b"GIF8"):
        raise PictureError(_GIF)
    if head.startswith(b"<") and b"<svg" in head.lower():
        raise PictureError(_SVG)
    if (
        data[4:8] == b"ftyp"
        and data[8:12] in {b"heic", b"heix", b"heif", b"mif1", b"hevc"}
        and b"avif" not in data[8:64]
    ):
        raise PictureError(_HEIC)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """Open a picture without decoding it, one in this process at a time; whatever fails with it is a PictureError."""
    from PIL import Image, ImageCms, UnidentifiedImageError  # noqa: PLC0415 - few need it, and all would keep it in memory

    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise PictureError(_TOO_MANY)
                yield image
        except UnidentifiedImageError:
            raise PictureError(_UNKNOWN) from None
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise PictureError(_TOO_MANY) from None
        except (*_BREAKS, ImageCms.PyCMSError):
            raise PictureError(_BROKEN) from None


def _plain(image: Image.Image) -> Image.Image:
    """Return the pixels alone: first picture of an animation, upright, in sRGB, on white, scaled down."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    image.draft("RGB", (LONGER_SIDE, LONGER_SIDE))  # a large JPEG is decoded at half or a quarter of its size
    upright = ImageOps.exif_transpose(image)
    coloured = _on_white(_in_srgb(upright))
    coloured.thumbnail((LONGER_SIDE, LONGER_SIDE), Image.Resampling.LANCZOS)
    pixels = Image.new("RGB", coloured.size)
    pixels.paste(coloured)
    return pixels


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return a picture in the colours that screens have, where it says that it has others."""
    from PIL import ImageCms  # noqa: PLC0415 - as above

    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # sixteen bits a pixel
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if not profile or image.mode not in {"RGB", "CMYK", "L"}:
        return image
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a profile for other pixels than these, or none at all
        return image
    return converted or image


def _on_white(image: Image.Image) -> Image.Image:
    """Return a picture without transparency: black lines on nothing could not be seen in the dark theme."""
    from PIL import Image  # noqa: PLC0415 - as above

    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    ground = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(ground, seen).convert("RGB")


def _written(image: Image.Image, *, as_drawn: bool) -> Encoded:
    data = _webp(image, lossless=True) if as_drawn else b""
    if not as_drawn or len(data) > LOSSLESS_UP_TO:
        data = _webp(image, quality=QUALITY)
    return Encoded(data, *image.size)


def _webp(image: Image.Image, **how: int | bool) -> bytes:
    file = io.BytesIO()
    image.save(file, _FORMAT, method=4, **how)
    return file.getvalue()
