"""Tables: the word lists and weights in briefing/data, read from the installed package."""

import json
import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any


def text(name: str) -> str:
    """The table called ``name`` ("quantities.toml") as it stands."""
    return (files("briefing") / "data" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=32)
def read_table(name: str) -> dict[str, Any]:
    """A table of words (TOML) or of weights (JSON), read once for all who ask."""
    read = json.loads if name.endswith(".json") else tomllib.loads
    found: dict[str, Any] = read(text(name))
    return found


def listed(words: str) -> list[str]:
    """What stands between the commas of ``words``."""
    return [word.strip() for word in words.split(",") if word.strip()]


def either(expressions: Iterable[str]) -> re.Pattern[str]:
    """Any of ``expressions``, in capitals or not."""
    return re.compile("|".join(f"(?:{expression})" for expression in expressions), re.IGNORECASE)


def read_lines(name: str) -> list[str]:
    """The lines of a plain list that say something."""
    return [line for line in text(name).splitlines() if line.strip() and not line.startswith("#")]
