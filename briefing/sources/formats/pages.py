"""Web pages → Drafts: trafilatura for the text, the page's own marks for everything about it."""

import logging
import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

from lxml import html

from briefing.errors import InputError
from briefing.lexicon.paragraphs import ends_sentence
from briefing.model import PageMark
from briefing.sources.addresses import joined
from briefing.sources.bounds import LONG_TAG, MAX_ATTRIBUTES, MAX_PAGE, MAX_TAGS
from briefing.sources.cleaning import declared_charset, decode, key_of
from briefing.sources.draft import TEASER_WORDS, Blob, Draft, Found
from briefing.sources.formats.fragments import fragment_text
from briefing.sources.formats.livepages import entries_of
from briefing.sources.formats.pagemarks import PageMarks, page_marks
from briefing.sources.formats.scrubbing import Scrubbed, scrub
from briefing.sources.formats.trees import flat
from briefing.sources.page.walls import is_door, is_gone, is_wall

_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONG_TAG},}}")
_LEAST_WORDS = 5
#: Characters below which the slow way is tried too. Over 181 news pages the fast one is as good
#: (F1 of 4-word shingles 96.2 against 96.0) and a quarter quicker.
_SHORT = 400
#: Captions that make a gallery where there is less running text than this, in words.
_GALLERY, _GALLERY_WORDS = 3, 60
#: An article among several on a page has so many words of its own.
_ARTICLE_WORDS = 40
#: A page that asks for a password and has fewer words is nothing else.
_SHORT_FORM = 40
_DATED = re.compile(r"\b(?:date|time|published|posted|byline|meta)\b", re.IGNORECASE)
#: A page of more lines than this has menus in it.
_MENU = 30
#: Letters by whose absence an entry is known to be missing.
_TAIL = 60
#: A page with so many links and no sentence is a list of them; a sentence has so many words.
_LINKS, _SENTENCE = 8, 8


def read_page(blob: Blob) -> Found:
    """The article on a web page, or the several that stand on it one after the other.

    Raises:
        InputError: if the page is too large, has no text, or is a door (consent, log-in, robot check, paywall), or a
            list of links.
    """
    import trafilatura

    if len(blob.data) > MAX_PAGE:
        raise InputError(blob.name, f"a page of {len(blob.data) / 1e6:.0f} MB", "save the article alone")
    markup = decode(blob.data, blob.charset or declared_charset(blob.data))
    if (tags := markup.count("<")) > MAX_TAGS:
        raise InputError(blob.name, f"a page of {tags:,} tags", "save the article alone")
    for tag in _LONG_TAG.finditer(markup) if len(markup) > LONG_TAG else ():
        if (attributes := tag.group().count("=")) > MAX_ATTRIBUTES:
            raise InputError(blob.name, f"a tag of {attributes:,} attributes", "save the article alone")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it makes of oddities; ours is the reason below
    tree = trafilatura.load_html(markup)
    if tree is None:
        raise InputError(blob.name, "HTML without text", "open it in a browser and save the article as text")
    marks = page_marks(tree, blob.name, blob.url)
    links = sum(1 for _ in tree.iter("a"))
    asks = next((True for each in tree.iter("input") if (each.get("type") or "").lower() == "password"), False)
    scrubbed = scrub(tree)
    several = _several(tree) if not marks.article else []
    if several:
        for number, each in enumerate(several, start=1):
            yield _part_of(each, marks.draft, blob, number)
        return
    draft = _article(tree, marks, scrubbed, blob)
    if asks and len(draft.text.split()) < _SHORT_FORM:
        raise InputError(blob.name, "a log-in page, not the article", "open it in a browser and save the article")
    _check(draft.text, marks, scrubbed, blob, links)
    yield draft


def _article(tree: html.HtmlElement, marks: PageMarks, scrubbed: Scrubbed, blob: Blob) -> Draft:
    url = marks.draft.url or blob.url
    parts = entries_of(tree, marks.entries)
    captions = marks.draft.captions
    text = _text(tree, url)
    there = key_of(text)
    missed = [part for part in parts if key_of(part.text)[-_TAIL:] not in there]
    if len(missed) * 2 > len(parts):
        text = "\n\n".join((text, *(part.text for part in missed)))
    kinds = frozenset({PageMark.LIVE} if len(parts) > 1 else ())
    if len(captions) >= _GALLERY and len(text.split()) < _GALLERY_WORDS:
        text = "\n\n".join(dict.fromkeys([text, *filter(None, map(flat, tree.iter("figcaption")))])).strip()
        captions, kinds = frozenset(), kinds | {PageMark.GALLERY}
    walled = not marks.free or scrubbed.walled
    return replace(
        marks.draft,
        text=text,
        url=url,
        captions=captions,
        extract="paywall teaser" if walled and len(text.split()) < TEASER_WORDS else "",
        marks=kinds,
        parts=parts,
        file_name="" if blob.url else blob.file_name,
    )


