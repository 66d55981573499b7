"""Paywalls and consent walls by their words."""

import re
from collections.abc import Sequence
from functools import cache

from briefing.lexicon.tables import Alternatives, either, read_table

#: A paragraph of an offer is no longer, in words.
_LONGEST = 90
#: A page of fewer words that asks for consent this often is nothing else.
_DOOR_WORDS, _SHORT_DOOR = 250, 40
#: A page that says that there is none has no more words.
_GONE_WORDS = 60
_SPEECH = re.compile(r"[“„«\"][^“”„«»\"]{12,}[”“»\"]")


def is_wall(text: str) -> bool:
    """Whether a paragraph says that the rest is for subscribers."""
    if len(text.split()) > _LONGEST or _words("wall").search(text) is None:
        return False
    return _SPEECH.search(text) is None  # news of a paywall lets people speak, a paywall does not


def is_offer(text: str) -> bool:
    """Whether a paragraph could be part of a wall's offer, once there is a wall."""
    return len(text.split()) <= _LONGEST and (_words("offer").search(text) is not None or is_wall(text))


def offers(paragraphs: Sequence[str]) -> list[bool]:
    """Which of ``paragraphs`` are a wall and its offer: the wall, and the offers right before and behind it."""
    walls = [is_wall(each) for each in paragraphs]
    found = list(walls)
    for at in (n for n, each in enumerate(walls) if each):
        for step in (1, -1):
            n = at + step
            while 0 <= n < len(paragraphs) and not walls[n] and is_offer(paragraphs[n]):
                found[n] = True
                n += step
    return found


def is_door(text: str) -> bool:
    """Whether a whole page is a question about cookies or a robot check and no article."""
    words = len(text.split())
    asked = len({match.group().casefold() for match in _consent().finditer(text[:6000])})
    return words < _DOOR_WORDS and asked >= (1 if words < _SHORT_DOOR else 2)


def is_gone(title: str, text: str) -> bool:
    """Whether a page says, under its ``title`` or in few words, that there is no such page."""
    if len(text.split()) > _GONE_WORDS:
        return False
    return any(_words("gone").search(each) is not None for each in (title, text))


def asks_consent(text: str) -> bool:
    """Whether ``text``, of an overlay, speaks of consent."""
    return _consent().search(text[:3000]) is not None


@cache
def _words(name: str) -> Alternatives:
    return Alternatives(read_table("walls.toml")[name])


@cache
def _consent() -> re.Pattern[str]:
    return either(read_table("walls.toml")["consent"])
