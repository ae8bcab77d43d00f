"""Words and pictures of which first passwords are made: short, unlike each other, easy to read, type and remember."""

from __future__ import annotations

import re
import secrets

_LIST = """
acorn amber anchor ankle apple april arrow autumn bacon badge bagel bamboo banana banjo basket beach beetle bell
berry bicycle birch biscuit blanket blossom bonnet bottle branch bread brick bridge bronze broom bubble bucket
bumble butter button cabin cable cactus camel camera candle canoe canyon carbon carpet carrot castle cedar cello
cherry chess chimney circle citrus clock cloud clover coast cobalt cocoa coffee comet copper coral cotton cousin
cricket crystal cupboard curtain cushion daisy dancer desert diamond dinner dolphin donkey dragon drum eagle earth
easel elbow ember engine falcon feather fiddle finger forest fossil fountain fox galaxy garden garlic ginger giraffe
glacier glove goblet goose granite grape guitar hammer harbor hazel hedge helmet hill honey hornet horse icicle
igloo insect island ivory jacket jaguar jelly jigsaw juniper kayak kettle kitchen kite kitten ladder lagoon lantern
lemon lentil lily lizard lobster locket magnet mango maple marble meadow melon mirror mitten monkey mosaic mountain
mustard napkin needle nephew nickel noodle nutmeg oasis oatmeal ocean olive onion orange orchard otter oyster paddle
panda papaya parrot pebble pencil pepper piano picnic pigeon pillow pilot pine planet plum pocket poem pony popcorn
poppy potato pretzel prism puddle pumpkin puzzle quartz quilt rabbit radish raft rainbow raven ribbon river robin
rocket saddle salmon sandal scarf shadow shell silver sparrow spider spoon squirrel stable summer swan table teapot
temple thunder ticket tiger tomato trumpet tulip tunnel turtle umbrella valley velvet village violin walnut willow
window winter wizard yellow zebra zipper anvil basil beacon cargo dune fable gazelle halo lemur nest opal quiver
sled
"""
WORDS = tuple(_LIST.split())
"""256 of them: eight bits each."""
WORDS_OF_A_PASSWORD = 4
_BETWEEN = re.compile(r"[\W_]+")
PICTURES = (
    *("sun", "moon", "star", "cloud", "tree", "flower", "apple", "fish"),
    *("house", "boat", "car", "ball", "key", "bell", "cup", "heart"),
)
PICTURES_OF_A_PASSWORD = 3
"""16 to the power of 3: 4,096, which is enough only beside a card, and for few tries (cards.py)."""


def word_password() -> str:
    """Return a password such as “otter-lemon-river-clock”: four words, 32 bits."""
    return "-".join(secrets.choice(WORDS) for _word in range(WORDS_OF_A_PASSWORD))


def as_printed(typed: str) -> str | None:
    """Return the password that somebody means who types its words with spaces or in capitals; None for all else."""
    words = _BETWEEN.sub(" ", typed.casefold()).split()
    printed = "-".join(words)
    means_it = len(words) == WORDS_OF_A_PASSWORD and set(words) <= set(WORDS) and printed != typed
    return printed if means_it else None


def picture_password() -> tuple[str, ...]:
    """Return pictures to be chosen in this order."""
    return tuple(secrets.choice(PICTURES) for _picture in range(PICTURES_OF_A_PASSWORD))


def spelt_pictures(pictures: tuple[str, ...]) -> str:
    """Return pictures as the text that is hashed."""
    return "pictures:" + "-".join(pictures)
