"""Page debris: every paragraph of a text told apart as headline, body, caption or boilerplate.

What a headline, a date line or a byline says is handed on as metadata. A short sentence of the article stays body:
only what matches a table in `briefing/data/debris*.toml`, or stands where furniture stands and does not end like a
sentence, is taken for anything else.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from briefing.lexicon.paragraphs import paragraphs
from briefing.model import Block
from briefing.sources.cleaning import key_of
from briefing.sources.page.asides import asides
from briefing.sources.page.crossheads import LIST_MARK, announced, crossheads
from briefing.sources.page.datelines import Dateline
from briefing.sources.page.datetokens import Order
from briefing.sources.page.furniture import CRUMBS, furnish
from briefing.sources.page.paragraph import Paragraph, paragraph
from briefing.sources.page.patterns import Patterns, patterns
from briefing.sources.page.pieces import pieces
from briefing.sources.page.transcripts import spoken
from briefing.sources.page.walls import offers

#: The head of a page is sought in so many paragraphs.
_HEAD = 14
_DECK_WORDS, _DECK_PARAGRAPHS = 50, 2
_OUTLET_LINE = re.compile(
    r"[A-Z][\w.&’'-]{0,20}(?: [A-Z][\w.&’'-]{0,20}){1,3}(?:, [A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{1,20}){0,2})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text told apart.

    Attributes:
        blocks: in order, without overlap.
        title: the headline found, or the one given.
        published: from a date line, else from the dateline.
        authors: from bylines.
        agency: the wire that the dateline names.
        place: the dateline's place.
        walled: the page says that the rest is for subscribers.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    published: date | datetime | None = None
    authors: tuple[str, ...] = ()
    agency: str = ""
    place: str = ""
    walled: bool = False


def mark(
    text: str,
    *,
    title: str = "",
    language: str = "en",
    captions: AbstractSet[str] = frozenset(),
    headings: AbstractSet[str] = frozenset(),
    order: Order = "auto",
    authors: AbstractSet[str] = frozenset(),
) -> Marked:
    """Tell the paragraphs of ``text`` apart.

    Args:
        text: as it will be kept; never changed.
        title: the headline, where known.
        language: ISO 639-1 code of the text; English debris is known in every language.
        captions: paragraphs known to be captions (from the page's markup).
        headings: paragraphs known to be headings.
        order: of day and month in "3/4/2019".
        authors: from the page's metadata.
    """
    table = patterns(language)
    whole = [paragraph(text, span) for span in paragraphs(text)]
    if not whole:
        return Marked(blocks=(), title=title)
    title = _headlines(whole, title)
    _walls(whole)
    for index, each in enumerate(whole):
        if each.kind is None:
            furnish(each, table, captions, head=index < _HEAD, order=order)
        if each.kind is None and each.text in headings:
            each.kind = "headline"
    _asides(whole, language, authors)
    _speech(whole)
    _captioned(whole, table)
    _outlet_lines(whole)
    _deck(whole)
    _link_lists(whole, table)
    announced(whole)
    crossheads(whole)
    dateline = pieces(whole, table, order)
    published, named = _metadata(whole, dateline)
    return Marked(
        blocks=tuple(block for each in whole for block in each.pieces),
        title=title,
        published=published,
        authors=named,
        agency=dateline.agency if dateline else "",
        place=dateline.place if dateline else "",
        walled=any(each.walled for each in whole),
    )


def _walls(whole: list[Paragraph]) -> None:
    """Mark paywalls and what they offer."""
    for each, offered in zip(whole, offers([each.text for each in whole]), strict=True):
        if offered:
            each.kind, each.walled = "boilerplate", True


def _asides(whole: list[Paragraph], language: str, authors: AbstractSet[str]) -> None:
    """Mark what the page says of itself and of its authors."""
    known = frozenset(authors).union(*(each.print.authors for each in whole if each.print is not None))
    for each, aside in zip(whole, asides([each.text for each in whole], language, known), strict=True):
        if aside and each.kind is None:
            each.kind = "boilerplate"


def _speech(whole: list[Paragraph]) -> None:
    """Tell who speaks in a transcript; what says nothing is marked."""
    for each, speech in zip(whole, spoken([each.text for each in whole]), strict=True):
        each.speech = speech
        if speech is not None and speech.empty:
            each.kind = each.kind or "boilerplate"


def _headlines(whole: list[Paragraph], title: str) -> str:
    """Mark the headline, however often it is printed; find it where none is given."""
    if not title:
        title = _first_line(whole)
    key = key_of(title)
    if not key:
        return title
    body = 0
    for each in whole[:_HEAD]:
        mine = key_of(each.text)
        if mine and (
            mine == key
            or (len(mine) >= 20 and len(mine) * 2 >= len(key) and key.startswith(mine) and not each.sentence)
        ):
            each.kind = "headline"
        elif each.sentence and each.words >= 25:
            body += 1
            if body == 2:
                break
    return title


def _first_line(whole: list[Paragraph]) -> str:
    """The first line that is no furniture, where it can be a headline: short, no sentence (or printed twice)."""
    table = patterns("en")
    for index, each in enumerate(whole[: _HEAD // 2]):
        rest = whole[index + 1 :]
        probe = Paragraph(span=each.span, text=each.text, words=each.words, sentence=each.sentence)
        furnish(probe, table, frozenset(), head=index > 0, order="auto")
        if probe.kind is not None:
            continue
        if rest and key_of(each.text) == key_of(rest[0].text) and each.words <= 40:
            return each.text
        if _is_masthead(each, rest):
            continue
        stopped = each.text.rstrip("\"'”’)").endswith((".", "…", ":", ",", ";", "。")) and not each.text.endswith("...")
        if stopped or not 2 <= each.words <= 30 or len(each.text) > 220 or LIST_MARK.match(each.text):
            return ""
        return each.text if any(other.sentence for other in rest) else ""
    return ""


def _is_masthead(each: Paragraph, rest: list[Paragraph]) -> bool:
    """Whether a first line in capitals is the outlet's name: a headline of sentence case follows before the text."""
    if each.words > 5 or not each.text.isupper():
        return False
    for other in rest[:4]:
        if other.sentence:
            return False
        if other.words >= 4 and not other.text.isupper() and not CRUMBS.search(other.text):
            each.kind = "boilerplate"
            return True
    return False


def _captioned(whole: list[Paragraph], table: Patterns) -> None:
    """Mark the line under "Image caption"."""
    for before, each in pairwise(whole):
        if each.kind is None and each.words <= 40 and table.before_captions.fullmatch(before.text):
            each.kind = "caption"


def _outlet_lines(whole: list[Paragraph]) -> None:
    """Mark an outlet's name that stands alone below the date line: "Harbour Wire, Jerusalem"."""
    started = False
    for each in whole[:_HEAD]:
        if each.kind is None and each.sentence and each.words > 8:
            return
        if each.kind is None and started and _OUTLET_LINE.fullmatch(each.text):
            each.kind = "boilerplate"
        started = started or each.kind == "caption" or each.print is not None or each.reading_time


def _deck(whole: list[Paragraph]) -> None:
    """Mark the standfirst: what stands between the headline and the date line, byline or reading time."""
    last = max((index for index, each in enumerate(whole[:_HEAD]) if each.kind == "headline"), default=-1)
    if last < 0:
        return
    between: list[Paragraph] = []
    for index in range(last + 1, min(len(whole), _HEAD)):
        each = whole[index]
        if each.kind is None:
            between.append(each)
        if len(between) > _DECK_PARAGRAPHS:
            break
        if each.print is not None or each.reading_time:
            after = sum(other.words for other in whole[index + 1 :] if other.kind is None)
            if (
                between
                and all(deck.words <= _DECK_WORDS for deck in between)
                and after > 2 * sum(d.words for d in between)
            ):
                for deck in between:
                    deck.kind = "headline"
            return
    first = between[0] if between else None
    if first is None or first.kind is not None or first.sentence or not 3 <= first.words <= 40:
        return
    open_ended = first.text.endswith((":", ",", ";", "-", "–")) or LIST_MARK.match(first.text)
    if not open_ended and any(each.kind is None and each.sentence for each in whole):
        first.kind = "headline"


def _link_lists(whole: list[Paragraph], table: Patterns) -> None:
    """Mark the links under "Related stories": short lines that end with no full stop."""
    open_list = False
    for each in whole:
        if each.kind == "boilerplate" and len(each.text) <= 100 and table.link_lists.fullmatch(each.text):
            open_list = True
        elif each.kind is None and open_list:
            if each.words > 30 or each.text.rstrip("\"'”’)").endswith((".", "…", "。")):
                open_list = False
            else:
                each.kind = "boilerplate"


def _metadata(whole: list[Paragraph], dateline: Dateline | None) -> tuple[date | datetime | None, tuple[str, ...]]:
    """The day and the authors: a date line before an "updated" line, either before the dateline."""
    prints = [each.print for each in whole if each.print is not None]
    dated = sorted((p for p in prints if p.published is not None), key=lambda p: p.updated)
    published = dated[0].published if dated else (dateline.day if dateline else None)
    authors = list(dict.fromkeys(name for p in prints for name in p.authors))
    return published, tuple(authors)
