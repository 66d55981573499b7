"""Deeds: words that tell of one and the same thing done, whatever their form."""

import functools

from briefing.lexicon.tables import read_table
from briefing.lexicon.words import words


def deeds(text: str) -> frozenset[str]:
    """The deeds that ``text`` speaks of: "arrival" for "landed" and "reached"."""
    table = _table()
    return frozenset(table[word] for word in words(text) if word in table)


@functools.cache
def _table() -> dict[str, str]:
    content = read_table("words_deeds.toml")
    return {word: deed for deed, listed in content.items() for word in listed.split()}
