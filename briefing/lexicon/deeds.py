"""Deeds: words that tell of one and the same thing done, whatever their form."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files

from briefing.lexicon.words import words


def deeds(text: str) -> frozenset[str]:
    """The deeds that ``text`` speaks of: "arrival" for "landed" and "reached"."""
    table = _table()
    return frozenset(table[word] for word in words(text) if word in table)


@functools.cache
def _table() -> dict[str, str]:
    content = tomllib.loads((files("briefing") / "data" / "words_deeds.toml").read_text(encoding="utf-8"))
    return {word: deed for deed, listed in content.items() for word in listed.split()}
