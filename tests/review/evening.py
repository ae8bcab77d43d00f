"""Drives review at eight in the evening: the card that is asked, a rating, what is left, the day's limits."""

from __future__ import annotations

import re
from datetime import UTC, datetime

EVENING = datetime(2026, 3, 2, 20, tzinfo=UTC)
CARD = re.compile(r'/review/cards/(\d+)"')


def card_shown(client):
    """Return the id of the card that is asked now, or None."""
    found = CARD.search(client.get("/review/").text)
    return int(found[1]) if found else None


def rate(client, card, rating, event_id):
    return client.post(f"/review/cards/{card}", data={"rating": str(rating), "event_id": event_id})


def fields_of_rating(client, card):
    """Return what the answer of a card brings along when it is rated, without the rating."""
    form = client.get(f"/review/cards/{card}").text.split('class="ratings"', 1)[1].split("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def counts(client):
    """Return what is left: learning, to review, new."""
    listed = client.get("/review/").text.split('class="figures', 1)[1].split("</ul>")[0]
    return [int(number) for number in re.findall(r'data-count="(?:learning|review|new)"><strong>(\d+)', listed)]


def set_limits(client, new=20, reviews=200):
    return client.post("/settings", data={"new_per_day": new, "reviews_per_day": reviews, "shortcuts": "y"})
