"""What a web page says of itself in its head, its JSON-LD, its headings and captions."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin

from lxml import html

from briefing.sources.addresses import host
from briefing.sources.cleaning import key_of
from briefing.sources.draft import Draft
from briefing.sources.formats.pagedays import page_day
from briefing.sources.formats.trees import flat

_ARTICLE_TYPES = re.compile(r"\w*(?:Article|Posting|Report|WebPage|Gallery)|ClaimReview")
#: An outlet's address behind its name: "The Harbour Wire | harbourwire.example".
_DOMAIN = re.compile(r"\s+[|·–—-]\s+(?:[\w-]+\.)+[a-z]{2,}$", re.IGNORECASE)
_TAIL = re.compile(r"\s+[|–—·•»:-]\s+[^|–—·•»]{2,60}$")
_KICKERS = re.compile(
    r"\b(?:kicker|eyebrow|rubri(?:c|k)|overline|dachzeile|article-?label|content-?label|section-?name|label--|flag|sponsor\w*)\b",
    re.IGNORECASE,
)
_AUTHORS = "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl citation_author".split()
#: Labels above one headline, none longer than this.
_LABELS, _LABEL = 8, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMarks:
    """What a page says of itself.

    Attributes:
        draft: of the article, without its text; its labels are schema.org types, kickers, keywords that name a kind.
        free: whether all of it may be read.
        entries: of a live page, with their times.
        article: whether it says that it is one article.
    """

    draft: Draft
    free: bool
    entries: tuple[dict[str, Any], ...]
    article: bool


def page_marks(tree: html.HtmlElement, name: str, address: str = "") -> PageMarks:
    """What the page at ``address``, the input ``name``, says of itself."""
    meta = _meta(tree)
    data = next(_json_ld(tree), {})
    link = tree.xpath("//link[translate(@rel,'CANONIL','canonil')='canonical']/@href")
    url = str(link[0]) if link else meta.get("og:url", "")
    url = urljoin(address, url) if url else ""
    named = (meta.get("og:site_name", ""), _text(data.get("publisher")), meta.get("application-name", ""))
    source = next(filter(None, map(_outlet, named)), "")
    title = _title(tree, data, meta, source, url or address)
    day = page_day(tree, data, meta, url or address, title)
    kinds = data.get("@type")
    types = [kinds] if isinstance(kinds, str) else [each for each in kinds or () if isinstance(each, str)]
    updates = data.get("liveBlogUpdate")
    tier = meta.get("article:content_tier", "").lower()
    tags = ["opinion"] if meta.get("article:opinion", "").lower() == "true" else []
    draft = Draft(
        origin=name,
        text="",
        title=title,
        published=day.value if day else None,
        published_certain=day is None or day.certain,
        source=source or _site(tree, title),
        url=url,
        language=str(
            tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or meta.get("og:locale", "")
        ),
        authors=tuple(_people(data.get("author"))) or tuple(_named(tree, meta)),
        captions=frozenset(filter(None, (flat(each) for each in tree.iter("figcaption")))),
        headings=frozenset(filter(None, (flat(each) for each in tree.iter("h1", "h2", "h3", "h4")))),
        section=_text(data.get("articleSection")) or meta.get("article:section", "") or meta.get("parsely-section", ""),
        labels=(*types, *_kickers(tree), *tags),
    )
    return PageMarks(
        draft=draft,
        free=str(data.get("isAccessibleForFree", True)).lower() not in ("false", "no")
        and tier not in ("locked", "paid"),
        entries=tuple(each for each in updates[:2000] if isinstance(each, dict)) if isinstance(updates, list) else (),
        article=any("Article" in each or "Posting" in each for each in types)
        or meta.get("og:type", "").startswith("article"),
    )


def _title(tree: html.HtmlElement, data: dict[str, Any], meta: dict[str, str], source: str, url: str) -> str:
    """The headline: what the page calls so, else its largest heading by the text, never the site's own name."""
    names = {key_of(source), key_of(host(url)), key_of(host(url).rpartition(".")[0])} - {""}
    heads = [flat(each) for tag in ("h1", "h2", "h3") for each in list(tree.iter(tag))[:8]]
    page = flat(tree.find(".//head/title")) if tree.find(".//head/title") is not None else ""
    told = [_text(data.get("headline")), meta.get("og:title", ""), meta.get("twitter:title", "")]
    for each in told:
        if each.strip() and key_of(each) not in names:  # "Berths closed | World | Harbour Wire"
            return next(
                (head for head in heads if len(head.split()) >= 3 and key_of(each).startswith(key_of(head))), each
            )
    named = [
        each for each in heads if len(each.split()) >= 2 and key_of(each) not in names and key_of(each) in key_of(page)
    ]
    if named:  # "Terminal to reopen – Harbour Daily" names the heading that is the headline
        return max(named, key=len)
    for each in heads[:1]:
        if len(each.split()) >= 3 and key_of(each) not in names:
            return each
    bare = _TAIL.sub("", page)
    return bare if len(bare.split()) >= 2 and key_of(bare) not in names else ""


