"""Picture files of every sort, made on the spot, and browsers of an instructor and of a student."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from quizapp.accounts.models import Role
from quizapp.pictures.store import Store
from tests.sessions import let_in


def make_file(kind="PNG", size=(40, 30), colour="red", mode="RGB", **how):
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, kind, **how)
    return file.getvalue()


def send_form(browser, address, fields, **more):
    """Send a form with files from memory; the test client would leave a temporary file open."""
    files = {name: FileStorage(*value) for name, value in fields.items() if isinstance(value, tuple)}
    boundary, body = encode_multipart(fields | files)
    return browser.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}", **more)


@pytest.fixture(scope="session", name="send_form")
def _send_form():
    return send_form


@pytest.fixture(scope="session", name="make_file")
def _make_file():
    return make_file


@pytest.fixture(scope="session")
def opened():
    return lambda data: Image.open(io.BytesIO(data))


@pytest.fixture
def store(settings):
    return Store(settings.data_dir / "pictures")


@pytest.fixture
def browse(app, client, make_person):
    """Return a function that gives the browser of somebody with a role."""

    return lambda role=Role.INSTRUCTOR: let_in(app, app.test_client(), make_person(role))


@pytest.fixture
def instructor(browse):
    return browse()


@pytest.fixture
def bring(instructor, make_file):
    """Return a function that sends a file as the page does, and returns the answer."""

    def bringing(data=None, name="photo.png", shows="A map", **more):
        fields = {"picture": (io.BytesIO(make_file() if data is None else data), name), "shows": shows}
        return send_form(instructor, "/pictures/new", fields, **more)

    return bringing
