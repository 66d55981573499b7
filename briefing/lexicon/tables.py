"""Tables: the word lists and weights in briefing/data, read from the installed package."""

import json
import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from briefing.kept import kept


def text(name: str) -> str:
    """The table called ``name`` ("quantities.toml") as it stands."""
    return (files("briefing") / "data" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=32)
def read_table(name: str) -> dict[str, Any]:
    """A table of words (TOML) or of weights (JSON), read once for all who ask."""
    read = json.loads if name.endswith(".json") else tomllib.loads
    content = text(name)
    found: dict[str, Any] = kept(name, content.encode(), lambda: read(content))
    return found


def listed(words: str) -> list[str]:
    """What stands between the commas of ``words``."""
    return [word.strip() for word in words.split(",") if word.strip()]


def either(expressions: Iterable[str]) -> re.Pattern[str]:
    """Any of ``expressions``, in capitals or not."""
    return re.compile("|".join(f"(?:{expression})" for expression in expressions), re.IGNORECASE)


class Alternatives:
    """Any of several expressions, in capitals or not: as one regex with all of them, but for groups of their own.

    Each is looked for, and compiled, only where a text holds the letters that it cannot do without: of a hundred none mostly.
    """

    def __init__(self, expressions: Iterable[str]) -> None:
        self._parts = [(_needed(expression), expression) for expression in expressions]

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        low = text.lower() if text.isascii() else text.translate(_TURKISH).casefold()
        possible = (_compiled(expression) for needed, expression in self._parts if needed in low)
        found = [match for part in possible if (match := part.search(text))]
        return min(found, key=re.Match.start, default=None)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


#: To a regex that ignores capitals these are an i.
_TURKISH = str.maketrans("İı", "ii")
#: What is looked at as a whole in an expression: an escape, a class of characters, a sign.
_SIGN = re.compile(r"\\(?:x..|u....|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


def _needed(expression: str) -> str:
    """The longest run of letters in ``expression`` that each of its matches holds; "" where it may do without any."""
    bare = "".join(sign if len(sign) == 1 else "\0" for sign in _SIGN.findall(expression))
    while (less := re.sub(r"\([^()]*\)", "\0", bare)) != bare:
        bare = less
    if "|" in bare:
        return ""
    bare = re.sub(r".(?:[?*]|\{[^}]*\})[?+]?|[.^$+]", "\0", bare)
    return max(bare.split("\0"), key=len).casefold()


def read_lines(name: str) -> list[str]:
    """The lines of a plain list that say something."""
    return [line for line in text(name).splitlines() if line.strip() and not line.startswith("#")]
