"""Voices: who tells a story. Outlets, not articles: an agency's text is one voice, whoever prints it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from briefing.model import Article, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who tells a story.

    Attributes:
        outlets: distinct publishers by name, in the order in which they printed; an agency that only others print is
            none of them.
        independent: how many of them are left when those that print one text, or one agency's, count once, and those of
            which only a teaser came in count for nothing.
        firsts: who has it, each text once, teasers among them: an agency where it is the agency's text.
    """

    outlets: tuple[str, ...]
    independent: int
    firsts: tuple[str, ...]


def voices(ids: Sequence[str], copies: Sequence[Sequence[str]], readings: Mapping[str, Reading]) -> Voices:
    """The voices of the articles ``ids``.

    Two articles are one voice if one outlet printed both, if one is a copy of the other, or if both are the text of one
    agency. An outlet's pages about itself speak for no story but are its voice all the same.
    """
    outlets: dict[str, str] = {}
    root: dict[str, str] = {}

    def find(key: str) -> str:
        root.setdefault(key, key)
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    def join(one: str, other: str) -> None:
        low, high = sorted((find(one), find(other)))
        root[high] = low

    agencies: dict[str, str] = {}
    for id_ in ids:
        reading = readings[id_]
        name = outlet_of(reading.article)
        key = f"o {name.casefold().removeprefix('the ')}"
        outlets.setdefault(key, name)
        find(key)
        wire = reading.news.agency
        if wire:
            agencies.setdefault(f"o {wire.casefold()}", wire)
            join(key, f"o {wire.casefold()}")
        join(key, f"a {id_}")
    for listed in copies:
        here = [id_ for id_ in listed if id_ in readings]
        for other in here[1:]:
            join(f"a {here[0]}", f"a {other}")
    heard = {find(f"a {id_}") for id_ in ids if not readings[id_].article.teaser}
    groups: dict[str, str] = {}
    for key, name in outlets.items():
        groups.setdefault(find(key), name)
    for key, name in agencies.items():
        groups[find(key)] = name
    return Voices(outlets=tuple(outlets.values()), independent=len(heard), firsts=tuple(groups.values()))


def outlet_of(article: Article) -> str:
    """Who printed it: the source by name, else the host of its address, else the file that it came in."""
    if article.source:
        return article.source
    try:
        host = urlsplit(article.url).hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or PurePath(article.origin).name or article.id
