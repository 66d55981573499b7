"""Parts of a page with a day or an author of their own: posts, told by their signature ("— Jane Roe (@jroe) February 29, 2020"), live entries."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from briefing.model import Block, Span
from briefing.sources.cleaning import key_of
from briefing.sources.draft import Part
from briefing.sources.page.moments import read_moment

_SIGNATURE = re.compile(
    r"(?:[—–-]{1,2}|―|by)\s?(?P<by>[^()\n—–]{1,80}?)\s?\((?P<handle>@[\w.@-]{1,60})\)[\s,·-]{0,3}(?P<day>[^\n]{6,50})?$|"
    r"(?:a post (?:shared )?by|une publication partagée par|ein (?:von )?beitrag (?:geteilt )?von|una publicación (?:compartida )?(?:por|de)|un post condiviso da|публикация от)\s"
    r"(?P<by2>[^()\n]{1,80}?)\s?\((?P<handle2>@[\w.@-]{1,60})\)(?:[\s,·-]{0,3}(?:on|le|am|el|il)?\s?(?P<day2>[^\n]{6,60}))?$",
    re.IGNORECASE,
)
#: What programs put into a post: pictures, short addresses, prompts.
_LINK = re.compile(
    r"\s*(?:pic\.twitter\.com/\w+|(?:https?://)?t\.co/\w+|view this post on instagram)\s*", re.IGNORECASE
)
#: A signature ends a paragraph of so many characters.
_REACH = 200


@dataclass(frozen=True, slots=True)
class Signature:
    """Who posted, when, and where in the paragraph that is said."""

    start: int
    by: str
    published: date | datetime | None


def signature(text: str) -> Signature | None:
    """The signature of a post at the end of ``text``; without a day that can be read it is none."""
    match = _SIGNATURE.search(text, max(0, len(text) - _REACH))
    if match is None:
        return None
    moment = read_moment(match["day"] or match["day2"] or "")
    if moment is None and (match["day"] or match["day2"] or not match["handle2"]):
        return None
    by = f"{match['by'] or match['by2'] or ''} ({match['handle'] or match['handle2']})".strip()
    return Signature(match.start(), by, moment.value if moment else None)


def quoted(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` with posts as quotations of their own day; their signatures are boilerplate."""
    found: list[Block] = []
    for block in blocks:
        words = block.span.of(text)
        signed = signature(words) if block.kind in ("body", "boilerplate", "headline", "quote") else None
        if signed is None:
            found.append(block)
            continue
        if not re.search(r"\w", words[: signed.start]):
            if found and found[-1].kind in ("body", "headline"):
                found.extend(_post(text, found.pop().span, signed))
        else:
            end = block.span.start + signed.start
            end -= len(text[block.span.start : end]) - len(text[block.span.start : end].rstrip())
            found.extend(_post(text, Span(block.span.start, end), signed))
        found.append(Block(span=Span(block.span.start + signed.start, block.span.end), kind="boilerplate"))
    return tuple(found)


def _post(text: str, span: Span, signed: Signature) -> Iterator[Block]:
    """The words of a post; a picture's address at its end is boilerplate."""
    words = span.of(text)
    tail = next((match for match in _LINK.finditer(words) if match.end() == len(words) and match.start()), None)
    end = span.start + tail.start() if tail else span.end
    yield Block(span=Span(span.start, end), kind="quote", published=signed.published, by=signed.by)
    if tail:
        start = end + len(text[end : span.end]) - len(text[end : span.end].lstrip())
        if start < span.end:
            yield Block(span=Span(start, span.end), kind="boilerplate")


#: Letters of a block that is looked for in a part: fewer are found anywhere.
_LEAST = 12


def with_parts(text: str, blocks: Sequence[Block], parts: Sequence[Part]) -> tuple[Block, ...]:
    """``blocks`` of ``text``, those that print words of a part with its day and its author, posts as quotations."""
    if not parts:
        return tuple(blocks)
    keys = [(key_of(part.text), part) for part in parts]
    found: list[Block] = []
    for block in blocks:
        mine = key_of(block.span.of(text))
        part = next((part for key, part in keys if len(mine) >= _LEAST and mine in key), None)
        if part is None:
            found.append(block)
            continue
        kind = part.kind if part.kind == "quote" else block.kind
        found.append(replace(block, kind=kind, published=part.published, by=part.by))
    return tuple(found)
