"""Pieces: paragraphs → blocks; labels, datelines and agencies' tags are cut off the sentences that they stand at."""

import re
from collections.abc import Sequence

from briefing.model import Block, Span
from briefing.sources.page.bylines import is_signoff
from briefing.sources.page.datelines import Dateline, find_dateline
from briefing.sources.page.datetokens import Order
from briefing.sources.page.labels import label_end
from briefing.sources.page.paragraph import Paragraph
from briefing.sources.page.patterns import Patterns

_TRAILING = re.compile(
    r"\s*(?:\[?(?:read more|continue reading)\b[^\]]{0,80}\]?|click to tweet|\[…\]|\[\.\.\.\]|\[&#8230;\]|→|»)\s*$",
    re.IGNORECASE,
)


def pieces(whole: Sequence[Paragraph], table: Patterns, order: Order) -> Dateline | None:
    """Make the blocks of ``whole``; gives the first dateline."""
    first: Dateline | None = None
    body = 0
    for each in whole:
        first = first or each.dateline
        if (each.kind or "body") != "body":
            each.pieces = [Block(span=each.span, kind=each.kind or "body")]
            continue
        body += 1
        found = _cut(each, table, order, opening=body <= 2)
        first = first or found
    return first


def _cut(each: Paragraph, table: Patterns, order: Order, *, opening: bool) -> Dateline | None:
    """Make the blocks of a paragraph of the body: what stands in front, its words, what stands behind."""
    start, end = each.span.start, each.span.end
    by, quote = (each.speech.by, each.speech.quote) if each.speech else ("", False)
    front = each.speech.end if each.speech else 0
    front = front or label_end(each.text)
    if front and start + front < end:
        each.pieces.append(Block(span=_trim(each, start, start + front), kind="boilerplate"))
        start += front + len(each.text[front:]) - len(each.text[front:].lstrip())
    found = find_dateline(each.text[start - each.span.start :], table, opening=opening, order=order)
    if found is not None and start + found.end < end:
        each.pieces.append(Block(span=_trim(each, start, start + found.end), kind="boilerplate"))
        start += found.end
    else:
        found = None
    tail = _tail(each, table)
    last = each.span.start + tail if tail is not None and each.span.start + tail > start + 20 else end
    each.pieces.append(Block(span=_trim(each, start, last), kind="quote" if quote else "body", by=by))
    if last < end:
        each.pieces.append(Block(span=_trim(each, last, end), kind="boilerplate"))
    return found


def _trim(each: Paragraph, start: int, end: int) -> Span:
    piece = each.text[start - each.span.start : end - each.span.start]
    return Span(start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip())))


def _tail(each: Paragraph, table: Patterns) -> int | None:
    """Where a tag at the paragraph's end begins: "– AFP", "(Reporting by …)", "Read more"."""
    text = each.text
    match = table.agency_tag.search(text, max(0, len(text) - 60)) or _TRAILING.search(text, max(0, len(text) - 100))
    if match:
        return match.start()
    at = text.rfind("(") if text.endswith(")") else -1
    if at > 0 and is_signoff(text[at:], table):
        return at
    return None
