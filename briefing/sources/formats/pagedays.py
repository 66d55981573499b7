"""The day of a page: what it says itself, by how much that is worth. Unknown is better than wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import html

from briefing.sources.page.days import address_day, find_day
from briefing.sources.page.days import moment as visible_moment
from briefing.sources.page.moments import Moment, read_moment
from briefing.sources.page.patterns import LANGUAGES, patterns

#: Names of `meta` that say when a page was published, in the order of trust.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.created", "dcterms.date", "dc.date.created",
    "article.published", "publication_date", "publication-date", "cxenseparse:recs:publishtime", "article_date_original",
    "originalpublicationdate", "rnews:datepublished", "citation_publication_date", "bt:pubdate", "sn-post-date", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
)
#: Where days of other things stand.
_ELSEWHERE = re.compile(
    r"\b(?:related|recommend\w*|more-(?:from|on|news|stories)|sidebar|footer|comments?|trending|most-?(?:read|popular)|popular|promo\w*|widget\w*|"
    r"newsletter|latest|copyright|read-?next|also-?like|carousel|disqus|tweet\w*|twitter\w*|calendar|events?|archive)\b|related-|-related",
    re.IGNORECASE,
)
_DATED = re.compile(r"date|time|publi|posted|byline|stamp|meta|info|dateline|fecha|datum|about", re.IGNORECASE)
_CHANGED = re.compile(
    r"modif|updat|aktualisier|mis(?:e)? à jour|actuali[sz]ad|aggiornat|atualizad|обновлен|تحديث", re.IGNORECASE
)
_SAID = re.compile(
    r"publi|posted|erschienen|veröffentlicht|paru|publicado|pubblicato|опубликован|нашر|نُ?شر|기사입력|입력",
    re.IGNORECASE,
)
#: A line of the page's head is no longer than this.
_LONGEST = 160
#: Elements after the headline among which its day stands, and how much farther one before it counts.
_NEAR, _BEFORE = 150, 3
#: The page's word and its address's differ by no more than a time zone.
_DRIFT = 1


@dataclass(frozen=True, slots=True)
class _Seen:
    """A day that a reader sees on the page."""

    moment: Moment
    changed: bool
    distance: int


def page_day(tree: html.HtmlElement, data: Mapping[str, Any], meta: Mapping[str, str], address: str) -> Moment | None:
    """The day of publication: JSON-LD before `meta` before what is seen by the headline; published before modified.

    Args:
        tree: the page.
        data: the article's JSON-LD.
        meta: by name, casefolded.
        address: of the page; it decides against a day that is only seen.
    """
    language = tree.get("lang") or ""
    told = [data.get("datePublished"), data.get("dateCreated"), *(meta.get(name) for name in _PUBLISHED)]
    for value in told:
        if (found := read_moment(value, language=language)) is not None:
            return found
    seen = sorted(_seen(tree, language), key=lambda each: each.distance)
    path = address_day(address)
    first = next((each.moment for each in seen if not each.changed), None)
    if first is not None and not (path and abs((first.day - path).days) > _DRIFT):
        return first
    if path is not None:
        return None  # the address says it
    changed = [
        read_moment(data.get("dateModified"), language=language),
        *(read_moment(meta.get(n), language=language) for n in _MODIFIED),
    ]
    changed += [each.moment for each in seen]
    latest = next((each for each in changed if each is not None), None)
    return replace(latest, certain=False) if latest is not None else None


def _seen(tree: html.HtmlElement, language: str) -> Iterator[_Seen]:
    """The days that stand by the page's headline, not in its asides, its foot, its posts or its lists of others."""
    order = [each for each in tree.iter() if isinstance(each.tag, str)]
    place = {each: n for n, each in enumerate(order)}
    heading = _heading(order, place)
    for element in order:
        value = element.get("datetime") or (
            element.get("content") if element.get("itemprop") == "datePublished" else None
        )
        if element.tag == "input" and re.search(
            r"publi.*date", f"{element.get('name')} {element.get('class')}", re.IGNORECASE
        ):
            value = element.get("value")
        named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        text = ""
        if value is None and (
            element.tag == "time"
            or _DATED.search(named)
            or element.tag in ("small", "p", "span", "div", "dd", "li", "td", "h3")
        ):
            text = " ".join("".join(element.itertext()).split()) if len(element) <= 6 else ""
            if not 6 <= len(text) <= _LONGEST or not any(letter.isdigit() for letter in text):
                continue
        if (value is None and not text) or _is_elsewhere(element):
            continue
        labelled = element.tag == "time" or _DATED.search(named) is not None or _SAID.search(text) is not None
        found = read_moment(value, language=language) or _of_text(text, language, labelled=labelled)
        if found is None:
            continue
        away = place[element] - heading
        distance = away if away >= 0 else -away * _BEFORE
        if distance <= _NEAR or element.get("itemprop") == "datePublished" or element.tag == "input":
            changed = _CHANGED.search(f"{named} {text} {_before(element)}") is not None and not _SAID.search(text)
            yield _Seen(found, changed, distance)


def _of_text(text: str, language: str, *, labelled: bool) -> Moment | None:
    """The day of a line that is one, or of a labelled line ("Published on …") that holds one."""
    if not text:
        return None
    if (whole := read_moment(text, language=language)) is not None:
        return whole
    if not labelled:
        return None
    for code in dict.fromkeys((language[:2].lower(), *LANGUAGES)):
        table = patterns(code or "en")
        found = find_day(text, table)
        if found is not None and found.day is not None:
            return Moment(value=visible_moment(text, table) or found.day)
    return None


def _heading(order: list[html.HtmlElement], place: dict[html.HtmlElement, int]) -> int:
    for tag in ("h1", "h2"):
        found = [
            each for each in order if each.tag == tag and not _is_elsewhere(each) and "".join(each.itertext()).strip()
        ]
        if found:
            return place[found[0]]
    return 0


def _before(element: html.HtmlElement) -> str:
    """The words right before ``element``: "Updated:"."""
    previous = element.getprevious()
    words = (
        (previous.tail or "")
        if previous is not None
        else ((element.getparent().text or "") if element.getparent() is not None else "")
    )
    return str(words)[-40:]


def _is_elsewhere(element: html.HtmlElement) -> bool:
    at: html.HtmlElement | None = element
    for _ in range(30):
        if at is None or at.tag in ("body", "html", "main"):
            return False
        if at.tag in ("footer", "aside", "nav", "blockquote", "figure", "figcaption") or _ELSEWHERE.search(
            f"{at.get('class') or ''} {at.get('id') or ''}"
        ):
            return True
        at = at.getparent()
    return False