def _text(tree: html.HtmlElement, url: str) -> str:
    """The article's paragraphs as trafilatura finds them; all that is on the page where it finds none."""
    copy = html.fromstring(html.tostring(tree, encoding="unicode"))
    text = _extracted(copy, url, fast=True)
    if len(text) < _SHORT:
        slow = _extracted(tree, url, fast=False)
        text = max(text, slow, key=_prose)  # the first where they are alike
    if re.search(r"\w", text):
        return text
    lines = fragment_text(html.tostring(tree, encoding="unicode"))[0].split("\n")
    spoken = [line for line in lines if ends_sentence(line) and len(line.split()) >= _SENTENCE]
    return "\n\n".join(spoken) if spoken and len(lines) > _MENU else "\n".join(lines)


def _prose(text: str) -> int:
    """Words in lines that are sentences less words in lines that are none."""
    return sum(len(line.split()) * (1 if ends_sentence(line) else -1) for line in text.split("\n"))


def _extracted(tree: html.HtmlElement, url: str, *, fast: bool) -> str:
    import trafilatura

    document: Any = trafilatura.bare_extraction(
        tree, url=url or None, fast=fast, include_comments=False, include_tables=True, with_metadata=False
    )
    return (document.text if document else "") or ""


def _several(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The articles of a page that prints several in full: alike, each with a heading and paragraphs of its own."""
    groups: dict[tuple[html.HtmlElement | None, str, str], list[html.HtmlElement]] = defaultdict(list)
    for each in tree.iter("article", "div", "section", "li"):
        if each.tag == "article" and next(each.iterancestors("article"), None) is not None:
            continue
        if next(each.iter("h1", "h2", "h3"), None) is None or (each.tag != "article" and not each.get("class")):
            continue
        if sum(len(" ".join(paragraph.itertext()).split()) for paragraph in each.iter("p")) >= _ARTICLE_WORDS:
            parent = None if each.tag == "article" else each.getparent()
            groups[parent, str(each.tag), (each.get("class") or "").split(" ")[0] * (parent is not None)].append(each)
    for group in groups.values():
        above = [each for each in tree.iter("h1") if not any(each in block.iter("h1") for block in group)]
        if len(group) >= 2 and all(_is_dated(block, linked=bool(above)) for block in group):
            return group
    return []


def _is_dated(element: html.HtmlElement, *, linked: bool) -> bool:
    """Whether a block is an article by its tag, or has a day of its own and one headline, a link if it must be."""
    if element.tag == "article":
        return True
    heads = [each for each in element.iter("h1", "h2", "h3") if not linked or _leads(each)]
    return len(heads) == 1 and _own_day(element)


def _leads(heading: html.HtmlElement) -> bool:
    around = [heading, *heading.iterancestors("a")]
    return any(each.get("href") for at in around for each in ([at] if at.tag == "a" else at.iter("a")))


def _own_day(element: html.HtmlElement) -> bool:
    return any(
        each.tag == "time" or _DATED.search(each.get("class") or "") is not None
        for each in element.iter("time", "span", "p", "div", "small")
    )


def _part_of(element: html.HtmlElement, whole: Draft, blob: Blob, number: int) -> Draft:
    """One of several articles on a page: its own heading, day and address."""
    page = html.document_fromstring(f"<html lang='{whole.language[:5]}'><body></body></html>")
    page.body.append(element)
    own = page_marks(page, f"{blob.name}#{number}", blob.url).draft
    heading = next(iter(element.iter("h1", "h2", "h3")))
    anchors = (*heading.iter("a"), *heading.iterancestors("a"))
    link = next((each.get("href") for each in anchors if each.get("href")), "")
    return replace(
        own,
        text=fragment_text(html.tostring(element, encoding="unicode"))[0],
        title=flat(heading),
        source=whole.source,
        url=joined(whole.url or blob.url, link) if link else "",
        language=whole.language,
        section="",
    )


def _check(text: str, marks: PageMarks, scrubbed: Scrubbed, blob: Blob, links: int) -> None:
    """Refuse what is no article: a door, a wall, a list of links."""
    words = len(text.split())
    spoken = [line for line in text.split("\n") if ends_sentence(line) and len(line.split()) >= _SENTENCE]
    if is_gone(marks.draft.title, text):
        raise InputError(blob.name, "a page that says that there is none at its address", "check the address")
    if is_door(f"{marks.draft.title}\n{text}") or (scrubbed.asked and not spoken):
        raise InputError(
            blob.name, "a consent or robot-check page, not the article", "open it in a browser and save the article"
        )
    if (scrubbed.walled or not marks.free) and not [line for line in spoken if not is_wall(line)]:
        raise InputError(blob.name, "nothing but a paywall", "use a source that you may read")
    if links >= _LINKS and not spoken and not marks.article:
        raise InputError(
            blob.name, "a list of links, no article", "give it as a source of kind 'page', whose links are followed"
        )
    if words < _LEAST_WORDS:
        raise InputError(blob.name, "HTML without text", "the page may need a browser; save the article as text")
