from __future__ import annotations

import pytest

from quizapp.quality.reading import reading_grade, syllables

COUNTED = {
    "cat": 1,
    "the": 1,
    "make": 1,
    "makes": 1,
    "walked": 1,
    "wanted": 2,
    "table": 2,
    "houses": 2,
    "idea": 3,
    "science": 2,
    "treaty": 2,
    "nation": 2,
    "alliance": 3,
    "people": 2,
    "government": 3,
    "organization": 5,
    "xyz": 1,
    "being": 2,
    "1994": 1,
}
HARD = (
    "Notwithstanding considerable international consternation, the intergovernmental organisation's deliberations "
    "precipitated unprecedented constitutional ramifications throughout neighbouring jurisdictions."
)
EASY = "The two sides met at the border. They did not trust each other. So they left after an hour, and war broke out."


@pytest.mark.parametrize(("word", "count"), COUNTED.items())
def test_syllables_are_counted_by_spelling(word, count):
    assert syllables(word) == count


def test_the_grade_is_that_of_the_published_formula():
    assert reading_grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert reading_grade("The cat sat. The dog ran.") == pytest.approx(0.39 * 3 + 11.8 - 15.59)
    assert reading_grade("") == 0


def test_names_are_easy_words():
    plain = reading_grade("We saw the cat in May.")
    assert reading_grade("We saw the cat in Azerbaijan.") == plain
    assert reading_grade("Azerbaijan saw the cat in May.", ["Azerbaijan"]) == plain
    assert reading_grade("Azerbaijan saw the cat in May.") > plain


def test_a_text_above_the_banks_grade_is_found(found, choice):
    draft = choice(f"{HARD} Why?", "So", "No", explanation=HARD)
    stem, explanation = found("hard-to-read", draft, reading_grade=10)
    assert (stem.path, explanation.path) == (("stem",), ("explanation",))
    assert "written for year 10" in str(stem.message)


def test_an_easy_or_short_text_is_not_nor_any_where_no_grade_or_english_is_asked(found, choice):
    assert not found(
        "hard-to-read",
        choice(EASY, "So", "No", explanation="Incomprehensible intergovernmental complexities."),
        reading_grade=4,
    )
    draft = choice(HARD, "So", "No")
    assert not found("hard-to-read", draft)
    assert not found("hard-to-read", draft, reading_grade=10, language="hy")
