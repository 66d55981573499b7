"""Press reviews → their articles: each is told by the lines that name its paper and day, and by the headline at them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise

from briefing.lexicon.paragraphs import ends_sentence
from briefing.lexicon.tables import listed, read_table
from briefing.sources.formats.heads import read_heads
from briefing.sources.formats.paragraphs import Paragraph

#: A line of credit is no longer than this, in characters; what names a day besides a paper has no more words.
_LONGEST, _WORDS = 120, 14
#: A headline has so many words, and stands so many paragraphs from its credit at the most.
_TITLE_WORDS, _NEAR = (2, 30), 3
#: An article has so many words in sentences; two of them make a review. One without a credit of its own has more.
_LEAST, _ARTICLES, _UNCREDITED = 12, 2, 40
_LABELLED = re.compile(r"[\s|]*([^\W\d_][^:：|\n]{1,30}?)\s*[:：|]\s*([^\s|].{0,120}?)[\s|]*$")


@dataclass(slots=True)
class Clip:
    """One article of a document.

    Attributes:
        paragraphs: without the lines of credit.
        title: its headline, "" where none stands out.
        day: as its credit says.
        outlet: as its credit says.
        authors: as its credit says.
    """

    paragraphs: list[Paragraph]
    title: str = ""
    day: date | None = None
    outlet: str = ""
    authors: tuple[str, ...] = ()


@dataclass(slots=True)
class _Credit:
    """Consecutive lines that say where an article was printed: from ``start`` up to ``end``."""

    start: int
    end: int
    day: date | None = None
    outlet: str = ""
    title: str = ""
    authors: list[str] = field(default_factory=list)
    head: int = -1  # of the headline

    @property
    def begin(self) -> int:
        """Where its article begins."""
        return self.start if self.head < 0 else min(self.start, self.head)


def clips(paragraphs: Sequence[Paragraph]) -> list[Clip]:
    """The articles of a press review in order; all of the document as one where it is none.

    A table of contents and a title page belong to no article.
    """
    credited = _credits(paragraphs)
    if not _closing(paragraphs, credited):
        _headlines(paragraphs, credited)
        credited = _own(credited)
    starts = sorted({*(credit.begin for credit in credited), *_headed(paragraphs, credited)})
    found = [_clip(paragraphs, a, b, credited) for a, b in pairwise([*starts, len(paragraphs)])]
    found = [clip for clip in found if _spoken(clip.paragraphs) >= _LEAST]
    if len(found) < _ARTICLES:
        return [Clip(list(paragraphs))]
    front = list(paragraphs[: starts[0]])
    return [Clip(front), *found] if _spoken(front) >= _UNCREDITED else found


def _spoken(paragraphs: Sequence[Paragraph]) -> int:
    """Words in sentences."""
    return sum(len(each.text.split()) for each in paragraphs if not each.level and ends_sentence(each.text))


def _credits(paragraphs: Sequence[Paragraph]) -> list[_Credit]:
    found: list[_Credit] = []
    for n, each in enumerate(paragraphs):
        credit = found[-1] if found and found[-1].end == n else _Credit(n, n)
        if _read(each, credit):
            credit.end = n + 1
            if credit.start == n:
                found.append(credit)
    return [credit for credit in found if credit.day is not None or (credit.outlet and credit.end - credit.start > 1)]


def _read(each: Paragraph, credit: _Credit) -> bool:
    """Whether a paragraph is a line of credit; what it says goes into ``credit``."""
    text = each.text
    if len(text) > _LONGEST or (ends_sentence(text) and len(text.split()) > _WORDS // 2):
        return False
    name, value = label_of(text)
    if name:
        if name == "outlet":
            said = read_heads([value], joins=_joins())
            credit.day = credit.day or said.day
            credit.outlet = credit.outlet or (said.outlet if said.day else value)
        elif name == "day":
            credit.day = credit.day or read_heads([value]).day
        elif name == "author":
            credit.authors.append(value)
        elif name == "title":
            credit.title = credit.title or value
        return True
    said = read_heads([text], joins=_joins())
    if said.day is None or not said.outlet or len(text.split()) > _WORDS or (credit.day and credit.start < credit.end):
        return False
    credit.day, credit.outlet = said.day, said.outlet
    return True


def _closing(paragraphs: Sequence[Paragraph], credited: Sequence[_Credit]) -> bool:
    """Whether each credit ends its article; if so each begins behind the one before it, with its headline."""
    if len(credited) < _ARTICLES or _spoken(paragraphs[credited[-1].end :]):
        return False
    if not _spoken(paragraphs[: credited[0].start]):
        return False
    behind = 0
    for credit in credited:
        span = range(behind, credit.start)
        credit.head = next((n for n in span if paragraphs[n].level), behind)
        behind = credit.end
    return True


def label_of(text: str) -> tuple[str, str]:
    """What a line says before its colon ("outlet", "day", "author", "title", "other") and behind it; "" for no label."""
    labelled = _LABELLED.match(text)
    name = _labels().get(" ".join(labelled[1].casefold().split()), "") if labelled else ""
    return (name, labelled[2].strip()) if labelled and name else ("", "")


def _headlines(paragraphs: Sequence[Paragraph], credited: Sequence[_Credit]) -> None:
    """Find each credit's headline: above it or under it, as most of the document has it."""
    above = [_above(paragraphs, credit) for credit in credited]
    under = [_under(paragraphs, credit) for credit in credited]
    worth = [sum((2 if paragraphs[n].level else 1) for n in side if n >= 0) for side in (above, under)]
    for credit, up, down in zip(credited, above, under, strict=True):
        first, second = (up, down) if worth[0] >= worth[1] else (down, up)
        credit.head = first if first >= 0 else second


