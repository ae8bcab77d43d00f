from __future__ import annotations

import re

import pytest


def text_at(client, path):
    reply = client.get(path)
    assert reply.status_code == 200
    return reply.text


@pytest.mark.longer
def test_all_that_stands_out_is_told_of_a_question_the_most_pressing_first(sit, instructor, ids):
    sit(30)
    row = re.search(r'(?s)<th scope="row".*?</th>', text_at(instructor, "/statistics/quizzes/test")).group()
    on_its_page = text_at(instructor, f"/statistics/questions/{ids['premier']}")
    badges = re.compile(r'class="finding[^"]*"><strong>([^<]*)')
    assert len(badges.findall(row)) > 1
    assert badges.findall(row) == badges.findall(on_its_page)
