from __future__ import annotations

import re

import pytest

from quizapp.accounts.models import Role
from tests.forecasts.conftest import memory
from tests.practice import WHY, Player


@pytest.fixture
def forgetful(make_class, remember, cards_of, today):
    """A class that has forgotten who is prime minister, and soon will have the surname."""
    class_id, people = make_class(["Ani", "Ben"])
    for person in people:
        remember(
            memory(person, cards_of("premier")[0], today - 9, 0.5),
            memory(person, cards_of("surname")[0], today - 2, 2.0),
        )
    return class_id, people


@pytest.mark.longer
def test_one_click_leads_to_a_question_and_its_answer_is_another_page(browse, teacher, forgetful, cards_of):
    class_id, _ = forgetful
    page = browse(teacher)
    (link,) = set(
        re.findall(r'href="(/classes/\d+/warm-up/begin[^"]*)"', page.get(f"/classes/{class_id}/insight").text)
    )
    begun = page.get(link)
    assert begun.status_code == 302
    assert begun.location.endswith(f"?cards={cards_of('premier')[0]}-{cards_of('surname')[0]}")
    front = page.get(begun.location).text
    assert "Warm-up, question 1 of 2" in front
    assert "Who is the prime minister?" in front
    assert WHY not in front
    back = page.get(re.search(r'data-key="Space[^"]*" href="([^"]+)"', front)[1].replace("&amp;", "&")).text
    assert "<p>Nikol Pashinyan</p>" in back
    assert WHY in back
    second = page.get(re.search(r'data-key="Space[^"]*" href="([^"]+)"', back)[1].replace("&amp;", "&")).text
    assert "What is the surname of the premier?" in second
    assert "Pashinyan" not in second
    assert "The warm-up is over" in page.get(begun.location + "&place=3").text
    assert page.get(begun.location + "&place=4").status_code == 404


@pytest.mark.longer
def test_the_answer_of_what_an_open_quiz_asks_is_kept_back(app, browse, teacher, forgetful, cards_of):
    class_id, (student, _) = forgetful
    page, (premier,) = browse(teacher), cards_of("premier")
    path = f"/classes/{class_id}/warm-up?cards={premier}&answer=1"
    assert WHY in page.get(path).text
    Player(app, browse(student)).start("at_end", kinds=["single_choice"])
    kept_back = page.get(path).text
    assert "its answer is kept back" in kept_back
    assert WHY not in kept_back
    preview = page.get(f"/classes/{class_id}/insight/warm-up").text
    assert "Who is the prime minister?" not in preview
    assert "1 question is left out" in preview
    assert page.get(f"/classes/{class_id}/warm-up/begin").location.endswith(f"?cards={cards_of('surname')[0]}")


@pytest.mark.longer
def test_a_preview_tells_what_is_asked_and_why(browse, teacher, forgetful):
    class_id, _ = forgetful
    preview = browse(teacher).get(f"/classes/{class_id}/insight/warm-up").text
    assert preview.index("Who is the prime minister?") < preview.index("What is the surname of the premier?")
    link = re.search(r'href="([^"]+/assignments/new[^"]+)"', preview)[1].replace("&amp;", "&")
    form = browse(teacher).get(link).text
    assert re.search(r"small/premier\s+small/surname", form)
    assert re.search(r"About premier · about \d of the 2 who met it will have forgotten it", preview)


@pytest.mark.longer
def test_a_class_that_met_nothing_has_no_warm_up(browse, teacher, make_class, small_bank):
    class_id, _ = make_class(["Ani"])
    page = browse(teacher)
    assert page.get(f"/classes/{class_id}/warm-up/begin").location.endswith(f"/classes/{class_id}/insight/warm-up")
    assert "nothing to warm up yet" in page.get(f"/classes/{class_id}/insight/warm-up").text
    assert "The warm-up is over" in page.get(f"/classes/{class_id}/warm-up?cards=999").text
    assert page.get(f"/classes/{class_id}/warm-up?cards=x").location.endswith("/warm-up/begin")


@pytest.mark.longer
def test_a_warm_up_is_its_teachers(browse, forgetful, make_person, cards_of):
    class_id, (student, _) = forgetful
    for person in (student, make_person(Role.INSTRUCTOR)):
        for path in ("insight/warm-up", "warm-up/begin", f"warm-up?cards={cards_of('premier')[0]}&answer=1"):
            assert browse(person).get(f"/classes/{class_id}/{path}").status_code in {403, 404}


@pytest.mark.longer
def test_more_students_and_cards_ask_no_more_of_the_database(
    browse, teacher, make_class, remember, cards_of, today, statements
):
    counts = {}
    cards = [*cards_of("premier"), *cards_of("surname"), *cards_of("offices"), *cards_of("bodies")]
    page = browse(teacher)
    for size in (1, 6):
        class_id, people = make_class([f"Student {number}" for number in range(size)])
        remember(*(memory(person, card, today, 1.0) for person in people for card in cards[:size]))
        for path in ("insight/warm-up", "warm-up/begin", f"warm-up?cards={cards[0]}"):
            page.get(f"/classes/{class_id}/{path}")
            with statements() as sent:
                page.get(f"/classes/{class_id}/{path}")
            counts.setdefault(path, []).append(len(sent))
    assert all(few == many for few, many in counts.values()), counts
