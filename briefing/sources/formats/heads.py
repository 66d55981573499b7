"""Running heads and feet of printed pages: out of the prose, and what they say of day and outlet."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.lexicon.paragraphs import ends_sentence
from briefing.sources.formats.lines import Line
from briefing.sources.page.days import find_day
from briefing.sources.page.moments import read_moment
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
    alone = len(pages) == 1 and sum(_is_dated(line) for line in pages[0]) == 1  # several are those of a press review
    heads: list[str] = []
    kept: list[list[Line]] = []
    for page in pages:
        outer = [max(page, key=lambda line: line.y), min(page, key=lambda line: line.y)] if page else []
        edge = {id(line) for line in _edges(page) if _is_head(line, marks, len(pages), alone=alone and line in outer)}
        heads += [line.text for line in page if id(line) in edge]
        kept.append([line for line in page if id(line) not in edge])
    return kept, read_heads(list(dict.fromkeys(heads)))


def _edges(page: list[Line]) -> list[Line]:
    lines = sorted(page, key=lambda line: -line.y)
    return lines[:_EDGE] + lines[_EDGE:][-_EDGE:]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _is_dated(line: Line) -> bool:
    """Whether a line names a day and something else, as those do that name a paper."""
    short = len(line.text) <= _LONGEST and not ends_sentence(line.text)
    return short and len(_PIECES.split(line.text)) >= 2 and _found(line.text) is not None


def _is_head(line: Line, marks: Counter[str], pages: int, *, alone: bool) -> bool:
    """A page number, a line on most pages, or the one dated line at the edge of a single page."""
    if _FOLIO.fullmatch(line.text):
        return True
    if len(line.text) > _LONGEST:
        return False
    if pages >= 2 and marks[_key(line)] * 2 > pages and marks[_key(line)] >= 2:
        return True
    return alone and _is_dated(line)


def _found(text: str) -> tuple[date, str] | None:
    """The day that a line names, and the line without it; languages without a table are read piece by piece."""
    for language in LANGUAGES:
        found = find_day(text, patterns(language))
        if found is not None and found.day is not None:
            return found.day, f"{text[: found.start]} | {text[found.end :]}"
    pieces = _PIECES.split(text)
    for n, piece in enumerate(pieces):
        moment = read_moment(piece) if any(map(str.isdigit, piece)) else None
        if moment is not None:
            return moment.day, " | ".join(pieces[:n] + pieces[n + 1 :])
    return None


def read_heads(heads: Sequence[str], joins: Collection[str] = ()) -> Head:
    """What lines that name a paper and its day ("Harbour Daily · Tuesday 24 May 2016") say, the first first.

    Args:
        heads: the lines.
        joins: words that may stand between the name and the day ("Hafenbote vom 24. Mai 2016").
    """
    read = [(_found(head), head) for head in heads]
    day = next((found[0] for found, _ in read if found), None)
    for found, head in read:
        for piece in _PIECES.split(found[1] if found else head):
            words = piece.strip(" ().[]").split()
            while words and words[-1].casefold().rstrip(".:") in joins:
                words.pop()
            name = " ".join(words)
            weekday = any(patterns(language).dates.fullmatch(name) for language in LANGUAGES)
            if _OUTLET.fullmatch(name) and not _COMMON.match(name) and not weekday:
                return Head(day=day, outlet=name)
    return Head(day=day)


def named_head(lines: Iterable[str]) -> Head:
    """What the first line says that names a paper and its day, as a head or foot of pages does: "Harbour Daily, 24 May 2016"."""
    said = (read_heads([line]) for line in lines if len(line) <= _LONGEST and not ends_sentence(line))
    return next((each for each in said if each.day is not None and each.outlet), Head())
