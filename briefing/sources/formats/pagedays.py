"""The day of a page: what it says itself, by how much that is worth. Unknown is better than wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from lxml import html

from briefing.lexicon.tables import either, read_table
from briefing.sources.addresses import host
from briefing.sources.cleaning import key_of
from briefing.sources.page.days import address_day, find_day
from briefing.sources.page.days import moment as visible_moment
from briefing.sources.page.moments import Moment, read_moment
from briefing.sources.page.patterns import LANGUAGES, patterns

_LABEL_END = re.compile(r"^[^\W\d_]*\W*")
_INPUT = re.compile(r"publi\w*[-_]?date", re.IGNORECASE)
#: What scripts make "2 hours ago" of; how microformats write a day.
_MACHINE = re.compile(r"data-(?:[\w-]{0,20}-)?(?:time(?:stamp)?|date(?:time)?|published(?:-at)?|unix|epoch)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURES = re.compile(r"\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}")
_ASIDES = frozenset(("footer", "aside", "nav", "blockquote", "figure", "figcaption"))
_LINES = frozenset(("time", "small", "p", "span", "div", "dd", "li", "td", "h3", "em", "b"))
#: Characters of a line of the page's head, and how many elements it holds.
_SHORTEST, _LONGEST, _CHILDREN = 6, 160, 6
#: Elements after the headline among which its day stands, if nothing labels it, and how much farther one before it counts.
_NEAR, _BESIDE, _BEFORE = 150, 40, 3
#: Letters that may stand around a link's words.
_LINK_MARK = 8
#: The page's word and its address's differ by no more than a time zone.
_DRIFT = 1


@dataclass(frozen=True, slots=True)
class _Seen:
    """A day that a reader sees on the page."""

    moment: Moment
    changed: bool
    distance: int


def page_day(
    tree: html.HtmlElement, data: Mapping[str, Any], meta: Mapping[str, str], address: str, title: str
) -> Moment | None:
    """The day of publication: JSON-LD before `meta` before what is seen by the headline; published before modified.

    Args:
        tree: the page.
        data: the article's JSON-LD.
        meta: by name, casefolded.
        address: of the page; it decides against a day that is only seen.
        title: the headline: the day stands by it.
    """
    language = tree.get("lang") or ""
    told = [data.get("datePublished"), data.get("dateCreated"), *(meta.get(name) for name in _table()["published"])]
    for value in told:
        if (found := read_moment(value, language=language)) is not None:
            return found
    seen = sorted(_seen(tree, language, title, address), key=lambda each: each.distance)
    path = address_day(address)
    first = next((each.moment for each in seen if not each.changed), None)
    if first is not None and not (path and abs((first.day - path).days) > _DRIFT):
        return first
    if path is not None:
        return None  # the address says it
    changed = [
        read_moment(data.get("dateModified"), language=language),
        *(read_moment(meta.get(n), language=language) for n in _table()["modified"]),
    ]
    changed += [each.moment for each in seen]
    latest = next((each for each in changed if each is not None), None)
    return replace(latest, certain=False) if latest is not None else None


def _table() -> dict[str, list[str]]:
    found: dict[str, list[str]] = read_table("pages.toml")["days"]
    return found


@cache
def _words(name: str) -> re.Pattern[str]:
    return either(_table()[name])


def _seen(tree: html.HtmlElement, language: str, title: str, address: str) -> Iterator[_Seen]:
    """The days that stand by the page's headline, not in its asides, its foot, its posts or its lists of others."""
    order = [each for each in tree.iter() if isinstance(each.tag, str)]
    place = {each: n for n, each in enumerate(order)}
    heading = _heading(order, place, title)
    for element in order:
        for value, text, named in _candidates(element):
            if _is_elsewhere(element, host(address)):
                break
            labelled = (
                element.tag == "time"
                or _words("dated").search(named) is not None
                or _words("said").search(text) is not None
            )
            found = read_moment(value, language=language) or _of_text(text, language, labelled=labelled)
            if found is None:
                continue
            away = place[element] - heading
            distance = away if away >= 0 else -away * _BEFORE
            sure = element.get("itemprop") == "datePublished" or element.tag == "input"
            if distance <= (_NEAR if labelled else _BESIDE) or sure:
                changed = _words("changed").search(f"{named} {text} {_before(element)}") is not None and not _words(
                    "said"
                ).search(text)
                yield _Seen(found, changed, 0 if sure else distance)


