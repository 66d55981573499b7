"""Regions: which part of the world a state lies in, and what states and regions are called in each language."""

from functools import cache

from babel import Locale

from briefing.lexicon.places import state_name
from briefing.lexicon.tables import read_table

#: M49's code of all of it.
WORLD = "001"


@cache
def _regions() -> dict[str, str]:
    return {state: region for region, states in read_table("regions.toml").items() for state in states.split()}


def region_of(state: str) -> str:
    """The M49 code of the region of a state (ISO 3166); that of the world where there is none."""
    return _regions().get(state, WORLD)


def called(code: str, language: str) -> str:
    """A state, region or the world, as a heading in ``language`` has it."""
    if language == "en" and not code.isdecimal():
        return state_name(code)
    name = Locale.parse("en_GB" if language == "en" else language).territories.get(code) or state_name(code)
    return name[:1].upper() + name[1:]
