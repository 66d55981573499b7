"""Running heads and feet of printed pages: out of the prose, and what they say of day and outlet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.sources.formats.lines import Line
from briefing.sources.page.days import find_day
from briefing.sources.page.paragraphs import ends_sentence
from briefing.sources.page.patterns import LANGUAGES, patterns

_FOLIO = re.compile(
    r"(?:page|seite|página|pagina|p\.|s\.|стр\.?)?\s*[-–—|]?\s*\d{1,4}(?:\s*(?:/|of|de|von|di|из)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
#: So many lines at the top and at the foot of a page may be its head and foot.
_EDGE = 3
#: A head is no longer than this.
_LONGEST = 120
_PIECES = re.compile(r"\s*[·|•,–—/]\s*|\s+-\s+|\s{3,}")
_OUTLET = re.compile(
    r"(?:(?:The|Le|La|Les|Die|Der|Das|El|Il) )?[^\W\d_a-z][\w’'&.-]*(?: (?:of|du|de|des|del|della|der|and|und|&|[^\W\d_a-z][\w’'&.-]*)){0,5}"
)
#: Of every paper, and the name of none.
_COMMON = re.compile(
    r"(?:daily |weekly |morning )?(?:press|media|news) (?:review|clippings?|summary|digest|cuttings?)|pressespiegel|revue de presse|revista de prensa|rassegna stampa|"
    r"clipping|обзор прессы|page|seite|vol(?:ume)?|issue|nr|no|edition|confidential|draft|internal",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the running heads say."""

    day: date | None = None
    outlet: str = ""


def without_heads(pages: list[list[Line]]) -> tuple[list[list[Line]], Head]:
    """``pages`` without their heads, feet and folios, and what those say."""
    marks = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    heads: list[str] = []
    kept: list[list[Line]] = []
    for page in pages:
        outer = [max(page, key=lambda line: line.y), min(page, key=lambda line: line.y)] if page else []
        edge = {id(line) for line in _edges(page) if _is_head(line, marks, len(pages), outermost=line in outer)}
        heads += [line.text for line in page if id(line) in edge]
        kept.append([line for line in page if id(line) not in edge])
    return kept, read_heads(list(dict.fromkeys(heads)))


def _edges(page: list[Line]) -> list[Line]:
    lines = sorted(page, key=lambda line: -line.y)
    return lines[:_EDGE] + lines[_EDGE:][-_EDGE:]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _is_head(line: Line, marks: Counter[str], pages: int, *, outermost: bool) -> bool:
    """A page number, a line on most pages, or the one dated line at the edge of a single page."""
    if _FOLIO.fullmatch(line.text):
        return True
    if len(line.text) > _LONGEST:
        return False
    if pages >= 2 and marks[_key(line)] * 2 > pages and marks[_key(line)] >= 2:
        return True
    alone = pages == 1 and outermost and not ends_sentence(line.text)
    return alone and len(_PIECES.split(line.text)) >= 2 and _day(line.text) is not None


def _day(text: str) -> date | None:
    for language in LANGUAGES:
        found = find_day(text, patterns(language))
        if found is not None and found.day is not None:
            return found.day
    return None


def read_heads(heads: Sequence[str]) -> Head:
    """What lines that name a paper and its day ("Harbour Daily · Tuesday 24 May 2016") say, the first first."""
    day = next((found for head in heads if (found := _day(head)) is not None), None)
    for head in heads:
        for piece in _PIECES.split(head):
            name = piece.strip()
            if _OUTLET.fullmatch(name) and not _COMMON.match(name) and _day(name) is None and not _is_weekday(name):
                return Head(day=day, outlet=name)
    return Head(day=day)


def _is_weekday(name: str) -> bool:
    return any(patterns(language).dates.fullmatch(name) for language in LANGUAGES)