def _candidates(element: html.HtmlElement) -> Iterator[tuple[str | None, str, str]]:
    """What of ``element`` may be a day: (a machine's value or None, words, names of its class)."""
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
    value = element.get("datetime") or (element.get("content") if element.get("itemprop") == "datePublished" else None)
    if element.tag == "input" and _INPUT.search(f"{element.get('name')} {named}"):
        value = element.get("value")
    value = value or next((each for name, each in element.items() if _MACHINE.fullmatch(name)), None)
    if value is None and element.tag in ("abbr", "span", "time"):
        value = title if _ISO.match(title := element.get("title") or "") else None
    if value:
        yield value, "", named
    elif element.tag in _LINES or _words("dated").search(named):
        text = " ".join(" ".join(element.itertext()).split()) if len(element) <= _CHILDREN else ""
        if _SHORTEST <= len(text) <= _LONGEST and _FIGURES.search(text):
            yield None, text, named
    tail = " ".join((element.tail or "").split())
    if _SHORTEST <= len(tail) <= _LONGEST and _FIGURES.search(tail):
        yield None, tail, ""


def _of_text(text: str, language: str, *, labelled: bool) -> Moment | None:
    """The day of a line that is one, or of a labelled line ("Published on …") that holds one."""
    if not text:
        return None
    if (whole := read_moment(text, language=language)) is not None:
        return whole
    if not labelled:
        return None
    if (said := _words("said").search(text)) is not None:  # "Updated: 30 May 2016 Published: 24 May 2016"
        words = _LABEL_END.sub("", text[said.end() :])
        if (after := _first_day(words, language)) is not None:
            return after
    return _first_day(text, language)


def _first_day(text: str, language: str) -> Moment | None:
    """The first day in ``text``, or the one that all of it is, but for a word before it ("il 24 maggio 2016")."""
    for whole in (text, text.partition(" ")[2]):
        if (moment := read_moment(whole, language=language)) is not None:
            return moment
    for code in dict.fromkeys((language[:2].lower(), *LANGUAGES)):
        table = patterns(code or "en")
        found = find_day(text, table)
        if found is not None and found.day is not None:
            return Moment(value=visible_moment(text, table) or found.day)
    return None


def _heading(order: list[html.HtmlElement], place: dict[html.HtmlElement, int], title: str) -> int:
    """Where the headline stands: the heading that prints it, else the first."""
    heads = [each for tag in ("h1", "h2", "h3") for each in order if each.tag == tag]
    key = key_of(title)
    for each in heads:
        mine = key_of("".join(each.itertext()))
        if mine and key and (mine in key or key in mine) and len(mine) * 2 >= len(key):
            return place[each]
    first = next((each for each in heads if each.tag != "h3" and "".join(each.itertext()).strip()), None)
    return place[first] if first is not None else 0


def _before(element: html.HtmlElement) -> str:
    """The words right before ``element``: "Updated:"."""
    previous = element.getprevious()
    parent = element.getparent()
    words = previous.tail if previous is not None else parent.text if parent is not None else ""
    return str(words or "")[-40:]


def _is_elsewhere(element: html.HtmlElement, site: str) -> bool:
    """Whether ``element`` stands in an aside, a foot, a list of others, a post, or a link to another site."""
    at: html.HtmlElement | None = element
    for _ in range(30):
        if at is None or at.tag in ("body", "html", "main"):
            return False
        if at.tag in _ASIDES or _words("elsewhere").search(f"{at.get('class') or ''} {at.get('id') or ''}"):
            return True
        if at.tag == "header" and next(at.iter("h1", "h2", "h3"), None) is None:  # of the site: today's day
            return True
        if _leads_away(at, site):
            return True
        at = at.getparent()
    return False


def _leads_away(element: html.HtmlElement, site: str) -> bool:
    """Whether ``element`` is, or holds nothing but, a link to another site."""
    for anchor in [element] if element.tag == "a" else list(element.iter("a"))[:1]:
        away = host(anchor.get("href") or "")
        own, linked = (key_of("".join(each.itertext())) for each in (element, anchor))
        return bool(site and away and away != site and len(own) <= len(linked) + _LINK_MARK)
    return False
