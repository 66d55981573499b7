"""Measuring: how high a page in print will be before it is laid out, from the widths of the bundled faces.

Sizes are those of `css/print.css`, in points; heights and widths in millimetres. An estimate: a layout corrects it.
"""

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

from briefing.kept import kept
from briefing.rendering.quoted import Cite, Point, Run, SourceView
from briefing.rendering.templates import bundled
from briefing.rendering.views import Brief, DayView, EntryView, SectionView, StoryView

_POINT = 0.352778
_PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
#: Margins of a page: left and right together, those above and below page one, and the other pages.
_SIDES, _FIRST, _OTHERS = 32, 29, 34
#: Beyond so many pages the errors add up.
_NEAR = 2.5
_GAP, _THIN, _RAIL, _FRONT = 7, 4, 36, 50.5
_H2 = 7.8
#: A story of which so much fits at the foot of a column is parted: its headline and two lines.
_PARTED = 16
#: Em of a letter that the faces lack; kerning makes a line narrower than its letters (of 60 lines of the seeds' briefs).
_UNKNOWN, _KERNED = 0.55, 0.98


class Words(NamedTuple):
    """Words of one face and size in a line."""

    text: str
    size: float
    face: str = "sans-regular"


class Block(NamedTuple):
    """What stands in a column and a column may begin with: a selector of its first element, and its height."""

    selector: str
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is expected of a page in print.

    Attributes:
        pages: 1.5 for one and a half.
        turns: selectors of what columns begin with, those of the stories and of the sources; none where they are better
            left to the layout.
    """

    pages: float
    turns: tuple[str, ...]


@functools.cache
def _widths(face: str) -> dict[int, float]:
    """Code point → em."""
    content = (bundled() / "fonts" / f"{face}.ttf").read_bytes()

    def read() -> dict[int, float]:
        from fontTools.ttLib import TTFont

        font = TTFont(BytesIO(content), lazy=True)
        advances, unit = font["hmtx"], font["head"].unitsPerEm
        return {code: advances[glyph][0] / unit for code, glyph in font.getBestCmap().items()}

    widths: dict[int, float] = kept(f"widths-{face}", content, read)
    return widths


@functools.lru_cache(maxsize=50_000)
def _em(word: str, face: str) -> float:
    known = _widths(face)
    return sum(known.get(code) or _widths("naskh-regular").get(code, _UNKNOWN) for code in map(ord, word))


def lines(told: Iterable[Words], width: float) -> int:
    """How many lines ``told`` takes, set word by word; a word that is longer than a line is broken."""
    count, used = 1, 0.0
    for text, size, face in told:
        scale = size * _POINT * _KERNED
        blank = _em(" ", face) * scale
        for word in text.split():
            long = _em(word, face) * scale
            if used and used + blank + long > width:
                count, used = count + 1, 0.0
            used += long + (blank if used else 0)
            if used > width:
                count, used = count + int(used / width), used % width
    return count


def _high(told: Iterable[Words], width: float, size: float, leading: float) -> float:
    return lines(told, width) * size * leading * _POINT


def _runs(runs: Sequence[Run], size: float, face: str = "serif-regular") -> list[Words]:
    return [Words(run.text, 0.88 * size, "sans-regular") if run.added else Words(run.text, size, face) for run in runs]


def _cites(cites: Sequence[Cite], size: float = 7.2) -> list[Words]:
    return [Words(f"S{cite.number}", size, "sans-semibold") for cite in cites]


def measured(view: Brief, paper: str) -> Measure:
    """What to expect of ``view`` on ``paper``."""
    broad, tall = _PAPERS[paper]
    column = (broad - _SIDES - _GAP) / 2
    blocks = [*_stories(view, column), *_tables(view, column)]
    first = tall - _FIRST - max(_front(view, broad - _SIDES), _rail(view))
    changes = _changes(view, broad - _SIDES)
    first, over = (first - changes, 0.0) if changes <= first else (0.0, changes)
    sources = [Block(f"#{source.anchor}", _source(source, (broad - _SIDES - 3 * _THIN) / 4)) for source in view.sources]
    tail = _tail(view, broad - _SIDES, sum(source.height for source in sources) / 4)
    turn, high = _turned(blocks)
    if high + tail <= first:
        pages = 1 - (first - high - tail) / (tall - _FIRST)
    else:
        turn, high = _turned(_later(blocks, first))
        pages = 1 + (over + high + tail) / (tall - _OTHERS)
    return Measure(pages=pages, turns=(turn, *_quarters(sources)) if turn and pages < _NEAR else ())


def _turned(blocks: Sequence[Block]) -> tuple[str, float]:
    """What the second of two columns begins with, so that they are about equal, and how high the higher one is."""
    all_ = sum(block.height for block in blocks)
    found, high, done = "", all_, 0.0
    for block in blocks:
        if done > 0 and max(done, all_ - done) < high:
            found, high = block.selector, max(done, all_ - done)
        done += block.height
    return found, high


def _quarters(blocks: Sequence[Block]) -> Iterator[str]:
    """What the second, third and fourth of four columns begin with."""
    quarter, column, done = sum(block.height for block in blocks) / 4, 1, 0.0
    for block in blocks:
        if done and done + block.height / 2 > column * quarter:
            column += 1
            yield block.selector
        done += block.height


def _later(blocks: Sequence[Block], room: float) -> list[Block]:
    """What two columns of ``room`` leave to the next page; a long block is parted."""
    left = list(blocks)
    for _ in range(2):
        free = room
        while left and left[0].height <= free:
            free -= left.pop(0).height
        if left and free > _PARTED and left[0].height - free > _PARTED / 2:
            left[0] = Block("", left[0].height - free)
    return left


def _stories(view: Brief, width: float) -> Iterable[Block]:
    for number, section in enumerate(view.sections):
        head = _H2 if number == 0 else 0.0
        title = [Words(section.title, 9.4, "sans-semibold"), Words(section.role, 7.9)]
        head += 1.75 + lines(title, width) * 4.9
        for place, story in enumerate(section.stories):
            more = 0.0 if place < len(section.stories) - 1 else 0.5 if number < len(view.sections) - 1 else 2.1
            yield _story(section, story, width, head if place == 0 else 0.0, more)


def _story(section: SectionView, story: StoryView, width: float, head: float, more: float) -> Block:
    title = [Words(str(story.place or ""), 9.6, "serif-semibold"), Words(story.title, 9.2, "serif-semibold")]
    title += _cites([story.title_cite] if story.title_cite else ())
    high = head + _high(title, width, 9.2, 1.22)
    high += sum(_point(point, width) for point in story.points) + _facts(story, width) + 1.3 + more
    return Block(f"#{section.anchor}" if head else f"#{story.anchor}", high)


def _point(point: Point, width: float) -> float:
    told = [Words("–", 8.8), *_runs(point.runs, 8.8), *_cites(point.cites)]
    told += [Words(point.language, 7.2), Words("new today" if point.fresh else "", 7.2)]
    return _high(told, width - 3, 8.8, 1.27) + 0.8


def _facts(story: StoryView, width: float) -> float:
    high = 0.0
    for difference in story.differences:
        told = [Words(f"Sources differ {difference.about}:", 7.2)]
        for claim in difference.claims:
            told += [Words(f"{claim.value} ·", 7.2), *_cites(claim.cites[:4])]
        high += _high(told, width - 3, 7.2, 1.3)
    if story.points:
        named = "; ".join(f"{actor.name}, {actor.role}" if actor.role else actor.name for actor in story.actors[:4])
        told = [Words(" · ".join((story.status_label, story.support, story.genre, named, *story.dates[:3])), 7.2)]
        high += _high(told, width - 3, 7.2, 1.3)
    return high


def _tables(view: Brief, width: float) -> Iterable[Block]:
    """What follows the stories in their columns."""
    also = [(group.label, group.lines) for group in view.also]
    also += [("", lines) for lines in (view.checked, view.comment) if lines]
    for number, (_, listed) in enumerate(also):
        high = (0.0 if number else _H2 + 3.4) + 3.95
        for line in listed:
            outlets = line.outlets if listed is view.comment else ""
            told = [Words(f"{line.title} {line.verdict} {outlets}", 8.7, "serif-regular")]
            told += _cites([line.cite] if line.cite else ())
            high += _high(told, width, 8.7, 1.27) + 0.6
        yield Block("" if number else "#also", high)  # a turn between them is found by balancing
    if view.calendar:
        high = _H2 + 3.4 + sum(5.3 + sum(_day(day, width) for day in stretch.days) for stretch in view.calendar)
        yield Block("#calendar", high)
    if view.timeline:
        yield Block("#timeline", _H2 + 3.4 + sum(_day(day, width) for day in view.timeline))
    if view.actors:
        high = _H2 + 3.4 + 4
        for actor in view.actors:
            role = "; ".join((*actor.roles, actor.affiliation)) + " ".join(actor.also[:2])
            name = [Words(actor.name, 7.5, "sans-semibold")]
            high += 0.85 + 3.31 * max(lines(name, 28), lines([Words(role, 7.5)], width - 45))
        yield Block("#actors", high)


def _day(day: DayView, width: float) -> float:
    return 3.95 + sum(_high(_entry(entry, 8.7, "serif-regular"), width, 8.7, 1.27) + 0.8 for entry in day.entries)


def _entry(entry: EntryView, size: float, face: str) -> list[Words]:
    before = f"{entry.time}{'' if entry.certain else ' c.'}"
    return [Words(before, size), *_runs(entry.point.runs, size, face), *_cites(entry.point.cites)]


def _front(view: Brief, width: float) -> float:
    """Masthead and what one needs to know; beside the rail."""
    width -= _FRONT
    high = _masthead(view) + _H2 + 2
    for line in view.bottom_line:
        high += 3.62 + _high([Words(line.title, 11.4, "sans-semibold")], width, 11.4, 1.22) + 0.6
        high += _high(_runs(line.point.runs, 10), width, 10, 1.32) + 4.1 + 1.9
        if line.why:
            high += 0.6 + _high([Words("Why it matters", 7.9), *_runs(line.why.runs, 9.2)], width, 9.2, 1.34)
    return high + (6 if view.nothing_else or not view.previous or not view.changes else 0)


def _masthead(view: Brief) -> float:
    return 27.6 + (4 if view.classification or view.distribution else 0) + (6 if view.review else 0)


def _rail(view: Brief) -> float:
    high = _masthead(view) + (24 if view.figure else 0)
    for listed in (view.ahead, view.later):
        if listed:
            high += 6.8 + 6
            for entry in listed:
                told = _entry(entry, 8.2, "sans-regular")
                high += 4 + _high(told, _RAIL, 8.2, 1.38) + 1.6
    return high


def _changes(view: Brief, width: float) -> float:
    """What moved since the last brief: a paragraph a kind, which no page parts."""
    if not view.changes:
        return 0.0
    high = _H2 + 3.4
    for _, listed in itertools.groupby(view.changes, key=lambda change: change.kind):
        told: list[Words] = []
        for change in listed:
            told += [Words(change.title if change.titled else "", 8.7, "serif-semibold"), *_runs(change.runs, 8.7)]
            told += [*_cites(change.cites), Words("·", 8.7)]
        high += _high(told, width - 19, 8.7, 1.27) + 0.6
    return high


def _source(source: SourceView, width: float) -> float:
    title = "" if source.told else source.title
    told = [Words(f"S{source.number} {source.outlet},", 6.6, "sans-semibold")]
    told.append(Words(f"{source.when}: {title} {source.language}", 6.6))
    high = _high(told, width, 6.6, 1.24) + 0.3
    for copy in source.copies:
        high += _high([Words(f"S{copy.number} copy: {copy.outlet}, {copy.when}", 6.6)], width, 6.6, 1.24)
    return high


def _tail(view: Brief, width: float, sources: float) -> float:
    """Under the columns: sources and what is left out."""
    high = _H2 + sources + 1 + 2 * 3.15 + 3.4 if sources else 0.0
    said = "; ".join((*view.cut, *view.unprinted))
    skipped = " ".join(", ".join(group.inputs) + group.reason for group in view.left_out)
    for told in (said, skipped):
        high += _high([Words(told, 7)], width, 7, 1.3) + 0.6 if told else 0
    return high + (3.4 if said or skipped else 0)
