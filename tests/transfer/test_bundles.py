from __future__ import annotations

import io
import struct
import zipfile

import pytest
from PIL import Image

from quizapp.pictures.encoding import encode
from quizapp.pictures.store import Store
from quizapp.transfer import bundles
from quizapp.transfer.bundles import bundle_of, is_bundle, open_bundle
from quizapp.transfer.uploaded import LARGEST, RefusedError


def drawn(colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(out, "PNG")
    return encode(out.getvalue())


@pytest.fixture(scope="module")
def picture():
    return drawn()


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def refusal(data):
    with pytest.raises(RefusedError) as caught:
        open_bundle(data)
    return str(caught.value)


@pytest.mark.parametrize("folder", ["", "dates/"])
def test_a_zip_holds_the_file_and_the_pictures_that_it_shows(picture, folder):
    other = drawn("blue")
    text = f"bank: a\n# ![A wall](picture:{picture.name})\n".encode()
    files = {f"{folder}a.yaml": text, f"{folder}pictures/{picture.name}.webp": picture.data}
    files |= {
        f"{folder}pictures/{other.name}.webp": other.data,
        f"__MACOSX/{folder}._a.yaml": b"x",
        f"{folder}.DS_Store": b"",
    }
    bundle = open_bundle(zipped(files))
    assert bundle.text == text
    assert bundle.pictures == {picture.name: picture}


def test_what_is_written_can_be_opened_again(picture, tmp_path):
    store = Store(tmp_path)
    store.write(picture.name, picture.data)
    text = f"bank: a\n# picture:{picture.name} and picture:{'0' * 32}, which is not here\n"
    parts = list(bundle_of("a", text, store))
    assert len(parts) == 3
    assert is_bundle(b"".join(parts))
    assert open_bundle(b"".join(parts)) == bundles.Bundle(text.encode(), {picture.name: picture})


def test_a_yaml_file_is_no_zip():
    assert not is_bundle(b"bank: a\n")


@pytest.mark.parametrize(
    "name", ["../a.yaml", "/etc/a.yaml", "a/../../b.yaml", "C:\\a.yaml", "C:a.yaml", "x\\..\\a.yaml"]
)
def test_a_name_that_leads_out_of_its_folder_is_refused(name):
    assert "leads out of its folder" in refusal(zipped({"a.yaml": b"bank: a\n", name: b"x"}))


@pytest.mark.parametrize(
    "name", ["readme.txt", "pictures/me.webp", "pictures/sub/a.webp", "other/pictures/" + "0" * 32 + ".webp", "a.svg"]
)
def test_what_is_neither_the_bank_nor_a_picture_is_named(name):
    assert "neither the bank’s YAML file nor a picture" in refusal(zipped({"a.yaml": b"bank: a\n", name: b"x"}))


@pytest.mark.parametrize("names", [[], ["a.yaml", "b.yml"]])
def test_a_zip_holds_one_bank(names):
    assert f"holds {len(names)} YAML files" in refusal(zipped(dict.fromkeys(names, b"bank: a\n")) or b"")


def test_a_picture_that_is_another_or_none_is_refused(picture):
    text = f"bank: a\n# picture:{'0' * 32}\n".encode()
    wrong = {"a.yaml": text, f"pictures/{'0' * 32}.webp": picture.data}
    assert "is not the one of that name" in refusal(zipped(wrong))
    none = {"a.yaml": text, f"pictures/{'0' * 32}.webp": b"<svg onload=alert(1)>"}
    assert "cannot be taken: This is an SVG drawing" in refusal(zipped(none))


@pytest.mark.longer
def test_small_zips_that_unpack_to_much_are_not_unpacked():
    bomb = zipped({"a.yaml": b"bank: a\n" + b" " * (LARGEST + 1)})
    assert len(bomb) < LARGEST / 100
    assert "“a.yaml” in this zip unpacks to more" in refusal(bomb)
    text = f"bank: a\n# picture:{'0' * 32}\n".encode()
    assert "unpacks to more" in refusal(zipped({"a.yaml": text, f"pictures/{'0' * 32}.webp": bytes(3 * 1024 * 1024)}))


def test_a_zip_that_lies_about_a_size_is_not_believed():
    honest = zipped({"a.yaml": b"bank: a\n" + b" " * (LARGEST + 1)})
    size = struct.pack("<I", LARGEST + 9)
    assert refusal(honest.replace(size, struct.pack("<I", 9)))


@pytest.mark.longer
def test_too_many_pictures_and_too_large_zips_are_refused():
    many = {f"pictures/{number:032x}.webp": b"" for number in range(bundles.MOST_PICTURES + 1)}
    assert "1,001 pictures and may hold 1,000" in refusal(zipped({"a.yaml": b"bank: a\n"} | many))
    assert "65 MiB and may have 64" in refusal(b"PK\x03\x04" + bytes(65 * 1024 * 1024))


@pytest.mark.parametrize("cut", [10, 40, -10])
def test_a_damaged_zip_is_refused(cut):
    assert "cannot be read" in refusal(zipped({"a.yaml": b"bank: a\n" * 20})[:cut])


def test_an_encrypted_zip_is_refused():
    made = bytearray(zipped({"a.yaml": b"bank: a\n"}))
    made[6] |= 1  # the flag of the entry, and the same in the list at the end
    made[made.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refusal(bytes(made))
