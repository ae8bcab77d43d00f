from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.kinds.registry import KINDS
from quizapp.studio.converting import Kept
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.other_kinds import of_another_kind, offers, read_kept, write_kept


@pytest.fixture
def form(app, make_draft):
    with app.test_request_context():
        yield FORMS["multiple_choice"].of(make_draft("multiple_choice"), 3)


def test_every_other_kind_is_offered_with_what_would_be_left_behind(form):
    offered = {offer.kind: offer.losses for offer in offers(form)}
    assert list(offered) == [kind for kind in KINDS if kind != "multiple_choice"]
    assert any(loss.startswith("Right options (") for loss in offered["single_choice"])
    assert any(loss.startswith("Wrong options (") for loss in offered["ordering"])


def test_what_nobody_chose_is_no_loss(app):
    with app.test_request_context():
        blank = FORMS["numeric"](formdata=None)
        assert all(offer.losses == () for offer in offers(blank))


def test_a_form_of_another_kind_keeps_all_that_is_common(form):
    form.note.data = "why"
    other = of_another_kind(form, "single_choice")
    assert (other.kind, other.base_number.data, other.key.data, other.note.data) == (
        "single_choice", "3", "multiple-choice", "why",
    )  # fmt: skip
    common = {name for name in form.raw() if name not in form.content_fields}
    assert {name: other.raw()[name] for name in common} == {name: form.raw()[name] for name in common}
    again = of_another_kind(other, "multiple_choice")
    assert again.raw() == form.raw()
    assert again.other_kinds.data == ""


def test_what_is_kept_is_read_as_it_was_written(form):
    raw = form.content_raw()
    kept = {"multiple_choice": Kept(raw, {}), "categorize": Kept({"categories": [{"name": "A", "items": ["a"]}]}, {})}
    assert read_kept(write_kept(kept)) == kept
    assert write_kept({}) == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "left", "right", "name", "items", "stem", "answer", "answers", "pairs", "categories"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@pytest.mark.longer
@given(kept=st.dictionaries(st.sampled_from([*KINDS, "x"]), st.lists(JSON, max_size=3) | JSON, max_size=3))
def test_what_somebody_made_up_is_no_error(kept):
    for kind, one in read_kept(json.dumps(kept)).items():
        assert kind in KINDS
        assert set(one.raw) <= set(FORMS[kind].content_fields)


@pytest.mark.parametrize("text", ["", "x", "[]", "1", "null", "[" * 100_000, '{"date": 1}', '{"date": [[], 2]}', None])
def test_what_is_no_json_of_ours_is_nothing(text):
    assert all(one == Kept({}, {}) for one in read_kept(text).values())


def test_a_made_up_keepsake_fills_a_form_without_an_error(app, make_draft):
    hostile = '{"%s": [{"categories": [1, "x", {"items": "y"}], "pairs": [3], "answers": [[]], "answer": [1]}, {}]}'
    with app.test_request_context():
        for kind in KINDS:
            form = FORMS["true_false"].of(make_draft("true_false"), 1)
            form.other_kinds.data = hostile % kind
            of_another_kind(form, "date" if kind == "true_false" else kind).raw()
