"""Shortening: a sentence too long for the bottom line, its last clause left out and marked as such."""

import re
from dataclasses import replace

from briefing.model import KeyPoint, turned

#: A clause that begins so adds to what was said and does not take it back: no "unless", no "but", no "officials said".
_ADDS = re.compile(
    r",\s+(?:which|whose|where|when|while|as|after|before|with|in an? (?:attempt|effort|move|bid|step)|among|including|"
    r"part of|the (?:first|latest|second|third|largest|biggest|worst|highest|lowest)|[a-z]{3,}ing)\b"
)
#: A clause that says who said it must stay, and so must one that denies or limits.
_NEEDED = re.compile(
    r"\b(?:said|says|told|according|announced|reported|added|claimed|alleged|denied|unless|if|but|not|never|however)\b",
    re.IGNORECASE,
)
_OPENERS, _CLOSERS = '“"«(', '”"»)'
#: Of the sentence at least this share stays, and so many words.
_SHARE, _FEWEST = 0.5, 12


def shortened(point: KeyPoint, most: int) -> KeyPoint | None:
    """``point`` with "[…]" for the last clauses, so that at most ``most`` words are left; None where that will not do.

    Newspapers mark what they leave out of a quotation; what stays is the source's own words, in order.
    """
    words = len(point.verbatim.split())
    for clause in reversed(list(_ADDS.finditer(point.text))):
        kept, cut = point.text[: clause.start()], point.text[clause.start() :]
        count = len(re.sub(r"\s?\[[^\[\]]*\]", "", kept).split())
        if count > most:
            continue
        if count < max(_FEWEST, _SHARE * words) or _NEEDED.search(cut) or not _whole(kept):
            return None
        text = f"{kept} […]"
        return None if turned(text, point.verbatim) else replace(point, text=text)
    return None


def _whole(text: str) -> bool:
    """Whether no quotation or bracket is left open."""
    straight = text.count('"') % 2 == 0
    return straight and all(
        text.count(opener) == text.count(closer)
        for opener, closer in zip(_OPENERS, _CLOSERS, strict=True)
        if opener != closer
    )
