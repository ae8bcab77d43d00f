from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from quizapp.pictures import encoding
from quizapp.pictures.encoding import LARGEST_FILE, LONGER_SIDE, PictureError, check, encode, name_of

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def refused(data):
    with pytest.raises(PictureError) as caught:
        encode(data)
    return str(caught.value)


def png_of_size(width, height):
    """Return a small PNG file that says it is huge: a bomb once decoded."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_each_format_that_is_taken_becomes_a_webp_named_by_what_it_holds(kind, make_file, opened):
    encoded = encode(make_file(kind))
    assert opened(encoded.data).format == "WEBP"
    assert (encoded.width, encoded.height) == opened(encoded.data).size == (40, 30)
    assert encoded.name == name_of(encoded.data)
    assert encode(make_file(kind)) == encoded


@pytest.mark.longer
def test_a_large_picture_is_scaled_down_and_a_small_one_stays(make_file):
    large = encode(make_file("JPEG", (4000, 1000)))
    assert (large.width, large.height) == (LONGER_SIDE, 400)
    assert encode(make_file("PNG", (3, 2))).width == 3


def test_the_longest_thinnest_picture_keeps_a_pixel(make_file):
    assert encode(make_file("PNG", (8000, 1))).height == 1


def test_a_photo_is_turned_upright_and_says_nothing_of_camera_and_place(opened):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    photo = Image.new("RGB", (60, 20), "blue")
    photo.save(file, "JPEG", exif=exif, xmp=b"<x:xmpmeta>Secret Place</x:xmpmeta>", comment=b"Secret Comment")
    assert b"Secret Camera" in file.getvalue()
    encoded = encode(file.getvalue())
    assert (encoded.width, encoded.height) == (20, 60)
    assert not any(word in encoded.data for word in (b"Secret", b"EXIF", b"XMP ", b"ICCP"))
    assert not opened(encoded.data).info.keys() & {"exif", "xmp", "icc_profile"}


def test_text_and_bytes_behind_a_picture_do_not_come_through(make_file):
    encoded = encode(make_file("PNG") + b"<script>alert(1)</script>")
    assert b"script" not in encoded.data


def test_colours_of_another_profile_are_brought_to_those_of_screens(opened):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = io.BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(file, "JPEG", quality=100)
    red, green, _blue = opened(encode(file.getvalue()).data).convert("RGB").getpixel((4, 4))
    assert red > 200
    assert green < 90
    file = io.BytesIO()
    Image.new("RGB", (8, 8), (10, 200, 30)).save(file, "PNG", icc_profile=lab)
    assert opened(encode(file.getvalue()).data).getpixel((4, 4)) == pytest.approx((10, 200, 30), abs=3)


def test_a_profile_that_is_none_is_no_reason_to_refuse_a_picture(make_file):
    assert encode(make_file("PNG", icc_profile=b"nonsense")).width == 40


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [("RGBA", (0, 0, 0, 0), 255), ("LA", (0, 0), 255), ("1", 1, 255), ("I;16", 65535, 255), ("I;16", 32768, 128)],
)
def test_every_sort_of_pixel_is_seen_on_white(mode, colour, expected, make_file, opened):
    data = encode(make_file("PNG", (4, 4), colour, mode)).data
    assert opened(data).convert("L").getpixel((1, 1)) == pytest.approx(expected, abs=2)


def test_of_an_animation_the_first_picture_is_taken(opened):
    file = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    plain = opened(encode(file.getvalue()).data)
    assert not plain.is_animated
    assert plain.convert("RGB").getpixel((4, 4))[0] > 200


@pytest.mark.slow
def test_a_drawing_is_kept_to_the_pixel_and_a_photo_is_not(opened):
    file = io.BytesIO()
    drawing = Image.new("RGB", (64, 64), "white")
    drawing.putpixel((10, 10), (1, 2, 3))
    drawing.save(file, "PNG")
    assert opened(encode(file.getvalue()).data).getpixel((10, 10)) == (1, 2, 3)
    noise = Image.effect_noise((700, 700), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "PNG")
    assert len(encode(file.getvalue()).data) < len(file.getvalue())


def test_a_small_file_with_huge_pixels_is_refused_before_it_is_decoded(monkeypatch):
    for size in ((60_000, 60_000), (8_000, 8_000), (30_000, 5_000)):
        bomb = png_of_size(*size)
        assert len(bomb) < 200
        assert refused(bomb) == "This picture has more than 40 million pixels: scale it down, then add it."


def test_two_mebibytes_are_taken_and_a_byte_more_is_not(make_file):
    whole = make_file("PNG")
    assert encode(whole + bytes(LARGEST_FILE - len(whole))).width == 40
    assert refused(whole + bytes(LARGEST_FILE + 1 - len(whole))).startswith("This file is larger than 2 MiB")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (SVG, "SVG"),
        (b"\xef\xbb\xbf  <svg onload=alert(1)>", "SVG"),
        (b"GIF89a" + bytes(40), "GIF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40), "HEIC"),
        (b"This is a text, whatever its name says.", "no picture that can be taken"),
        (b"<html><body>x</body></html>", "no picture that can be taken"),
        (b"BM" + bytes(100), "no picture that can be taken"),
        (b"\x89PNG\r\n\x1a\n", "no picture that can be taken"),
        (b"", "This file is empty"),
    ],
)
def test_what_is_not_taken_is_refused_with_one_sentence(data, sentence):
    said = refused(data)
    assert sentence in said
    assert said.count(".") == 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_a_truncated_file_is_refused(kind, opened):
    file = io.BytesIO()
    Image.effect_noise((200, 200), 60).convert("RGB").save(file, kind)
    whole = file.getvalue()
    for length in (len(whole) // 2, len(whole) - 200):
        assert "damaged" in refused(whole[:length]) or "no picture" in refused(whole[:length])


def test_a_stored_file_is_checked_and_stays_as_it_is(make_file):
    stored = encode(make_file("JPEG", (90, 50)))
    assert check(stored.data) == stored
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    for other in (
        make_file("PNG"),
        make_file("WEBP", exif=exif),
        make_file("WEBP", (LONGER_SIDE + 1, 2)),
        stored.data[: len(stored.data) // 2],
        SVG,
    ):
        with pytest.raises(PictureError):
            check(other)


def test_one_picture_is_decoded_at_a_time(make_file):
    with encoding._opened(make_file()):
        assert not encoding._one_at_a_time.acquire(blocking=False)
    assert encoding._one_at_a_time.acquire(blocking=False)
    encoding._one_at_a_time.release()


def test_an_avif_whose_colours_cannot_be_decoded_is_said_to_be_damaged(make_file):
    data = make_file("AVIF")
    start = data.index(b"mdat") + 4
    assert "damaged" in refused(data[:start] + b"\xff" * (len(data) - start))
