"""Page debris: every paragraph of a text told apart as headline, body, caption or boilerplate.

What a headline, a date line or a byline says is handed on as metadata. A short sentence of the article stays body:
only what matches a table in `briefing/data/debris*.toml`, or stands where furniture stands and does not end like a
sentence, is taken for anything else.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from briefing.model import Block, BlockKind, Span
from briefing.sources.page.bylines import SmallPrint, is_signoff, small_print
from briefing.sources.page.datelines import Dateline, find_dateline
from briefing.sources.page.labels import label_end
from briefing.sources.page.moments import Order
from briefing.sources.page.paragraphs import ends_sentence, paragraphs
from briefing.sources.page.patterns import Patterns, patterns
from briefing.sources.page.walls import offers

#: A paragraph longer than this is never furniture.
_LONGEST = 700
#: The head of a page is sought in so many paragraphs.
_HEAD = 14
_DECK_WORDS, _DECK_PARAGRAPHS = 50, 2
_CROSSHEAD_WORDS = 12
_CRUMBS = re.compile(r"\s+[>»›|/→]\s+|\s*[>»›→]\s*")
_LIST_MARK = re.compile(r"(?:[-*•·▪►–—]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
_TRAILING = re.compile(
    r"\s*(?:\[?(?:read more|continue reading)\b[^\]]{0,80}\]?|click to tweet|\[…\]|\[\.\.\.\]|\[&#8230;\]|→|»)\s*$",
    re.IGNORECASE,
)
#: A picture credit is no longer than this, and has one of these signs unless it is the whole line.
_CREDIT = 120
_QUOTES = "\"“«„'‘"
_OUTLET_LINE = re.compile(
    r"[A-Z][\w.&’'-]{0,20}(?: [A-Z][\w.&’'-]{0,20}){1,3}(?:, [A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{1,20}){0,2})?"
)
_CREDIT_SIGN = re.compile(r"[\])]\.?$|/|©|\s[-–—(]|[|.:;,–—] ?(?:[Pp]hoto|[Ii]mage)")
_WORD = re.compile(r"\w+")
_BREAKS = dict.fromkeys(map(ord, "\n\r\x0b\x0c\x85\u2028\u2029\u00a0\t"), " ")


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


@dataclass(slots=True, kw_only=True)
class _Paragraph:
    span: Span
    text: str
    kind: BlockKind | None = None
    print: SmallPrint | None = None
    dateline: Dateline | None = None
    reading_time: bool = False
    walled: bool = False
    words: int = 0
    sentence: bool = False
    pieces: list[Block] = field(default_factory=list)


def mark(
    text: str,
    *,
    title: str = "",
    language: str = "en",
    captions: AbstractSet[str] = frozenset(),
    headings: AbstractSet[str] = frozenset(),
    order: Order = "auto",
) -> Marked:
    """Tell the paragraphs of ``text`` apart.

    Args:
        text: as it will be kept; never changed.
        title: the headline, where known.
        language: ISO 639-1 code of the text; English debris is known in every language.
        captions: paragraphs known to be captions (from the page's markup).
        headings: paragraphs known to be headings.
        order: of day and month in "3/4/2019".
    """
    table = patterns(language)
    whole = [_paragraph(text, span) for span in paragraphs(text)]
    if not whole:
        return Marked(blocks=(), title=title)
    title = _headlines(whole, title)
    _walls(whole)
    for index, each in enumerate(whole):
        if each.kind is None:
            _furniture(each, table, captions, head=index < _HEAD, order=order)
        if each.kind is None and each.text in headings:
            each.kind = "headline"
    _neighbours(whole, table)
    _outlet_lines(whole)
    _deck(whole)
    _link_lists(whole, table)
    _crossheads(whole)
    dateline = _split(whole, table, order)
    published, authors = _metadata(whole, dateline)
    return Marked(
        blocks=tuple(block for each in whole for block in each.pieces),
        title=title,
        published=published,
        authors=authors,
        agency=dateline.agency if dateline else "",
        place=dateline.place if dateline else "",
        walled=any(each.walled for each in whole),
    )


def _walls(whole: list[_Paragraph]) -> None:
    """Mark paywalls and what they offer."""
    for each, offered in zip(whole, offers([each.text for each in whole]), strict=True):
        if offered:
            each.kind, each.walled = "boilerplate", True


def _paragraph(text: str, span: Span) -> _Paragraph:
    content = span.of(text).translate(_BREAKS)  # one for one: offsets stay
    return _Paragraph(
        span=span, text=content, words=len(_WORD.findall(content[:2000])), sentence=ends_sentence(content)
    )


def _key(text: str) -> str:
    """What two prints of one headline share: letters and digits."""
    return "".join(_WORD.findall(text.casefold()))


def _headlines(whole: list[_Paragraph], title: str) -> str:
    """Mark the headline, however often it is printed; find it where none is given."""
    if not title:
        title = _first_line(whole)
    key = _key(title)
    if not key:
        return title
    body = 0
    for each in whole[:_HEAD]:
        mine = _key(each.text)
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


def _first_line(whole: list[_Paragraph]) -> str:
    """The first line that is no furniture, where it can be a headline: short, no sentence (or printed twice)."""
    table = patterns("en")
    for index, each in enumerate(whole[: _HEAD // 2]):
        rest = whole[index + 1 :]
        probe = _Paragraph(span=each.span, text=each.text, words=each.words, sentence=each.sentence)
        _furniture(probe, table, frozenset(), head=index > 0, order="auto")
        if probe.kind is not None:
            continue
        if rest and _key(each.text) == _key(rest[0].text) and each.words <= 40:
            return each.text
        if _is_masthead(each, rest):
            continue
        stopped = each.text.rstrip("\"'”’)").endswith((".", "…", ":", ",", ";", "。")) and not each.text.endswith("...")
        if stopped or not 2 <= each.words <= 30 or len(each.text) > 220 or _LIST_MARK.match(each.text):
            return ""
        return each.text if any(other.sentence for other in rest) else ""
    return ""


def _is_masthead(each: _Paragraph, rest: list[_Paragraph]) -> bool:
    """Whether a first line in capitals is the outlet's name: a headline of sentence case follows before the text."""
    if each.words > 5 or not each.text.isupper():
        return False
    for other in rest[:4]:
        if other.sentence:
            return False
        if other.words >= 4 and not other.text.isupper() and not _CRUMBS.search(other.text):
            each.kind = "boilerplate"
            return True
    return False


def _furniture(each: _Paragraph, table: Patterns, captions: AbstractSet[str], *, head: bool, order: Order) -> None:
    """Mark a paragraph that is a caption or boilerplate by itself, wherever it stands."""
    text = each.text
    if len(text) > _LONGEST:
        return
    if text in captions and not (each.sentence and each.words > 80):
        each.kind = "caption"
    elif table.agency_line.fullmatch(text) or is_signoff(text, table):
        each.kind = "boilerplate"
    elif (alone := _lone_dateline(text, table, order)) is not None:
        each.kind, each.dateline = "boilerplate", alone
    elif table.captions.fullmatch(text) or _is_credited(text, each, table):
        each.kind = "caption"
    elif text.startswith("|") and text.endswith("|") and len(text) > 2:  # a row of a table: no sentence
        each.kind = "boilerplate"
    elif table.lines.fullmatch(text):
        each.kind = "boilerplate"
        each.reading_time = any(letter.isdigit() for letter in text) and each.words <= 8
    elif (found := small_print(text, table, head=head, order=order)) is not None:
        each.kind, each.print = "boilerplate", found
    elif (alone := _place_and_day(text, table, order)) is not None:
        each.kind, each.dateline = "boilerplate", alone
    elif _is_navigation(text, each, table):
        each.kind = "boilerplate"


def _lone_dateline(text: str, table: Patterns, order: Order) -> Dateline | None:
    """The dateline that a line consists of, its sentence being the next: "NAIROBI, Kenya (AP) _"."""
    if len(text) > 100:
        return None
    if text[-1:] == ")":  # "KABUL (Harbour Wire)"
        found = find_dateline(f"{text} – X", table, opening=True, order=order)
        return found if found is not None and found.end > len(text) and found.agency and found.place.isupper() else None
    if text[-1:] not in "-_–—:":
        return None
    found = find_dateline(f"{text} X", table, opening=True, order=order)
    return (
        found
        if found is not None and found.end > len(text) and (found.agency or found.day or text[-1] in "_–—")
        else None
    )


_BRACKETED = re.compile(
    r"\w[”’\"']?\s+\[[A-Z][\w.&/’'-]*(?:\s[A-Z][\w.&/’'-]*){0,3}(?:\s(?:archives?|file|handout|photo))?\]$"
)


def _place_and_day(text: str, table: Patterns, order: Order) -> Dateline | None:
    """A line of a place and a full date and nothing else: "London, 29 January 2019"."""
    if len(text) > 60 or text[-1:] in ".!?؟…:":
        return None
    found = find_dateline(f"{text} – X", table, opening=True, order=order)
    if found is None or found.end <= len(text) or found.day is None:
        return None
    return found if 0 < len(found.place.split()) <= 3 else None


def _is_credited(text: str, each: _Paragraph, table: Patterns) -> bool:
    end = max(0, len(text) - _CREDIT)
    signed = each.words <= 6 or _CREDIT_SIGN.search(text, end) is not None  # quick, for most paragraphs
    if signed and each.words <= 90 and table.credit.search(text, end) is not None:
        return True
    # "… at a cabinet meeting [Harbour Wire]": a name in square brackets after words without a stop
    return each.words <= 60 and _BRACKETED.search(text) is not None


def _is_navigation(text: str, each: _Paragraph, table: Patterns) -> bool:
    """Whether a line is made of furniture words, or is a trail of crumbs."""
    words = [word for word in re.findall(r"[\w+'’-]+", text.casefold()) if not word.isdigit()]
    if words and len(words) <= 14 and not each.sentence and all(word in table.furniture for word in words):
        return True
    crumbs = [crumb for crumb in _CRUMBS.split(text) if crumb]
    if len(crumbs) < 3 or each.sentence or len(crumbs[-1].split()) > 12:
        return False
    return all(len(crumb.split()) <= 4 and any(map(str.isalpha, crumb)) for crumb in crumbs[:-1])


def _neighbours(whole: list[_Paragraph], table: Patterns) -> None:
    """Mark what is what it is by the line before it: a caption's second line, a reporter's title."""
    for before, each in pairwise(whole):
        if each.kind is not None or each.words > 40:
            continue
        if before.kind == "caption" and table.before_captions.fullmatch(before.text):
            each.kind = "caption"
        elif (
            before.print is not None and before.print.authors and not each.sentence and table.jobs.fullmatch(each.text)
        ):
            each.kind = "boilerplate"


def _outlet_lines(whole: list[_Paragraph]) -> None:
    """Mark an outlet's name that stands alone below the date line: "Harbour Wire, Jerusalem"."""
    started = False
    for each in whole[:_HEAD]:
        if each.kind is None and each.sentence and each.words > 8:
            return
        if each.kind is None and started and _OUTLET_LINE.fullmatch(each.text):
            each.kind = "boilerplate"
        started = started or each.kind == "caption" or each.print is not None or each.reading_time


def _deck(whole: list[_Paragraph]) -> None:
    """Mark the standfirst: what stands between the headline and the date line, byline or reading time."""
    last = max((index for index, each in enumerate(whole[:_HEAD]) if each.kind == "headline"), default=-1)
    if last < 0:
        return
    between: list[_Paragraph] = []
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
    open_ended = first.text.endswith((":", ",", ";", "-", "–")) or _LIST_MARK.match(first.text)
    if not open_ended and any(each.kind is None and each.sentence for each in whole):
        first.kind = "headline"


def _link_lists(whole: list[_Paragraph], table: Patterns) -> None:
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


def _crossheads(whole: list[_Paragraph]) -> None:
    """Mark headings between paragraphs, and scraps after the last; everything left is body."""
    rest = [each for each in whole if each.kind is None]
    spoken = sum(each.words for each in rest if each.sentence)
    if rest and spoken * 2 >= sum(each.words for each in rest):  # else the text has no punctuation to go by
        last = max((index for index, each in enumerate(rest) if each.sentence), default=0)
        for index, each in enumerate(rest):
            if each.sentence or each.words > _CROSSHEAD_WORDS or each.text.endswith((":", ",", ";", "-", "–", "—")):
                continue
            if index > last and _LIST_MARK.match(each.text) and not rest[last].text.endswith(":"):
                each.kind = "boilerplate"  # links below the article
                continue
            if _LIST_MARK.match(each.text) or each.text[:1].islower() or each.text[:1] in _QUOTES:
                continue
            if index > last:
                each.kind = "boilerplate" if each.words <= 8 else None
            else:
                each.kind = "headline"
    asked = [e for e in rest if e.text.endswith("?") and e.words <= _CROSSHEAD_WORDS and e.text[:1] not in _QUOTES]
    for each in asked if len(asked) >= 2 else ():  # an explainer or an interview
        each.kind = each.kind or "headline"
    for each in whole:
        each.kind = each.kind or "body"
    if not any(each.kind == "body" for each in whole):  # an alert of one line is its own news
        for each in whole:
            each.kind = "body" if each.kind == "headline" else each.kind


def _split(whole: list[_Paragraph], table: Patterns, order: Order) -> Dateline | None:
    """Make the blocks: datelines and agency tags are cut off the paragraphs that they stand in."""
    first: Dateline | None = None
    body = 0
    for each in whole:
        kind = each.kind or "body"
        first = first or each.dateline
        start, end = each.span.start, each.span.end
        if kind != "body":
            each.pieces = [Block(span=each.span, kind=kind)]
            continue
        body += 1
        if (label := label_end(each.text)) and start + label < end:
            each.pieces.append(Block(span=_trim(each, start, start + label), kind="boilerplate"))
            start += label
        found = find_dateline(each.text[start - each.span.start :], table, opening=body <= 2, order=order)
        if found is not None:
            cut = start + found.end
            if cut < end:
                first = first or found
                each.pieces.append(Block(span=_trim(each, start, cut), kind="boilerplate"))
                start = cut
        tail = _tail(each, table)
        if tail is not None and each.span.start + tail > start + 20:
            each.pieces.append(Block(span=_trim(each, start, each.span.start + tail), kind="body"))
            each.pieces.append(Block(span=_trim(each, each.span.start + tail, end), kind="boilerplate"))
        else:
            each.pieces.append(Block(span=Span(start, end), kind="body"))
    return first


def _trim(each: _Paragraph, start: int, end: int) -> Span:
    piece = each.text[start - each.span.start : end - each.span.start]
    return Span(start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip())))


def _tail(each: _Paragraph, table: Patterns) -> int | None:
    """Where a tag at the paragraph's end begins: "– AFP", "(Reporting by …)", "Read more"."""
    text = each.text
    match = table.agency_tag.search(text, max(0, len(text) - 60)) or _TRAILING.search(text, max(0, len(text) - 100))
    if match:
        return match.start()
    at = text.rfind("(") if text.endswith(")") else -1
    if at > 0 and is_signoff(text[at:], table):
        return at
    return None


def _metadata(whole: list[_Paragraph], dateline: Dateline | None) -> tuple[date | datetime | None, tuple[str, ...]]:
    """The day and the authors: a date line before an "updated" line, either before the dateline."""
    prints = [each.print for each in whole if each.print is not None]
    dated = sorted((p for p in prints if p.published is not None), key=lambda p: p.updated)
    published = dated[0].published if dated else (dateline.day if dateline else None)
    authors = list(dict.fromkeys(name for p in prints for name in p.authors))
    return published, tuple(authors)
