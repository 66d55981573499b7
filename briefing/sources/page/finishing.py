"""Draft → Article: text final, debris marked, the day of publication decided."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import PurePath

from briefing import bounded
from briefing.addresses import bare
from briefing.errors import InputError
from briefing.lexicon.languages import language_of, normalise_language
from briefing.model import Article, PublishedFrom, Skipped, article_id
from briefing.sources.addresses import clean_address, host
from briefing.sources.bounds import SMALL
from briefing.sources.cleaning import check_length, clean, clean_line, key_of, printable_name, storable
from briefing.sources.draft import TEASER_WORDS, Draft, Found
from briefing.sources.page.datetokens import Order
from briefing.sources.page.days import address_day, name_day
from briefing.sources.page.debris import Marked, mark
from briefing.sources.page.genre import marks_of, section_of
from briefing.sources.page.moments import Moment
from briefing.sources.page.outlets import outlet_of
from briefing.sources.page.posts import quoted, with_parts

#: What agencies write before a headline for their clients' eyes: "UPDATE 2-", "RPT-", "WRAPUP 1-".
_SLUG = re.compile(
    r"\A(?:(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|EXCLUSIVE|BREAKINGVIEWS|ANALYSIS|FACTBOX|TIMELINE|INSIGHT|URGENT|ALERT|"
    r"FLASH|LEAD|SNAP)(?: ?\d{1,2})?[ ]?[-–:][ ]?){1,3}(?=\S)"
)
#: Zones, and reports that were filed the day before they were printed, part two witnesses of one day by so much.
_DRIFT = timedelta(days=2)
#: Seconds for the paragraphs of one article; a series of 200,000 characters takes half of one.
_SECONDS = 3
_SITE_TAIL = re.compile(r"\s+[|–—-]\s+(?:(?!\s[|–—-]\s)[^|–—]){2,40}$")


def finished(found: Found, order: Order = "auto") -> Iterator[Article | Skipped]:
    """The drafts of ``found`` as articles; one that fails is skipped, with its reason, and the rest goes on."""
    while True:
        try:
            draft = next(found, None)
            if draft is None:
                return
            yield _in_time(draft, order) if isinstance(draft, Draft) else _named(draft)
        except InputError as error:
            yield _named(Skipped.of(error))


def _in_time(draft: Draft, order: Order) -> Article:
    if len(draft.text) <= SMALL:
        return finish(draft, order)
    try:
        return bounded.run(finish, draft, order, seconds=_SECONDS)
    except bounded.OutOfTime as late:
        raise InputError(draft.origin, f"{late} to tell its paragraphs apart", "save the article alone") from late


def _named(skipped: Skipped) -> Skipped:
    return replace(skipped, input=printable_name(skipped.input), reason=storable(skipped.reason))


def finish(draft: Draft, order: Order = "auto") -> Article:
    """The article that ``draft`` is.

    Where the day of publication comes from, first that has it: metadata, a date line or dateline, the address,
    the day when a document was made, the file's name.

    Raises:
        InputError: if no text is left, or far too much.
    """
    check_length(draft.text, draft.origin)
    title = clean_line(draft.title)
    if draft.verbatim:
        text = storable(draft.text)
        title = " ".join(storable(draft.title).split())[:1000]
    else:
        title = _bare(title, draft.source)
        text = title if draft.text == draft.title else clean(draft.text)
    if not re.search(r"\w", text):
        raise InputError(draft.origin, "no text in it", "if there is, save it as text, HTML or PDF")
    language = language_of(text, normalise_language(draft.language))
    marked = _told(text, title, language, draft, order)
    blocks = draft.blocks or marked.blocks
    if not draft.verbatim:
        text, marked = _once(text, marked, language, draft, order)
        blocks = marked.blocks
    url = clean_address(draft.url)
    published, published_from = _published(draft, marked, url)
    source = (
        clean_line(draft.source) or outlet_of(text, blocks) or clean_line(draft.outlet) or marked.agency or host(url)
    )
    title = _SLUG.sub("", marked.title)
    section = section_of(clean_line(draft.section), url)
    authors = tuple(name for name in (clean_line(author) for author in draft.authors) if name) or marked.authors
    said = published.isoformat() if published else ""
    return Article(
        id=draft.id or article_id(text=text, title=title, source=source, published=said),
        title=title,
        text=text,
        blocks=with_parts(text, quoted(text, blocks), draft.parts) if not draft.blocks else blocks,
        published=published,
        published_from=published_from,
        published_certain=published is None or _certain(draft, marked, published, published_from),
        source=source,
        url=bare(url),
        language=language,
        authors=authors,
        origin=bare(printable_name(draft.origin)),
        extract=draft.extract or _extract(text, marked),
        section=section,
        marks=draft.marks
        | marks_of(
            section=section, url=url, title=title, labels=draft.labels, authors=draft.authors, opening=text[:200]
        ),
    )


def _bare(title: str, source: str) -> str:
    """The headline without the outlet's name behind it: "Talks open | Harbour Wire"."""
    match = _SITE_TAIL.search(title)
    if match and source and source.casefold() in match.group().casefold():
        return title[: match.start()]
    return title


def _once(text: str, marked: Marked, language: str, draft: Draft, order: Order) -> tuple[str, Marked]:
    """Drop exact repetitions of the headline, so that it is read once."""
    key = key_of(marked.title)
    seen = False
    dropped = []
    for block in marked.blocks:
        if block.kind == "headline" and key and key_of(block.span.of(text)) == key:
            if seen:
                dropped.append(block.span)
            seen = True
    if not dropped:
        return text, marked
    kept, at = [], 0
    for span in dropped:
        kept.append(text[at : span.start])
        at = span.end + len(text[span.end :]) - len(text[span.end :].lstrip("\n"))
    text = "".join([*kept, text[at:]])
    return text, _told(text, marked.title, language, draft, order)


def _told(text: str, title: str, language: str, draft: Draft, order: Order) -> Marked:
    return mark(
        text,
        title=title,
        language=language,
        captions=draft.captions,
        headings=draft.headings,
        order=order,
        authors=frozenset(draft.authors),
    )


def _published(draft: Draft, marked: Marked, url: str) -> tuple[date | datetime | None, PublishedFrom]:
    if draft.published is not None:
        return draft.published, draft.published_from
    if marked.published is not None:
        return marked.published, "dateline"
    if (day := address_day(url)) is not None:
        return day, "url"
    if draft.made is not None:
        return draft.made, "metadata"
    if draft.file_name:
        # The file's own name, else the folder that it was filed in ("2019-01-31/report.txt").
        for part in (draft.file_name, *reversed(PurePath(draft.origin).parts[-3:-1])):
            if (day := name_day(part)) is not None:
                return day, "file"
    return None, "unknown"


def _certain(draft: Draft, marked: Marked, published: date | datetime, published_from: PublishedFrom) -> bool:
    """Whether nothing speaks against the day: neither its own witness, nor a date line or dateline in the text."""
    if published_from == "file" or (published_from == "metadata" and draft.published is None):
        return False
    if published_from != "metadata":
        return True
    told = marked.published
    if told is None:
        return draft.published_certain
    return draft.published_certain and abs(Moment(value=told).day - Moment(value=published).day) <= _DRIFT


def _extract(text: str, marked: Marked) -> str:
    if not marked.walled:
        return ""
    words = sum(len(block.span.of(text).split()) for block in marked.blocks if block.kind == "body")
    return "paywall teaser" if words < TEASER_WORDS else ""