def _above(paragraphs: Sequence[Paragraph], credit: _Credit) -> int:
    near = range(credit.start - 1, max(-1, credit.start - 1 - _NEAR), -1)
    reach = []
    for n in near:
        if not _is_title(paragraphs[n]):
            break
        reach.append(n)
    level = next((n for n in reach if paragraphs[n].level), -1)
    if level < 0:
        return reach[-1] if reach else -1
    while level - 1 >= 0 and paragraphs[level - 1].level > paragraphs[level].level:
        level -= 1  # a kicker
    return level


def _under(paragraphs: Sequence[Paragraph], credit: _Credit) -> int:
    n = credit.end
    return n if n < len(paragraphs) and _is_title(paragraphs[n]) else -1


def _is_title(each: Paragraph) -> bool:
    least, most = _TITLE_WORDS
    words = len(each.text.split())
    return least <= words <= most and (bool(each.level) or (not ends_sentence(each.text) and not each.caption))


def _own(credited: Sequence[_Credit]) -> list[_Credit]:
    """The credited without those that a page repeats while its article goes on."""
    kept: list[_Credit] = []
    for credit in credited:
        before = kept[-1] if kept else None
        if before is None or credit.head >= 0 or (credit.day, credit.outlet) != (before.day, before.outlet):
            kept.append(credit)
    return kept


def _headed(paragraphs: Sequence[Paragraph], credited: Sequence[_Credit]) -> list[int]:
    """Headlines like most of those with a credit, with a text under them and no credit of their own."""
    levels = Counter(paragraphs[credit.head].level for credit in credited if credit.head >= 0)
    level = levels.most_common(1)[0][0] if levels else 0
    if not level or levels[level] < _ARTICLES:
        return []
    owned = {credit.head for credit in credited}
    heads = [n for n, each in enumerate(paragraphs) if each.level == level]
    spans = zip(heads, [*heads[1:], len(paragraphs)], strict=True)
    return [n for n, end in spans if n not in owned and _spoken(paragraphs[n:end]) >= _UNCREDITED]


def _clip(paragraphs: Sequence[Paragraph], start: int, end: int, credited: Sequence[_Credit]) -> Clip:
    here = [credit for credit in credited if start <= credit.start < end]
    lines = {n for credit in here for n in range(credit.start, credit.end)}
    lines |= {n for n in range(start, end) if _repeats(paragraphs[n], here)}
    kept = [n for n in range(start, end) if n not in lines]
    while kept and paragraphs[kept[-1]].level:
        kept.pop()  # the heading of the section that follows
    credit = here[0] if here else _Credit(start, start, head=start)
    title = credit.title or (paragraphs[credit.head].text if credit.head >= 0 else "")
    return Clip([paragraphs[n] for n in kept], title, credit.day, credit.outlet, tuple(credit.authors))


def _repeats(each: Paragraph, here: Sequence[_Credit]) -> bool:
    """Whether a paragraph is the credit once more, on the article's next page."""
    probe = _Credit(0, 0)
    return bool(here) and _read(each, probe) and (probe.day, probe.outlet) == (here[0].day, here[0].outlet)


@cache
def _labels() -> dict[str, str]:
    table = read_table("reviews.toml")["labels"]
    return {word: name for name, words in table.items() for word in listed(words)}


@cache
def _joins() -> frozenset[str]:
    return frozenset(listed(read_table("reviews.toml")["words"]["joins"]))
