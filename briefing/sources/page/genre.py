"""Section and kind of a page, as it says itself: its section, labels, address, headline and byline."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from briefing.lexicon.tables import listed, read_table
from briefing.model import PageMark
from briefing.sources.addresses import host

#: Parts of a path that name no section.
_NO_SECTION = re.compile(
    r"(?:[a-z]{2}(?:[-_][a-z]{2})?|news|articles?|artikel|story|stories|posts?|content|node|index|amp|home|web|archives?|blogs?|p|a|id|"
    r"news-?story|hub|website|default|online|nachrichten|noticias?|actualites?|notizie|sites|\d+|.*\.\w{2,5})",
    re.IGNORECASE,
)
_SLUG = re.compile(r"[a-z]+(?:-[a-z]+){0,2}", re.IGNORECASE)
_LABELLED = re.compile(r"^\s*\[?([^:|\[\]]{2,40}?)\]?\s*[:|\]]\s|\s[|]\s([^|]{2,40})$")
_BYLINE = re.compile(
    r"\b(?:columnist|opinion (?:contributor|writer|editor)|editorial board|guest (?:columnist|contributor))\b",
    re.IGNORECASE,
)
_LONGEST = 60
#: Sections of one path: "business/markets".
_PARTS = 2


@dataclass(frozen=True, slots=True)
class _Kind:
    labels: frozenset[str]
    hosts: tuple[str, ...]
    headline: re.Pattern[str] | None
    opening: re.Pattern[str] | None


def section_of(stated: str, url: str) -> str:
    """The section that the page states, else the one that its address's path names, else ""."""
    stated = " ".join(stated.split())
    if stated and len(stated) <= _LONGEST and not stated.startswith(("http:", "https:")):
        return stated
    return "/".join(_path(url))


def marks_of(
    *, section: str, url: str, title: str, labels: Iterable[str], authors: Iterable[str], opening: str
) -> frozenset[PageMark]:
    """What the page calls itself.

    Args:
        section: as stated or read from the path.
        url: the path's parts are labels, the host may be a distributor of press releases.
        title: a label may stand before a colon or behind a bar ("Opinion | The strait", "Analysis: …").
        labels: schema.org types, categories, kickers.
        authors: "Jane Roe, Opinion columnist".
        opening: the first words of the text.
    """
    headed = _LABELLED.search(title)
    said = {_key(each) for each in (*labels, section, *section.split("/"), *_path(url, every=True))}
    said |= {_key(each) for each in (headed.groups() if headed else ()) if each}
    found = {
        mark
        for mark, kind in _kinds().items()
        if said & kind.labels
        or (kind.headline is not None and kind.headline.search(title))
        or (kind.opening is not None and kind.opening.search(opening))
        or any(host(url) == each or host(url).endswith(f".{each}") for each in kind.hosts)
    }
    if any(_BYLINE.search(author) for author in authors):
        found.add(PageMark.OPINION)
    return frozenset(found)


def _path(url: str, *, every: bool = False) -> list[str]:
    """The parts of the path before the article's own: its section, or with ``every`` all that are words."""
    try:
        parts = [unquote(part) for part in urlsplit(url).path.split("/") if part]
    except ValueError:
        return []
    if every:
        return parts[:-1]
    named = [part for part in parts[:-1] if _SLUG.fullmatch(part) and not _NO_SECTION.fullmatch(part)]
    return [part for part in named if len(part) <= _LONGEST // 2][:_PARTS]


def _key(label: str) -> str:
    return " ".join(label.casefold().replace("_", " ").split())


@cache
def _kinds() -> dict[PageMark, _Kind]:
    table = read_table("genre.toml")
    kinds = {}
    for name, entry in table.items():
        labels = listed(entry["labels"])
        kinds[PageMark(name)] = _Kind(
            labels=frozenset([*labels, *(label.replace(" ", "-") for label in labels)]),
            hosts=tuple(listed(entry.get("hosts", ""))),
            headline=_compiled(entry.get("headline")),
            opening=_compiled(entry.get("opening")),
        )
    return kinds


def _compiled(expression: str | None) -> re.Pattern[str] | None:
    return re.compile(expression, re.IGNORECASE) if expression else None