def _outlet(named: str) -> str:
    """An outlet's name without its domain behind a bar; "" for what is no name: an address, a handle of a network."""
    name = _DOMAIN.sub("", named.strip())
    return "" if name.startswith("@") or "://" in name else name


def _site(tree: html.HtmlElement, title: str) -> str:
    """The outlet's name behind the headline in the page's title: "Terminal to reopen | Harbour Daily"."""
    page = flat(tree.find(".//head/title")) if tree.find(".//head/title") is not None else ""
    tail = _TAIL.search(page)
    return tail.group().strip(" |–—·•»:-") if tail and title and key_of(page[: tail.start()]) == key_of(title) else ""


def _named(tree: html.HtmlElement, meta: dict[str, str]) -> Iterator[str]:
    """The authors in `meta` and in microdata."""
    told = [meta[name] for name in _AUTHORS if name in meta]
    told = told or [flat(each) for each in tree.xpath("//*[@rel='author'] | //*[@itemprop='author']")[:5]]
    for each in dict.fromkeys(told[:1] if told and told[0] in meta.values() else told):
        for name in re.split(
            r"\s*[;,|]\s*|\s+(?:and|und|et|y|e|и)\s+",
            re.sub(r"^(?:by|von|par|por|di|от)\s+", "", each, flags=re.IGNORECASE),
        ):
            if 2 <= len(name.split()) <= 5 and "://" not in name and "@" not in name:
                yield name


def _kickers(tree: html.HtmlElement) -> Iterator[str]:
    """Labels by the headline: "Opinion", "Sponsored"."""
    found = 0
    for element in tree.iter("span", "div", "p", "a", "strong", "em"):
        if found >= _LABELS:
            return
        if _KICKERS.search(f"{element.get('class') or ''}") and 2 <= len(text := flat(element)) <= _LABEL:
            found += 1
            yield text


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content:
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _json_ld(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles that the page's JSON-LD describes, articles before pages."""
    seen: list[dict[str, Any]] = []
    for script in tree.xpath("//script[contains(@type,'ld+json')]"):
        text = script.text or ""
        if len(text) > 1_000_000:
            continue
        try:
            content = json.loads(text.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        queue: list[Any] = [content]
        while queue and len(seen) < 200:
            entry = queue.pop(0)
            if isinstance(entry, list):
                queue += entry[:100]
            elif isinstance(entry, dict):
                kinds = entry.get("@type")
                names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
                if any(isinstance(name, str) and _ARTICLE_TYPES.fullmatch(name) for name in names):
                    seen.append(entry)
                queue += [
                    value
                    for key in ("@graph", "mainEntity", "mainEntityOfPage")
                    if isinstance(value := entry.get(key), dict | list)
                ]
    yield from sorted(seen, key=lambda entry: "headline" not in entry)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return unescape(value) if isinstance(value, str) else ""


def _people(value: Any) -> Iterator[str]:
    for entry in value[:20] if isinstance(value, list) else [value]:
        name = _text(entry)
        if name and len(name) < 100 and not name.startswith(("http:", "https:", "@")):
            yield name
