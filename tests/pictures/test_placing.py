from __future__ import annotations

from quizapp.pictures.encoding import encode
from quizapp.pictures.placing import own_store
from quizapp.web.markdown import render_block
from quizapp.web.pictures import EXTENSION


def test_a_kept_picture_has_an_address_and_a_size_on_pages(app, make_file, store):
    encoded = encode(make_file())
    store.write(encoded.name, encoded.data)
    with app.test_request_context("/", base_url="http://localhost/quiz"):
        assert own_store() == store
        placed = app.extensions[EXTENSION](encoded.name)
        assert placed == (f"/quiz/pictures/files/{encoded.name}.webp", 40, 30)
        assert app.extensions[EXTENSION]("0" * 32) is None
        shown = app.jinja_env.filters["block"](f"Look:\n\n![A map](picture:{encoded.name})")
    assert (
        f'<img src="/quiz/pictures/files/{encoded.name}.webp" alt="A map" width="40" height="30" loading="lazy"'
        in shown
    )
    assert "/quiz" not in render_block(f"Look:\n\n![A map](picture:{encoded.name})")
